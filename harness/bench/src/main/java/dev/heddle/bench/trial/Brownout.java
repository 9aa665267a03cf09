package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.journal.WarmUp;
import dev.heddle.bench.journal.Window;
import dev.heddle.bench.judge.LoadMetrics;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.bench.suite.BrownoutPlan;
import dev.heddle.load.Arrivals;
import dev.heddle.load.ConnectionPolicy;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.Second;
import dev.heddle.load.Stream;
import dev.heddle.load.Tally;
import dev.heddle.workload.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Slows one RPC service down for a while under a steady open loop. It measures what fails, what {@code /noop} suffers meanwhile
 * though it calls nobody, what memory and threads pile up, and how long it takes until all is as before.
 *
 * @param plan its keys in the suite
 */
record Brownout(BrownoutPlan plan) implements Scenario {
    /** These name the readings of a second, as a {@link Sample} holds them. */
    private static final String NOOP_P99 = "noop_p99_ms";

    private static final String RESIDENT = "rss_bytes";
    private static final String THREADS = "threads";

    private static final String SLOW_SERVICE = "s0";
    /** So many requests a second ask for nothing. That is a look every 20 ms, which is no load. */
    private static final double NOOP_RATE = 50;

    private static final int NOOP_CONNECTIONS = 8;
    private static final long SETTLE_MS = 2_000;
    /**
     * The contestant has recovered when nothing fails and the 99th percentile is at most this many times its worst second of
     * before. That calm must last; see {@link #CALM_SECONDS}.
     */
    private static final double AS_BEFORE = 2;
    /** This calm must last for so many seconds on end. */
    private static final int CALM_SECONDS = 3;

    @Override
    public String kind() {
        return "brownout";
    }

    private String point() {
        return "slowdown=" + number(plan.slowdown());
    }

    @Override
    public Map<ScenarioName, List<String>> points() {
        return Map.of(ScenarioName.Known.BROWNOUT, List.of(point()));
    }

    @Override
    public int forks() {
        return plan.forks();
    }

    private Duration measure() {
        return plan.before().plus(plan.slow()).plus(plan.after());
    }

    @Override
    public Duration estimate() {
        return Estimates.of(Estimates.process(plan.warmup()) + Estimates.seconds(measure()));
    }

    @Override
    public List<Need> needs() {
        return List.of(new Need("brownout.connections", plan.connections(), true));
    }

    @Override
    public String builtInOnly() {
        return "does not tell a run's seconds as they pass, by which the scenario brownout is steered";
    }

    @Override
    public List<List<Measured>> measure(Block block) {
        return block.eachAlone((step, folder) -> measure(block.bed(), step, folder));
    }

    private List<Measured> measure(Testbed bed, Step step, Path folder) throws LaunchException, IOException {
        try (ContestantProcess contestant =
                bed.contestant(step.contestant(), 0, plan.connections(), folder.resolve("server.log"))) {
            DocumentCheck.require(bed, step.contestant(), contestant);
            WarmUp warmUp = OpenLoopLoad.warm(bed, contestant, plan.connections(), plan.warmup());
            Point point = OpenLoopLoad.point(point(), () -> measure(bed, contestant, folder));
            bed.rpc.reset();
            return List.of(new Measured(ScenarioName.Known.BROWNOUT, List.of(warmUp), List.of(point)));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private Point measure(Testbed bed, ContestantProcess contestant, Path folder) throws LaunchException, IOException {
        LoadPlan load = new LoadPlan(
                List.of(
                        new Stream(
                                LoadPlan.MAIN,
                                bed.summaries(contestant, RandomStream.SLOW_SERVICE, 0),
                                new Arrivals.Poisson(
                                        plan.rate().perSecond(), bed.arrivals(RandomStream.SLOW_SERVICE, 0)),
                                new ConnectionPolicy.AllActive(plan.connections()),
                                OpenLoopLoad.BACKLOG),
                        new Stream(
                                Window.NOOP,
                                bed.noop(contestant),
                                new Arrivals.ConstantRate(NOOP_RATE),
                                new ConnectionPolicy.AllActive(NOOP_CONNECTIONS),
                                OpenLoopLoad.BACKLOG)),
                SETTLE_MS,
                measure().toMillis(),
                bed.patience());
        Watch watch = new Watch(bed, bed.meter(contestant), plan);
        Window window;
        try {
            window = watch.metered.take(bed, contestant, load, watch);
        } finally {
            bed.rpc.faults(bed.suite.workload().rpc().faults());
        }
        HistogramLog.write(folder, point(), window);
        List<Sample> series = watch.series();
        int slowFrom = (int) plan.before().toSeconds();
        int slowUntil = slowFrom + (int) plan.slow().toSeconds();
        Map<String, Double> context = new TreeMap<>();
        context.put("noop_errors", (double)
                window.load().streams().getLast().counts().errors());
        context.put("slow_from_second", (double) slowFrom);
        context.put("slow_until_second", (double) slowUntil);
        context.put("recovered", recovery(series, slowFrom, slowUntil).isPresent() ? 1.0 : 0.0);
        return new Point(
                point(),
                null,
                metrics(window, bed.patience(), series, slowFrom, slowUntil),
                new Evidence.Load(
                        bed.setupOfWaits(true), bed.allowed(1, plan.warmup().maxJitShare()), null, List.of(window)),
                List.of(),
                context,
                series,
                Map.of());
    }

    private static Map<String, Double> metrics(
            Window window, long patienceMillis, List<Sample> series, int slowFrom, int slowUntil) throws IOException {
        Map<String, Double> metrics = new TreeMap<>();
        Tally counts = window.main().counts();
        metrics.put(Metric.ERROR_RATIO.name(), counts.errors() / (double) Math.max(1, counts.scheduled()));
        metrics.putAll(LoadMetrics.percentiles(window, patienceMillis));
        put(metrics, Metric.PEAK_RSS_BYTES.name(), worst(series, RESIDENT, 0, Integer.MAX_VALUE));
        put(metrics, Metric.PEAK_THREADS.name(), worst(series, THREADS, 0, Integer.MAX_VALUE));
        put(metrics, Metric.NOOP_P99_BEFORE_MS.name(), worst(series, NOOP_P99, 0, slowFrom));
        put(metrics, Metric.NOOP_P99_MS.name(), worst(series, NOOP_P99, slowFrom, slowUntil));
        // A contestant that has not recovered counts as if it had at the end. Left out, it would leave the mean to
        // those that did recover.
        double watched = series.isEmpty() ? slowUntil : series.getLast().second() + 1;
        metrics.put(
                Metric.RECOVERY_SECONDS.name(),
                recovery(series, slowFrom, slowUntil).orElse(Math.max(0, watched - slowUntil)));
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String name, OptionalDouble value) {
        value.ifPresent(present -> metrics.put(name, present));
    }

    /** Returns the greatest reading in the seconds {@code from} to {@code until}, the last one excluded. */
    private static OptionalDouble worst(List<Sample> series, String name, int from, int until) {
        return series.stream()
                .filter(sample -> sample.second() >= from && sample.second() < until)
                .flatMap(sample ->
                        java.util.stream.Stream.ofNullable(sample.values().get(name)))
                .mapToDouble(Double::doubleValue)
                .max();
    }

    /**
     * Returns the 99th percentile of a second's requests that ask for nothing. A failed request counts as one that was waited for
     * in vain, so if more than 1 % fail, it is the load engine's patience. It is empty if no request ended in the second.
     */
    static OptionalDouble noopP99(Second second, long patienceMillis) {
        long failed = second.wrong() + second.timedOut() + second.refused() + second.unsent();
        if (failed > 0.01 * (second.answered() + failed)) {
            return OptionalDouble.of(patienceMillis);
        }
        return second.answered() == 0 ? OptionalDouble.empty() : OptionalDouble.of(second.p99Nanos() / 1e6);
    }

    /**
     * Returns the seconds from the end of the slowness until all is as before, and stays so for {@link #CALM_SECONDS} seconds. It
     * is empty if that never happens.
     */
    static OptionalDouble recovery(List<Sample> series, int slowFrom, int slowUntil) {
        double bound =
                AS_BEFORE * worst(series, "response_time_p99_ms", 0, slowFrom).orElse(0);
        int calm = 0;
        for (Sample sample : series) {
            if (sample.second() < slowUntil) {
                continue;
            }
            boolean calmNow = sample.values().getOrDefault("errors", 0.0) == 0
                    && sample.values().getOrDefault("response_time_p99_ms", Double.POSITIVE_INFINITY) <= bound;
            calm = calmNow ? calm + 1 : 0;
            if (calm == CALM_SECONDS) {
                return OptionalDouble.of(sample.second() - slowUntil - CALM_SECONDS + 1);
            }
        }
        return OptionalDouble.empty();
    }

    /** Slows the service down, ends the slowness when its time has come, and looks at the contestant every second. */
    private static final class Watch implements LoadProcess.Listener {
        private final Testbed bed;
        private final ProcessMeter meter;
        private final BrownoutPlan scenario;
        private final NavigableMap<Integer, Map<String, Double>> seconds = new TreeMap<>();
        final MeteredWindow metered;

        Watch(Testbed bed, ProcessMeter meter, BrownoutPlan scenario) {
            this.bed = bed;
            this.meter = meter;
            this.scenario = scenario;
            this.metered = new MeteredWindow(meter);
        }

        @Override
        public void ready() {
            metered.ready();
        }

        @Override
        public void begins() {
            metered.begins();
        }

        @Override
        public void ended() {
            metered.ended();
        }

        @Override
        public void drained() {
            metered.drained();
        }

        @Override
        public void second(String stream, Second second) throws LaunchException {
            Map<String, Double> values = seconds.computeIfAbsent(second.second(), s -> new TreeMap<>());
            if (stream.equals(Window.NOOP)) {
                put(values, NOOP_P99, noopP99(second, bed.patience()));
                return;
            }
            values.putAll(LoadMetrics.values(second));
            int over = second.second() + 1;
            if (over == scenario.before().toSeconds()) {
                bed.rpc.faults(new Faults(0, 0, 0, 0, 0, 0, scenario.slowdown(), List.of(SLOW_SERVICE)));
            } else if (over == scenario.before().plus(scenario.slow()).toSeconds()) {
                bed.rpc.faults(bed.suite.workload().rpc().faults());
            }
            try {
                ProcessMeter.Size now = meter.size();
                values.put(RESIDENT, (double) now.residentBytes());
                values.put(THREADS, (double) now.threads());
            } catch (IOException e) {
                throw new LaunchException("The contestant can't be read: " + e.getMessage());
            }
        }

        List<Sample> series() {
            return seconds.entrySet().stream()
                    .map(second -> new Sample(second.getKey(), second.getValue()))
                    .toList();
        }
    }
}
