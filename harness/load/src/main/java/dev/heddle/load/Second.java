package dev.heddle.load;

/**
 * Holds what happened in one second of a stream. Percentiles, to 1 %, are of the response times of the right answers that arrived
 * in it; they are 0 if none did.
 *
 * @param second the second's number, counted from the measuring window's start; negative while the load settles
 * @param scheduled requests whose intended start lies in it; in a closed loop, requests that were sent in it
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
    /** Returns the same second, with another number. */
    public Second at(int other) {
        return new Second(
                other, scheduled, answered, wrong, timedOut, refused, unsent, p50Nanos, p99Nanos, maxNanos, backlog);
    }
}
