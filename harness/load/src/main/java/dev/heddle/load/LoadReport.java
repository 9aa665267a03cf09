package dev.heddle.load;

import java.util.List;

/**
 * What a plan's run saw.
 *
 * @param engine the engine's name and version
 * @param counts every request from first to last, within the window and around it
 * @param windowNanos how long the measuring window was
 * @param answeredInWindow right answers that arrived within it
 * @param latency service times of those answers, as an HdrHistogram of nanoseconds (compressed, base 64)
 * @param perSecond right answers in each whole second of the window
 */
public record LoadReport(
        String engine, Tally counts, long windowNanos, long answeredInWindow, String latency, List<Long> perSecond) {}
