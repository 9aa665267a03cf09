package dev.heddle.bench.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the reading at one rung of a memory ladder.
 *
 * @param connections connections (or requests) held when the reading was taken
 * @param descending whether the ladder was on its way down
 * @param threads the contestant's threads at that time; null in a record that is older than this reading
 * @param bytes the contestant's memory by layer in bytes, and {@code total}, their sum; an unreadable layer is absent
 */
public record Rung(
        int connections,
        boolean descending,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Threads threads,

        Map<String, Long> bytes) {
    /**
     * Counts the threads of the operating system that a process has.
     *
     * @param count all of them
     * @param stackBytes what of their stacks is resident, in bytes; the stacks of virtual threads are not among them
     */
    public record Threads(long count, long stackBytes) {}
}
