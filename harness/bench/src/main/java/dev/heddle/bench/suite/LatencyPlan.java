package dev.heddle.bench.suite;

import dev.heddle.bench.suite.Units.Rate;
import java.time.Duration;
import java.util.List;

/**
 * Says at which rates to measure latency: the same rates for all contestants, and equal fractions of each one's capacity.
 *
 * @param rates the same rates for all
 * @param fractions shares of the capacity that the same process has just shown, above 0 and up to 1
 * @param settle how long there is load before each measuring window
 * @param measure how long each measuring window is, 1 s to 1 hour
 * @param connections connections that carry the load
 * @param forks fresh processes a contestant gets, 1 to 100
 * @param warmup how it gets warm
 */
public record LatencyPlan(
        List<Rate> rates,
        List<Double> fractions,
        Duration settle,
        Duration measure,
        int connections,
        int forks,
        Heat warmup) {
    public LatencyPlan {
        rates = List.copyOf(rates);
        fractions = List.copyOf(fractions);
        if (rates.isEmpty() && fractions.isEmpty()) {
            throw new IllegalArgumentException("latency has neither rates nor fractions");
        }
        fractions.forEach(fraction -> Bounds.requireShare("fractions", fraction));
        Bounds.require("measure in ms", measure.toMillis(), 1_000, 3_600_000);
        Bounds.require("connections", connections, 1, 100_000);
        Bounds.require("forks", forks, 1, 100);
    }
}
