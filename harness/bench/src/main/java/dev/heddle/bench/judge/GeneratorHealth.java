package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Histograms;
import dev.heddle.bench.journal.Window;
import dev.heddle.load.Generator;
import java.io.IOException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Tells how late the load engine was.
 *
 * @param windowSeconds the measuring window
 * @param longestStallSeconds the most that it was ever behind its own clock
 * @param lateness its own, of the requests; all 0 in a closed loop
 * @param response what it measured
 * @param punctual the same without each request's own lateness; null in a record of before it was recorded
 */
record GeneratorHealth(
        double windowSeconds,
        double longestStallSeconds,
        Times lateness,
        Times response,
        @Nullable Times punctual) {
    /** Describes a load engine that is never late. */
    static final GeneratorHealth PUNCTUAL = new GeneratorHealth(1, 0, Times.NONE, new Times(1, 1, 1, 1), null);

    /** Holds percentiles and the maximum of a distribution, in seconds. */
    record Times(double p50, double p99, double p999, double max) {
        static final Times NONE = new Times(0, 0, 0, 0);

        static Times of(Histogram times) {
            return times.getTotalCount() == 0
                    ? NONE
                    : new Times(
                            times.getValueAtPercentile(50) / 1e9,
                            times.getValueAtPercentile(99) / 1e9,
                            times.getValueAtPercentile(99.9) / 1e9,
                            times.getMaxValue() / 1e9);
        }
    }

    static GeneratorHealth of(Window window, Histogram response) throws IOException {
        String lateness = window.main().lateness();
        String punctual = window.main().punctual();
        Generator generator = window.load().generator();
        return new GeneratorHealth(
                window.seconds(),
                generator == null ? 0 : generator.maxTickLatenessNanos() / 1e9,
                lateness.isEmpty() ? Times.NONE : Times.of(Histograms.decode(lateness)),
                Times.of(response),
                punctual == null || punctual.isEmpty() ? null : Times.of(Histograms.decode(punctual)));
    }

    /** Returns the most that a response time may owe to the load engine's lateness, in seconds. */
    double most() {
        return Math.max(lateness.max(), longestStallSeconds);
    }
}
