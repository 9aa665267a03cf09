package dev.heddle.load;

import java.util.List;

/**
 * What a plan's run saw.
 *
 * @param engine the engine's name and version
 * @param windowNanos how long the measuring window was
 * @param streams a report for each stream, in the plan's order
 * @param generator how the engine itself did
 */
public record LoadReport(String engine, long windowNanos, List<StreamReport> streams, Generator generator) {
    public LoadReport {
        streams = List.copyOf(streams);
    }

    /** The report of the plan's only stream. */
    public StreamReport only() {
        if (streams.size() != 1) {
            throw new IllegalStateException("the plan had " + streams.size() + " streams");
        }
        return streams.getFirst();
    }
}
