package dev.heddle.bench.conform;

import dev.heddle.bench.launch.LaunchException;
import java.util.List;
import java.util.OptionalLong;

/** Checks what the downstreams saw of ten requests: neither a query or call too few, nor one too many. */
final class CallCounts {
    private static final int REQUESTS = 10;

    private CallCounts() {}

    static void check(Subject subject) throws LaunchException {
        Stand stand = subject.stand;
        // The requests are made one after the other, and each takes long enough for all its calls to be sent before
        // the first can win.
        List<Integer> some = stand.ids.even().subList(0, REQUESTS / 2);
        OptionalLong queries = stand.postgres.queries();
        long calls = stand.rpc.counts().calls();
        some.forEach(subject::summary);
        // The second round makes the same requests. A contestant that kept the answers of the first would make no calls
        // for them.
        some.forEach(subject::summary);
        long called = stand.rpc.counts().calls() - calls;
        subject.findings.same("RPC calls of " + REQUESTS + " requests", "" + REQUESTS * Stand.CALLS, "" + called);
        OptionalLong after = stand.postgres.queries();
        String name = "queries of " + REQUESTS + " requests";
        if (queries.isPresent() && after.isPresent()) {
            subject.findings.same(name, "" + REQUESTS, "" + (after.getAsLong() - queries.getAsLong()));
        } else {
            subject.findings.skipped(name, "" + REQUESTS, "this server has no pg_stat_statements");
        }
    }
}
