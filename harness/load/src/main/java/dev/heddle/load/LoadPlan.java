package dev.heddle.load;

import java.util.List;

/**
 * Describes one run of load.
 *
 * @param streams run at the same time, with a report each; their names differ
 * @param settleMillis load before the measuring window, in milliseconds
 * @param measureMillis the measuring window, in milliseconds
 * @param timeoutMillis a request that is not answered so long after it was sent counts as timed out, and its connection is
 *     closed; so does one that has waited so long for a connection
 */
public record LoadPlan(List<Stream> streams, long settleMillis, long measureMillis, long timeoutMillis) {
    /** The name of the only stream of a plan that has but one. */
    public static final String MAIN = "main";

    public LoadPlan {
        streams = List.copyOf(streams);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("streams: a plan has at least one");
        }
        if (streams.stream().map(Stream::name).distinct().count() < streams.size()) {
            throw new IllegalArgumentException("streams: two have the same name");
        }
        if (settleMillis < 0 || measureMillis < 1 || timeoutMillis < 1) {
            throw new IllegalArgumentException("settle " + settleMillis + " ms, measure " + measureMillis
                    + " ms, timeout " + timeoutMillis + " ms: one of them is too short");
        }
    }

    /** Returns a plan of a closed loop alone. */
    public static LoadPlan of(
            Target target, Arrivals.Closed arrivals, long settleMillis, long measureMillis, long timeoutMillis) {
        return new LoadPlan(List.of(Stream.closed(MAIN, target, arrivals)), settleMillis, measureMillis, timeoutMillis);
    }

    /** Returns a plan of one stream alone. */
    public static LoadPlan of(
            Target target,
            Arrivals arrivals,
            ConnectionPolicy connections,
            int backlog,
            long settleMillis,
            long measureMillis,
            long timeoutMillis) {
        return new LoadPlan(
                List.of(new Stream(MAIN, target, arrivals, connections, backlog)),
                settleMillis,
                measureMillis,
                timeoutMillis);
    }
}
