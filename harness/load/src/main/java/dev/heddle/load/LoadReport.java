package dev.heddle.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the run of a plan saw.
 *
 * @param engine the engine's name and version
 * @param windowNanos how long the measuring window was
 * @param streams a report for each stream, in the plan's order
 * @param generator how the engine itself did; null from one that doesn't say
 * @param notes what else the engine has to say about this run, in sentences
 */
public record LoadReport(
        String engine,
        long windowNanos,
        List<StreamReport> streams,
        @Nullable Generator generator,
        List<String> notes) {
    public LoadReport {
        streams = List.copyOf(streams);
        notes = List.copyOf(notes);
    }

    /** Returns the report of the plan's only stream. */
    public StreamReport only() {
        if (streams.size() != 1) {
            throw new IllegalStateException("the plan had " + streams.size() + " streams");
        }
        return streams.getFirst();
    }
}
