package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.stats.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * Holds one row of {@code summary.csv}.
 *
 * @param estimate null where fewer than half of the trials are valid: an empty cell, never a zero
 * @param mean which mean over the processes the estimate is; null where there is none
 * @param trials how many valid trials (fresh processes) there are, on which the estimate rests
 */
public record SummaryRow(
        ScenarioName scenario,
        String contestant,
        String point,
        Metric metric,
        @Nullable Estimate estimate,
        @Nullable Mean mean,
        int trials,
        Verdict verdict) {
    /** Returns the unit of the row's values. */
    public String unit() {
        return metric.unit();
    }

    /** Is true where the row is one of a contestant's second name. Such a row measures the noise, not one more contestant. */
    public boolean ofSecondName() {
        return Names.isSecond(contestant);
    }
}
