package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.bench.suite.OpenLoop;
import dev.heddle.load.Arrivals;
import dev.heddle.load.ConnectionPolicy;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Second;
import dev.heddle.load.Stream;
import dev.heddle.load.Tally;
import dev.heddle.workload.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One RPC service slows down for a while under a steady open loop: what fails, what {@code /noop} suffers meanwhile though it calls
 * nobody, what memory and threads pile up, and how long it takes until all is as before.
 */
final class Brownout {
    private static final String SLOW_SERVICE = "s0";
    private static final long ARRIVAL_STREAM = 7_005;
    /** Of requests that do nothing: a look every 20 ms, which is no load. */
    private static final double NOOP_RATE = 50;

    private static final int NOOP_CONNECTIONS = 8;
    private static final long SETTLE_MS = 2_000;
    /** Recovered: no errors, and the 99th percentile within this factor of what it was before, … */
    private static final double AS_BEFORE = 2;
    /** … for so many seconds on end. */
    private static final int CALM_SECONDS = 3;

    private Brownout() {}

    static String name(OpenLoop.Brownout scenario) {
        return "slowdown=" + number(scenario.slowdown());
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    static Point measure(Testbed bed, ContestantProcess contestant, OpenLoop.Brownout scenario, Path folder)
            throws LaunchException, IOException {
        long measure =
                scenario.before().plus(scenario.slow()).plus(scenario.after()).toMillis();
        LoadPlan plan = new LoadPlan(
                List.of(
                        new Stream(
                                "main",
                                bed.summaries(contestant, ARRIVAL_STREAM, 0),
                                new Arrivals.Poisson(scenario.rate().perSecond(), bed.arrivals(ARRIVAL_STREAM, 0)),
                                new ConnectionPolicy.AllActive(scenario.connections()),
                                Rates.BACKLOG),
                        new Stream(
                                Measurement.NOOP,
                                bed.noop(contestant),
                                new Arrivals.ConstantRate(NOOP_RATE),
                                new ConnectionPolicy.AllActive(NOOP_CONNECTIONS),
                                Rates.BACKLOG)),
                SETTLE_MS,
                measure,
                bed.patience());
        Watch watch = new Watch(bed, bed.meter(contestant), scenario);
        Downstream before = Downstream.now(bed);
        LoadReport report;
        try {
            report = bed.load.run(plan, watch);
        } finally {
            bed.rpc.faults(bed.suite.workload().rpc().faults());
        }
        if (!contestant.alive()) {
            throw contestant.died();
        }
        Measurement measured = Measurement.of(bed, report, watch.window, before);
        Histograms.writeLog(folder.resolve(name(scenario) + ".hlog"), report, measured.main());
        List<Sample> series = watch.series();
        int slowFrom = (int) scenario.before().toSeconds();
        int slowUntil = slowFrom + (int) scenario.slow().toSeconds();
        Map<String, Double> context = new TreeMap<>(measured.context());
        context.put("noop_errors", (double) report.streams().getLast().counts().errors());
        context.put("slow_from_second", (double) slowFrom);
        context.put("slow_until_second", (double) slowUntil);
        context.put("recovered", recovery(series, slowFrom, slowUntil).isPresent() ? 1.0 : 0.0);
        return new Point(
                name(scenario),
                Rules.judge(
                        Evidence.openLoop(bed, measured, 1, scenario.warmup().maxJitShare())),
                metrics(measured, bed.patience(), series, slowFrom, slowUntil),
                List.of(),
                context,
                measured.histograms(),
                series);
    }

    private static Map<String, Double> metrics(
            Measurement measured, long patienceMillis, List<Sample> series, int slowFrom, int slowUntil) {
        Map<String, Double> metrics = new TreeMap<>();
        Tally counts = measured.main().counts();
        metrics.put("error_ratio", counts.errors() / (double) Math.max(1, counts.scheduled()));
        metrics.putAll(Histograms.percentiles(measured.withFailed(patienceMillis)));
        put(metrics, "peak_rss_bytes", worst(series, "rss_bytes", 0, Integer.MAX_VALUE));
        put(metrics, "peak_threads", worst(series, "threads", 0, Integer.MAX_VALUE));
        put(metrics, "noop_p99_before_ms", worst(series, "noop_p99_ms", 0, slowFrom));
        put(metrics, "noop_p99_ms", worst(series, "noop_p99_ms", slowFrom, slowUntil));
        // Who has not recovered counts as if it had at the end: left out, it would leave the mean to the processes that
        // did.
        double watched = series.isEmpty() ? slowUntil : series.getLast().second() + 1;
        metrics.put("recovery_seconds", recovery(series, slowFrom, slowUntil).orElse(Math.max(0, watched - slowUntil)));
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String name, OptionalDouble value) {
        value.ifPresent(present -> metrics.put(name, present));
    }

    /** The greatest reading in the seconds from and until. */
    private static OptionalDouble worst(List<Sample> series, String name, int from, int until) {
        return series.stream()
                .filter(sample -> sample.second() >= from && sample.second() < until)
                .flatMap(sample ->
                        java.util.stream.Stream.ofNullable(sample.values().get(name)))
                .mapToDouble(Double::doubleValue)
                .max();
    }

    /**
     * The 99th percentile of a second's requests that ask for nothing; one that failed counts as one that was waited for in vain. Empty if
     * none ended in it.
     */
    static OptionalDouble noopP99(Second second, long patienceMillis) {
        long failed = second.wrong() + second.timedOut() + second.refused() + second.unsent();
        if (failed > 0.01 * (second.answered() + failed)) {
            return OptionalDouble.of(patienceMillis);
        }
        return second.answered() == 0 ? OptionalDouble.empty() : OptionalDouble.of(second.p99Nanos() / 1e6);
    }

    /** Seconds from the end of the slowness until all is as before, and stays so; empty if it never is. */
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

    /** Slows the service down and up again when its time has come, and looks at the contestant every second. */
    private static final class Watch implements LoadProcess.Window {
        private final Testbed bed;
        private final ProcessMeter meter;
        private final OpenLoop.Brownout scenario;
        private final NavigableMap<Integer, Map<String, Double>> seconds = new TreeMap<>();
        final MeteredWindow window;

        Watch(Testbed bed, ProcessMeter meter, OpenLoop.Brownout scenario) {
            this.bed = bed;
            this.meter = meter;
            this.scenario = scenario;
            this.window = new MeteredWindow(meter);
        }

        @Override
        public void ready() {
            window.ready();
        }

        @Override
        public void begins() {
            window.begins();
        }

        @Override
        public void ended() {
            window.ended();
        }

        @Override
        public void drained() {
            window.drained();
        }

        @Override
        public void second(String stream, Second second) throws LaunchException {
            Map<String, Double> values = seconds.computeIfAbsent(second.second(), s -> new TreeMap<>());
            if (stream.equals(Measurement.NOOP)) {
                put(values, "noop_p99_ms", noopP99(second, bed.patience()));
                return;
            }
            values.putAll(Measurement.values(second));
            int over = second.second() + 1;
            if (over == scenario.before().toSeconds()) {
                bed.rpc.faults(new Faults(0, 0, 0, 0, 0, 0, scenario.slowdown(), List.of(SLOW_SERVICE)));
            } else if (over == scenario.before().plus(scenario.slow()).toSeconds()) {
                bed.rpc.faults(bed.suite.workload().rpc().faults());
            }
            try {
                ProcessMeter.Size now = meter.size();
                values.put("rss_bytes", (double) now.residentBytes());
                values.put("threads", (double) now.threads());
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
