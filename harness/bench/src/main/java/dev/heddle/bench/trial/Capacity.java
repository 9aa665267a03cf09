package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.stats.CapacitySearch;
import dev.heddle.bench.suite.OpenLoop;
import dev.heddle.bench.suite.Suite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The highest rate that keeps the objective, by open-loop probes; each is in the point's series. */
final class Capacity {
    static final String METRIC = "max_requests_per_second";

    private static final int MOST_PROBES = 40;
    /** Before each probe's window: the connections are open, the queue that the rate makes has formed. */
    static final long SETTLE_MS = 500;

    private final Testbed bed;
    private final ContestantProcess contestant;
    private final OpenLoop.Capacity plan;
    private final Suite.Objective objective;

    Capacity(Testbed bed, ContestantProcess contestant) {
        this.bed = bed;
        this.contestant = contestant;
        this.plan = Objects.requireNonNull(bed.suite.scenarios().capacity());
        this.objective = bed.suite.objective();
    }

    /**
     * Searches from a guess.
     *
     * @param closedLoopRate what a closed loop has just reached
     */
    Point measure(double closedLoopRate) throws LaunchException, IOException {
        CapacitySearch search = new CapacitySearch(closedLoopRate, plan.resolution(), plan.confirm(), MOST_PROBES);
        List<Sample> probes = new ArrayList<>();
        Map<Double, Measurement> last = new HashMap<>();
        for (OptionalDouble next = search.next(); next.isPresent(); next = search.next()) {
            double rate = next.getAsDouble();
            Measurement probe = Measurement.take(
                    bed,
                    contestant,
                    Rates.plan(
                            bed,
                            contestant,
                            rate,
                            plan.connections(),
                            SETTLE_MS,
                            plan.measure().toMillis(),
                            search.probes()));
            boolean kept = keeps(probe);
            search.saw(rate, kept);
            last.put(rate, probe);
            probes.add(sample(search.probes(), rate, probe, kept));
        }
        return point(search, last, probes);
    }

    private boolean keeps(Measurement probe) {
        double errors = probe.main().counts().errors()
                / (double) Math.max(1, probe.main().counts().scheduled());
        return probe.responseTime().getTotalCount() > 0
                && errors <= objective.errors()
                && probe.responseTime().getValueAtPercentile(99)
                        <= objective.p99().toNanos();
    }

    private static Sample sample(int number, double rate, Measurement probe, boolean kept) {
        Map<String, Double> values = new TreeMap<>(Histograms.percentiles(probe.responseTime()));
        values.put("rate", rate);
        values.put("kept", kept ? 1.0 : 0.0);
        values.put("errors", (double) probe.main().counts().errors());
        values.put("load_side_busy", probe.usage().loadBusy());
        values.put("cpus_used_by_contestant", probe.usage().cpuShare().getOrDefault("contestant", 0.0));
        return new Sample(number, values);
    }

    private Point point(CapacitySearch search, Map<Double, Measurement> last, List<Sample> probes) throws IOException {
        double kept = search.highestKept();
        double broken = search.lowestBroken();
        Map<String, Double> context = new TreeMap<>();
        context.put("probes", (double) search.probes());
        if (Double.isFinite(broken)) {
            context.put("lowest_rate_that_broke_it", broken);
        }
        Measurement below = last.get(kept);
        if (!search.confirmed() || below == null) {
            String reason = kept == 0
                    ? "no rate kept " + objective.text() + ", down to " + Math.round(lowest(probes)) + "/s"
                    : String.format(
                            Locale.ROOT,
                            "after %d probes the boundary is not confirmed: highest rate that kept the objective %.0f/s, lowest that"
                                    + " broke it %.0f/s",
                            search.probes(),
                            kept,
                            broken);
            return new Point(
                    objective.text(),
                    new Outcome.Invalid("unconfirmed", reason, List.of()),
                    Map.of(),
                    List.of(),
                    context,
                    Map.of(),
                    probes);
        }
        context.putAll(below.context());
        Measurement above = Objects.requireNonNull(last.get(broken));
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put(METRIC, kept);
        return new Point(
                objective.text(), verdict(below, above), metrics, List.of(), context, below.histograms(), probes);
    }

    /** What held below the boundary must have been measured rightly; what broke it above must have been the contestant. */
    private Outcome verdict(Measurement below, Measurement above) throws IOException {
        double jit = plan.warmup().maxJitShare();
        Outcome outcome = Rules.judge(Evidence.openLoop(bed, below, objective.errors(), jit));
        if (outcome instanceof Outcome.Invalid invalid && voidsCapacity(invalid)) {
            return new Outcome.Invalid(
                    invalid.rule(), "at the highest rate that kept the objective, " + invalid.reason(), List.of());
        }
        Evidence beyond = Evidence.openLoop(bed, above, 1, jit);
        for (String rule : Rules.NOT_THE_CONTESTANT) {
            if (Rules.broken(rule, beyond) instanceof Outcome.Invalid invalid) {
                return new Outcome.Invalid(
                        rule, "at the lowest rate that broke the objective, " + invalid.reason(), List.of());
            }
        }
        return new Outcome.Valid();
    }

    private static boolean voidsCapacity(Outcome.Invalid invalid) {
        return invalid.voids().isEmpty()
                || invalid.voids().contains("requests_per_second")
                || invalid.voids().contains("latency_p99_ms");
    }

    private static double lowest(List<Sample> probes) {
        return probes.stream()
                .mapToDouble(probe -> probe.values().getOrDefault("rate", Double.NaN))
                .min()
                .orElse(Double.NaN);
    }
}
