package dev.heddle.load;

/**
 * One second of a stream: what happened in it. Percentiles, to 1 %, are of the response times of the right answers that arrived
 * in it; 0 where none did.
 *
 * @param second counted from the measuring window's start, negative while the load settles
 * @param scheduled requests whose intended start (closed loop: whose sending) lies in it
 * @param answered right answers
 * @param backlog requests that wait for a connection at its end
 */
public record Second(
        int second,
        long scheduled,
        long answered,
        long wrong,
        long timedOut,
        long refused,
        long unsent,
        long p50Nanos,
        long p99Nanos,
        long maxNanos,
        long backlog) {
    /** The same, counted from elsewhere. */
    public Second at(int other) {
        return new Second(
                other, scheduled, answered, wrong, timedOut, refused, unsent, p50Nanos, p99Nanos, maxNanos, backlog);
    }
}
