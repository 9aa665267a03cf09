package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Window;
import dev.heddle.bench.judge.LatencyBounds;
import dev.heddle.bench.judge.LoadMetrics;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.LatencyPlan;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Units.Rate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Visits one rate of an open loop. Arrivals are Poisson, and latency counts from the intended start. */
sealed interface RateVisit {
    /** Holds a rate that is the same for all contestants. */
    record Absolute(Rate rate) implements RateVisit {}

    /** Holds a part of each contestant's own capacity. */
    record Fraction(double fraction) implements RateVisit {}

    /** Returns the point's name. */
    default String point() {
        return switch (this) {
            case Absolute absolute -> "rate=" + absolute.rate().number();
            case Fraction fraction -> "fraction=" + fraction.fraction();
        };
    }

    /**
     * Measures the point.
     *
     * @param capacity what the same process has just shown; null where the search for it found none, or none was made
     */
    default Point measure(
            Testbed bed,
            ContestantProcess contestant,
            LatencyPlan plan,
            Suite.Objective objective,
            @Nullable Double capacity,
            Path folder)
            throws LaunchException, IOException {
        Double fraction = this instanceof Fraction(double part) ? Double.valueOf(part) : null;
        Double rate = switch (this) {
            case Absolute absolute -> Double.valueOf(absolute.rate().perSecond());
            case Fraction part -> capacity == null ? null : Double.valueOf(part.fraction() * capacity);
        };
        Evidence.Setup setup = bed.setup(0);
        Evidence.Allowed allowed = bed.allowed(objective.errors(), plan.warmup().maxJitShare());
        if (rate == null) {
            return Point.of(point(), Map.of(), new Evidence.Load(setup, allowed, fraction, List.of()), Map.of());
        }
        Window window = MeteredWindow.take(
                bed,
                contestant,
                OpenLoopLoad.plan(
                        bed,
                        contestant,
                        rate,
                        plan.connections(),
                        plan.settle().toMillis(),
                        plan.measure().toMillis(),
                        point().hashCode()));
        HistogramLog.write(folder, point(), window);
        Map<String, Double> context = new TreeMap<>(LatencyBounds.of(window, bed.patience()));
        context.put("rate", rate);
        return Point.of(
                point(),
                LoadMetrics.of(window, bed.patience()),
                new Evidence.Load(setup, allowed, fraction, List.of(window)),
                context);
    }
}
