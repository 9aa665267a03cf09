package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.stats.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * Holds one metric of one point of one trial, as a notebook asks for it. It is a {@link Reading} without what is behind its value.
 *
 * @param block which interleaved block it was part of
 * @param value null where the trial has none; a valid verdict is what makes it count
 */
public record TrialReading(
        String trial,
        int block,
        ScenarioName scenario,
        String contestant,
        String point,
        Metric metric,
        @Nullable Double value,
        Verdict verdict) {
    static TrialReading of(Reading reading) {
        Estimate value = reading.value();
        return new TrialReading(
                reading.trial(),
                reading.block(),
                reading.scenario(),
                reading.contestant(),
                reading.point(),
                reading.metric(),
                value == null ? null : value.value(),
                reading.verdict());
    }
}
