package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import org.jspecify.annotations.Nullable;

/**
 * Holds one metric of one point of one trial, as a notebook asks for it. It is a {@link Reading} as others see it.
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
        return new TrialReading(
                reading.trial(),
                reading.block(),
                reading.scenario(),
                reading.contestant(),
                reading.point(),
                reading.metric(),
                reading.value(),
                reading.verdict());
    }
}
