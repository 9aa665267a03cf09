package dev.heddle.bench.journal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.heddle.load.LoadReport;
import dev.heddle.load.StreamReport;
import dev.heddle.load.Tally;
import java.util.stream.Stream;

/**
 * One window of load on one contestant: what the load engine saw, and what the meters read at its two ends.
 *
 * @param load what the load engine saw: counts, histograms, seconds, backlog, its own health
 * @param usage what processes used in the window
 * @param downstream what the downstreams were asked for, from the first request to the last
 */
public record Window(LoadReport load, Usage usage, Downstream downstream) {
    /** The name of the stream that asks for nothing, beside others. */
    public static final String NOOP = "noop";

    /** The stream that the point is about, which is the first. */
    @JsonIgnore
    public StreamReport main() {
        return load.streams().getFirst();
    }

    /** How long it was, in seconds. */
    @JsonIgnore
    public double seconds() {
        return load.windowNanos() / 1e9;
    }

    /** Right answers a second that arrived in the window, of the first stream: CPU time and switches are counted over the same time. */
    @JsonIgnore
    public double rate() {
        return main().arrivedInWindow() / seconds();
    }

    /** Right answers a second, of all streams that ask for the workload. */
    @JsonIgnore
    public double workloadRate() {
        return workload().mapToLong(StreamReport::arrivedInWindow).sum() / seconds();
    }

    /** Where the requests for the workload went, of all streams. */
    @JsonIgnore
    public Tally counts() {
        return workload().map(StreamReport::counts).reduce(Tally::plus).orElseThrow();
    }

    /** Requests for the workload that got the right answer, of all streams. */
    @JsonIgnore
    public long answered() {
        return workload().mapToLong(stream -> stream.counts().answered()).sum();
    }

    private Stream<StreamReport> workload() {
        return load.streams().stream().filter(stream -> !stream.name().equals(NOOP));
    }
}
