package dev.heddle.bench.report;

import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code summary.csv}.
 *
 * @param estimate null where fewer than half of the trials are valid: an empty cell, never a zero
 * @param trials how many valid trials (fresh processes) there are, on which the estimate rests
 * @param verdict {@code valid}, or the name of the rule that the point broke
 */
public record SummaryRow(
        String scenario,
        String contestant,
        String point,
        String metric,
        String unit,
        @Nullable Estimate estimate,
        int trials,
        String verdict) {
    /** Whether it is of a contestant's second name: a measurement of the noise, not of one more contestant. */
    boolean ofTwin() {
        return contestant.endsWith(Trial.TWIN);
    }
}
