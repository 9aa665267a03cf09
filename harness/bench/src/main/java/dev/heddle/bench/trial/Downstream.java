package dev.heddle.bench.trial;

import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.PostgresProcess;
import java.util.OptionalLong;

/**
 * What the downstreams have been asked for.
 *
 * @param calls RPC calls
 * @param queries queries that ran to their end; empty where the reader's own database does not count them
 * @param executingMillis how long PostgreSQL was executing them, added up over sessions; 0 where it does not tell
 */
record Downstream(long calls, OptionalLong queries, double executingMillis) {
    /** Where it is not known how long the queries took. */
    Downstream(long calls, OptionalLong queries) {
        this(calls, queries, 0);
    }

    /** So far. */
    static Downstream now(Testbed bed) throws LaunchException {
        PostgresProcess.Work work = bed.postgres.work();
        return new Downstream(bed.rpc.counts().calls(), work.queries(), work.executingMillis());
    }

    Downstream since(Downstream before) {
        return new Downstream(
                calls - before.calls,
                queries.isPresent() && before.queries.isPresent()
                        ? OptionalLong.of(queries.getAsLong() - before.queries.getAsLong())
                        : OptionalLong.empty(),
                Math.max(0, executingMillis - before.executingMillis));
    }

    Downstream plus(Downstream other) {
        return new Downstream(
                calls + other.calls,
                queries.isPresent() && other.queries.isPresent()
                        ? OptionalLong.of(queries.getAsLong() + other.queries.getAsLong())
                        : OptionalLong.empty(),
                executingMillis + other.executingMillis);
    }

    /** How long PostgreSQL executes one query, in the mean; 0 where it does not tell. */
    double querySeconds() {
        long counted = queries.orElse(0);
        return counted <= 0 ? 0 : executingMillis / 1e3 / counted;
    }
}
