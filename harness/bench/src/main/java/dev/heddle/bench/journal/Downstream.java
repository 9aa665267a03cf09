package dev.heddle.bench.journal;

import org.jspecify.annotations.Nullable;

/**
 * Counts what the downstreams were asked for.
 *
 * @param calls RPC calls
 * @param queries queries that ran to their end; null where the reader's own database does not count them
 * @param executingMillis how long PostgreSQL was executing them, added up over sessions; 0 where it does not tell
 */
public record Downstream(long calls, @Nullable Long queries, double executingMillis) {
    /** Returns what was asked for since an earlier count. */
    public Downstream since(Downstream before) {
        return new Downstream(
                calls - before.calls,
                queries == null || before.queries == null ? null : Long.valueOf(queries - before.queries),
                Math.max(0, executingMillis - before.executingMillis));
    }

    /** Returns the sum of both counts. */
    public Downstream plus(Downstream other) {
        return new Downstream(
                calls + other.calls,
                queries == null || other.queries == null ? null : Long.valueOf(queries + other.queries),
                executingMillis + other.executingMillis);
    }

    /** Returns how long PostgreSQL executes one query in the mean, in seconds; 0 where that is not known. */
    public double querySeconds() {
        return queries == null || queries <= 0 ? 0 : executingMillis / 1e3 / queries;
    }
}
