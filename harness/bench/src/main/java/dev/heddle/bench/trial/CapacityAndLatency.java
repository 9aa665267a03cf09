package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.journal.WarmUp;
import dev.heddle.bench.judge.SearchVerdict;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.CapacityPlan;
import dev.heddle.bench.suite.Heat;
import dev.heddle.bench.suite.LatencyPlan;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Units.Rate;
import dev.heddle.load.Arrivals;
import dev.heddle.load.ConnectionPolicy;
import dev.heddle.load.LoadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the capacity and measures the fixed rates, in one process. Fractions are of the capacity that this process has just
 * shown.
 *
 * @param capacity its keys in the suite; null if the suite does not ask for it
 * @param latency its keys in the suite; null likewise, but not both
 * @param objective what the capacity keeps
 */
record CapacityAndLatency(
        @Nullable CapacityPlan capacity, @Nullable LatencyPlan latency, Suite.Objective objective) implements Scenario {
    /**
     * The search starts from the rate of a closed loop. It mostly needs so many probes to bring the two sides of the boundary
     * together.
     */
    private static final double TYPICAL_PROBES = 6;

    private static final double ANY_RATE = 1_000;

    @Override
    public String kind() {
        return "open-loop";
    }

    @Override
    public Map<ScenarioName, List<String>> points() {
        Map<ScenarioName, List<String>> points = new LinkedHashMap<>();
        if (capacity != null) {
            points.put(ScenarioName.Known.CAPACITY, List.of(objective.text()));
        }
        if (latency != null) {
            points.put(
                    ScenarioName.Known.LATENCY,
                    visits(latency).stream().map(RateVisit::point).toList());
        }
        return points;
    }

    private static List<RateVisit> visits(LatencyPlan latency) {
        return Stream.<RateVisit>concat(
                        latency.rates().stream().map(RateVisit.Absolute::new),
                        latency.fractions().stream().map(RateVisit.Fraction::new))
                .toList();
    }

    @Override
    public int forks() {
        return capacity != null ? capacity.forks() : rates().forks();
    }

    private int connections() {
        return capacity != null ? capacity.connections() : rates().connections();
    }

    private Heat heat() {
        return capacity != null ? capacity.warmup() : rates().warmup();
    }

    private LatencyPlan rates() {
        return Objects.requireNonNull(latency, "one of the two is asked for");
    }

    @Override
    public Duration estimate() {
        double seconds = Estimates.process(heat());
        if (capacity != null) {
            double probe =
                    Estimates.seconds(capacity.measure()) + Estimates.PAUSE_SECONDS + CapacityProbes.SETTLE_MS / 1e3;
            seconds += (TYPICAL_PROBES + 2 * capacity.confirm()) * probe;
        }
        if (latency != null) {
            seconds += visits(latency).size()
                    * (Estimates.seconds(latency.settle())
                            + Estimates.seconds(latency.measure())
                            + Estimates.PAUSE_SECONDS);
        }
        return Estimates.of(seconds);
    }

    @Override
    public List<Need> needs() {
        List<Need> needs = new ArrayList<>();
        if (capacity != null) {
            needs.add(new Need("capacity.connections", capacity.connections(), true));
        }
        if (latency != null) {
            needs.add(new Need("latency.connections", latency.connections(), true));
        }
        return needs;
    }

    @Override
    public Map<String, LoadPlan> loadPlans(LoadOutline outline) {
        Map<String, LoadPlan> plans = new LinkedHashMap<>();
        double first = ANY_RATE;
        if (latency != null) {
            for (Rate rate : latency.rates()) {
                plans.put(
                        new RateVisit.Absolute(rate).point(),
                        load(
                                outline,
                                rate.perSecond(),
                                latency.connections(),
                                latency.settle().toMillis(),
                                latency.measure()));
            }
            first = latency.rates().stream()
                    .map(Rate::perSecond)
                    .max(Comparator.naturalOrder())
                    .orElse(ANY_RATE);
        }
        if (capacity != null) {
            plans.put(
                    "capacity",
                    load(outline, first, capacity.connections(), CapacityProbes.SETTLE_MS, capacity.measure()));
        }
        return plans;
    }

    private static LoadPlan load(
            LoadOutline outline, double rate, int connections, long settleMillis, Duration measure) {
        return LoadPlan.of(
                outline.target(),
                new Arrivals.Poisson(rate, outline.seed()),
                new ConnectionPolicy.AllActive(connections),
                OpenLoopLoad.BACKLOG,
                settleMillis,
                measure.toMillis(),
                outline.patienceMillis());
    }

    @Override
    public List<String> loadNotes() {
        List<String> notes = new ArrayList<>();
        if (capacity != null) {
            notes.add("capacity is a search; capacity.yaml is one probe of it, usersPerSec is what to vary.");
        }
        if (latency != null && !latency.fractions().isEmpty()) {
            notes.add("fractions are of a capacity that only a run finds; there is no file of them.");
        }
        return notes;
    }

    @Override
    public List<List<Measured>> measure(Block block) {
        return block.eachAlone((step, folder) -> measure(block, step, folder));
    }

    private List<Measured> measure(Block block, Step step, Path folder) throws LaunchException, IOException {
        Testbed bed = block.bed();
        try (ContestantProcess contestant =
                bed.contestant(step.contestant(), 0, connections(), folder.resolve("server.log"))) {
            DocumentCheck.require(bed, step.contestant(), contestant);
            WarmUp warmUp = OpenLoopLoad.warm(bed, contestant, connections(), heat());
            List<Measured> measured = new ArrayList<>();
            Double found = null;
            if (capacity != null) {
                CapacityPlan search = capacity;
                double guess = warmUp.hottest().requestsPerSecond();
                Point point = OpenLoopLoad.point(
                        objective.text(), () -> new CapacityProbes(bed, contestant, search, objective).measure(guess));
                found = point.evidence() instanceof Evidence.Search evidence
                        ? SearchVerdict.of(evidence).rate()
                        : null;
                measured.add(new Measured(ScenarioName.Known.CAPACITY, List.of(warmUp), List.of(point)));
            }
            if (latency != null) {
                LatencyPlan rates = latency;
                Double most = found;
                List<Point> points = new ArrayList<>();
                for (RateVisit visit : block.plan().visits(step, visits(rates))) {
                    points.add(OpenLoopLoad.point(
                            visit.point(), () -> visit.measure(bed, contestant, rates, objective, most, folder)));
                }
                measured.add(new Measured(ScenarioName.Known.LATENCY, List.of(warmUp), points));
            }
            bed.rpc.reset();
            return measured;
        }
    }
}
