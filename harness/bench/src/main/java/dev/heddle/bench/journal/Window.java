package dev.heddle.bench.journal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.heddle.load.LoadReport;
import dev.heddle.load.StreamReport;
import dev.heddle.load.Tally;
import java.util.stream.Stream;

/**
 * A window is a span of load on one contestant. It holds what the load engine saw, and what the meters read at its two ends.
 *
 * @param load what the load engine saw: counts, histograms, seconds, backlog, its own health
 * @param usage what processes used in the window
 * @param downstream what the downstreams were asked for, from the first request to the last
 */
public record Window(LoadReport load, Usage usage, Downstream downstream) {
    /** Names the stream whose requests ask for no work. It runs beside others. */
    public static final String NOOP = "noop";

    /** Returns the stream that the point is about, which is the first. */
    @JsonIgnore
    public StreamReport main() {
        return load.streams().getFirst();
    }

    /** Returns how long the window was, in seconds. */
    @JsonIgnore
    public double seconds() {
        return load.windowNanos() / 1e9;
    }

    /**
     * Returns the right answers of the first stream that arrived in the window, a second. CPU time and switches are counted over
     * the same time.
     */
    @JsonIgnore
    public double rate() {
        return main().arrivedInWindow() / seconds();
    }

    /** Returns the right answers a second of all streams that ask for the workload. */
    @JsonIgnore
    public double workloadRate() {
        return workload().mapToLong(StreamReport::arrivedInWindow).sum() / seconds();
    }

    /** Returns where the requests for the workload went, in all streams. */
    @JsonIgnore
    public Tally counts() {
        return workload().map(StreamReport::counts).reduce(Tally::plus).orElseThrow();
    }

    /** Returns how many requests for the workload got the right answer, in all streams. */
    @JsonIgnore
    public long answered() {
        return workload().mapToLong(stream -> stream.counts().answered()).sum();
    }

    private Stream<StreamReport> workload() {
        return load.streams().stream().filter(stream -> !stream.name().equals(NOOP));
    }
}
