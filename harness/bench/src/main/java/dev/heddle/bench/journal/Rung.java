package dev.heddle.bench.journal;

import java.util.Map;

/**
 * Holds the reading at one rung of a memory ladder.
 *
 * @param connections connections (or requests) held when the reading was taken
 * @param descending whether the ladder was on its way down
 * @param bytes the contestant's memory by layer in bytes, and {@code total}, their sum; an unreadable layer is absent
 */
public record Rung(int connections, boolean descending, Map<String, Long> bytes) {}
