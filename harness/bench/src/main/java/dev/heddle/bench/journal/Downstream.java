package dev.heddle.bench.journal;

import org.jspecify.annotations.Nullable;

/**
 * What the downstreams were asked for.
 *
 * @param calls RPC calls
 * @param queries queries that ran to their end; null where the reader's own database does not count them
 * @param executingMillis how long PostgreSQL was executing them, added up over sessions; 0 where it does not tell
 */
public record Downstream(long calls, @Nullable Long queries, double executingMillis) {
    /** What was asked for since an earlier count. */
    public Downstream since(Downstream before) {
        return new Downstream(
                calls - before.calls,
                queries == null || before.queries == null ? null : Long.valueOf(queries - before.queries),
                Math.max(0, executingMillis - before.executingMillis));
    }

    /** Both together. */
    public Downstream plus(Downstream other) {
        return new Downstream(
                calls + other.calls,
                queries == null || other.queries == null ? null : Long.valueOf(queries + other.queries),
                executingMillis + other.executingMillis);
    }

    /** How long PostgreSQL executes one query, in the mean; 0 where it does not tell. */
    public double querySeconds() {
        return queries == null || queries <= 0 ? 0 : executingMillis / 1e3 / queries;
    }
}
