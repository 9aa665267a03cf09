package dev.heddle.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * One metric of one point of one trial: what one fresh process says.
 *
 * @param block which interleaved block it was part of
 * @param value null where the trial has none; a valid verdict is what makes it count
 * @param verdict {@code valid}, or the name of the rule that it broke
 */
public record TrialReading(
        String trial,
        int block,
        String scenario,
        String contestant,
        String point,
        String metric,
        String unit,
        @Nullable Double value,
        String verdict) {}
