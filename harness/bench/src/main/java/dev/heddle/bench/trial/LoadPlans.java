package dev.heddle.bench.trial;

import dev.heddle.bench.suite.OpenLoop;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Units.Rate;
import dev.heddle.load.Arrivals;
import dev.heddle.load.ConnectionPolicy;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.Target;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a suite asks of the load engine, with nobody there to ask: for another engine to take over. */
public final class LoadPlans {
    private static final double ANY_RATE = 1_000;

    private LoadPlans() {}

    /**
     * The plans of the scenarios throughput and latency, by point, and one of {@code capacity}, whose rate is the first of a
     * search. Fractions of a capacity are left out: it is not known yet.
     *
     * @param host where the contestant will listen
     */
    public static Map<String, LoadPlan> of(Suite suite, long seed, String host, int port) {
        Target target = Testbed.summaries(suite, seed, host, port);
        long patience = Testbed.patience(suite);
        Map<String, LoadPlan> plans = new LinkedHashMap<>();
        Suite.Throughput throughput = suite.scenarios().throughput();
        if (throughput != null) {
            for (int users : throughput.concurrency()) {
                plans.put(
                        Throughput.name(users),
                        Throughput.plan(throughput, target, users, throughput.measure(), patience));
            }
        }
        OpenLoop.Latency latency = suite.scenarios().latency();
        if (latency != null) {
            for (Rate rate : latency.rates()) {
                plans.put(
                        new Rates.Visit.Absolute(rate).point(),
                        LoadPlan.of(
                                target,
                                new Arrivals.Poisson(rate.perSecond(), seed),
                                new ConnectionPolicy.AllActive(latency.connections()),
                                Rates.BACKLOG,
                                latency.settle().toMillis(),
                                latency.measure().toMillis(),
                                patience));
            }
        }
        OpenLoop.Capacity capacity = suite.scenarios().capacity();
        if (capacity != null) {
            double first = latency == null
                    ? ANY_RATE
                    : latency.rates().stream()
                            .map(Rate::perSecond)
                            .max(Comparator.naturalOrder())
                            .orElse(ANY_RATE);
            plans.put(
                    "capacity",
                    LoadPlan.of(
                            target,
                            new Arrivals.Poisson(first, seed),
                            new ConnectionPolicy.AllActive(capacity.connections()),
                            Rates.BACKLOG,
                            Capacity.SETTLE_MS,
                            capacity.measure().toMillis(),
                            patience));
        }
        return plans;
    }
}
