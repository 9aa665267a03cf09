package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.OpenLoop;
import dev.heddle.bench.suite.Units.Rate;
import dev.heddle.load.Arrivals;
import dev.heddle.load.ConnectionPolicy;
import dev.heddle.load.LoadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Open loop at fixed rates: latency from the intended start, Poisson arrivals. */
final class Rates {
    /** Requests that may wait in the generator for a connection: more than any rate leaves behind before its deadline. */
    static final int BACKLOG = 100_000;

    private static final long ARRIVAL_STREAM = 7_003;

    private Rates() {}

    /** One rate to visit: an absolute one, or a fraction of the capacity. */
    sealed interface Visit {
        /** The same for all contestants. */
        record Absolute(Rate rate) implements Visit {}

        /** Of each one's own capacity. */
        record Fraction(double fraction) implements Visit {}

        /** The point's name. */
        default String point() {
            return switch (this) {
                case Absolute absolute -> "rate=" + absolute.rate().number();
                case Fraction fraction -> "fraction=" + fraction.fraction();
            };
        }
    }

    static List<Visit> visits(OpenLoop.Latency plan) {
        return java.util.stream.Stream.concat(
                        plan.rates().stream().map(Visit.Absolute::new),
                        plan.fractions().stream().map(Visit.Fraction::new))
                .map(Visit.class::cast)
                .toList();
    }

    /**
     * One rate.
     *
     * @param capacity the capacity's point, just measured in the same process; null if the suite has none
     */
    static Point measure(Testbed bed, ContestantProcess contestant, Visit visit, @Nullable Point capacity, Path folder)
            throws LaunchException, IOException {
        OpenLoop.Latency plan = Objects.requireNonNull(bed.suite.scenarios().latency());
        double rate;
        switch (visit) {
            case Visit.Absolute absolute -> rate = absolute.rate().perSecond();
            case Visit.Fraction fraction -> {
                Double most = capacity == null ? null : capacity.metrics().get(Capacity.METRIC);
                if (most == null) {
                    return new Point(
                            visit.point(),
                            new Outcome.Invalid(
                                    "unconfirmed", "there is no confirmed capacity to take a fraction of", List.of()),
                            Map.of(),
                            List.of(),
                            Map.of());
                }
                rate = fraction.fraction() * most;
            }
        }
        Measurement measured = Measurement.take(
                bed,
                contestant,
                plan(
                        bed,
                        contestant,
                        rate,
                        plan.connections(),
                        plan.settle().toMillis(),
                        plan.measure().toMillis(),
                        visit.point().hashCode()));
        Histograms.writeLog(folder.resolve(visit.point() + ".hlog"), measured.report(), measured.main());
        Map<String, Double> context = new TreeMap<>(measured.context());
        context.put("rate", rate);
        Outcome outcome = voided(visit, capacity);
        return new Point(
                visit.point(),
                outcome != null
                        ? outcome
                        : Rules.judge(Evidence.openLoop(
                                bed,
                                measured,
                                bed.suite.objective().errors(),
                                plan.warmup().maxJitShare())),
                measured.metrics(bed.patience()),
                List.of(),
                context,
                measured.histograms(),
                measured.series());
    }

    /** A fraction of what is not the contestant's own capacity is not a fraction of its capacity; null if it is. */
    private static @Nullable Outcome voided(Visit visit, @Nullable Point capacity) {
        return visit instanceof Visit.Fraction
                        && capacity != null
                        && capacity.outcome() instanceof Outcome.Invalid invalid
                        && !invalid.verdict(Capacity.METRIC).equals("valid")
                ? new Outcome.Invalid(
                        invalid.rule(),
                        "its rate is a fraction of a capacity that is not the contestant's own: " + invalid.reason(),
                        List.of())
                : null;
    }

    /**
     * A plan of one Poisson stream of the workload.
     *
     * @param number of the plan among its like; the same number gives every contestant of a block the same arrivals and ids
     */
    static LoadPlan plan(
            Testbed bed,
            ContestantProcess contestant,
            double rate,
            int connections,
            long settleMillis,
            long measureMillis,
            long number) {
        return LoadPlan.of(
                bed.summaries(contestant, ARRIVAL_STREAM, number),
                new Arrivals.Poisson(rate, bed.arrivals(ARRIVAL_STREAM, number)),
                new ConnectionPolicy.AllActive(connections),
                BACKLOG,
                settleMillis,
                measureMillis,
                bed.patience());
    }
}
