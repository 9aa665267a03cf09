package dev.heddle.bench.trial;

import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.suite.ThroughputPlan;
import dev.heddle.load.LoadPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the closed-loop ladder: requests per second, CPU time a request, switches a request, and service times.
 *
 * @param plan its keys in the suite
 * @param forks fresh processes a contestant gets
 */
record Throughput(ThroughputPlan plan, int forks) implements Scenario {
    /**
     * It takes so many seconds to get from one window to the next. It was 0.06 s over 47 blocks of a calibration, whose warm-ups
     * were subtracted.
     */
    private static final double TURN_SECONDS = 0.06;

    @Override
    public String kind() {
        return "throughput";
    }

    @Override
    public Map<ScenarioName, List<String>> points() {
        return Map.of(
                ScenarioName.Known.THROUGHPUT,
                ClosedLoad.of(plan).stream().map(ClosedLoad::point).toList());
    }

    @Override
    public Duration estimate() {
        double rung =
                Estimates.seconds(plan.measure()) + plan.windows() * (Estimates.seconds(plan.settle()) + TURN_SECONDS);
        double withHistory = forks == 0 ? 0 : Math.min(1.0, (double) plan.history() / forks);
        return Estimates.of(Estimates.process(plan.warmup(), plan.bursts())
                + ClosedLoad.of(plan).size() * rung
                + withHistory * (Estimates.warmUp(plan.warmup(), plan.bursts()) + rung));
    }

    @Override
    public boolean takesTurns() {
        return true;
    }

    @Override
    public List<Need> needs() {
        return List.of(new Need("throughput.concurrency", ClosedLoops.mostUsers(plan), true));
    }

    @Override
    public Map<String, LoadPlan> loadPlans(LoadOutline outline) {
        Map<String, LoadPlan> plans = new LinkedHashMap<>();
        for (int users : plan.concurrency()) {
            plans.put(
                    ClosedLoad.rung(users).point(),
                    ClosedLoops.load(plan, outline.target(), users, plan.measure(), outline.patienceMillis()));
        }
        return plans;
    }

    @Override
    public List<String> loadNotes() {
        return plan.latencies().isEmpty()
                ? List.of()
                : List.of(
                        "The throughput under further latencies of the RPC calls (throughput.latencies) is left out: it takes"
                                + " Heddle's own RPC service.");
    }

    @Override
    public List<List<Measured>> measure(Block block) {
        return new ClosedLoops(plan, block).measure();
    }
}
