package dev.heddle.bench.trial;

import dev.heddle.bench.launch.LaunchException;
import java.util.OptionalLong;

/**
 * What the downstreams have been asked for.
 *
 * @param calls RPC calls
 * @param queries queries that ran to their end; empty where the reader's own database does not count them
 */
record Downstream(long calls, OptionalLong queries) {
    /** So far. */
    static Downstream now(Testbed bed) throws LaunchException {
        return new Downstream(bed.rpc.counts().calls(), bed.postgres.queries());
    }

    Downstream since(Downstream before) {
        return new Downstream(
                calls - before.calls,
                queries.isPresent() && before.queries.isPresent()
                        ? OptionalLong.of(queries.getAsLong() - before.queries.getAsLong())
                        : OptionalLong.empty());
    }
}
