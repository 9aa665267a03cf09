package dev.heddle.bench.trial;

import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.bench.stats.SteadyState;
import dev.heddle.load.Arrivals;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Warms a contestant up in bursts over the ladder's concurrencies, until CPU time a request has no more change point ({@link SteadyState}) and
 * the JIT is quiet. After
 * each burst it waits until the compilers have done what the burst gave them to do: where many platform threads share few CPUs, a
 * compiler gets a small share of them while they run, looks quiet, and is only starved, which would bias against platform threads.
 */
public final class WarmUp {
    /** Settled when CPU time a request differs by less than this from the burst before with as many users, … */
    private static final double SETTLED = 0.15;
    /** … and the JIT has less than this of the CPU time, in one burst of every rung. */
    private static final double JIT_QUIET = 0.05;

    private static final long LOOK_MS = 100;
    private static final long LONGEST_PAUSE_MS = 4_000;

    /**
     * What a warm-up did.
     *
     * @param sentence how many bursts, whether it settled, and the series
     * @param requestsPerSecond of the last burst with the most users
     */
    public record Warmth(String sentence, double requestsPerSecond) {}

    private record Burst(int users, double cpuMicros, double jitShare, double requestsPerSecond) {}

    private WarmUp() {}

    /**
     * Runs the bursts.
     *
     * @param ladder users of the bursts, in turn
     * @param mostBursts the most bursts in all
     */
    static Warmth run(
            LoadProcess load,
            ProcessMeter meter,
            Target target,
            List<Integer> ladder,
            Duration burst,
            int mostBursts,
            Duration timeout)
            throws LaunchException, IOException {
        List<Burst> bursts = new ArrayList<>();
        int settled = 0;
        while (bursts.size() < mostBursts && !(settled >= ladder.size() && level(bursts, ladder.size()))) {
            int users = ladder.get(bursts.size() % ladder.size());
            bursts.add(burst(load, meter, target, users, burst, timeout));
            settled = quiet(bursts, ladder.size()) ? settled + 1 : 0;
            awaitCompilers(meter);
        }
        String series = bursts.stream()
                .map(b -> String.format(
                        Locale.ROOT, "%d users %.0f (%.0f %%)", b.users(), b.cpuMicros(), 100 * b.jitShare()))
                .collect(Collectors.joining(", "));
        double rate = bursts.stream()
                .max(Comparator.comparingInt(Burst::users))
                .map(most -> bursts.stream()
                        .filter(b -> b.users() == most.users())
                        .toList()
                        .getLast()
                        .requestsPerSecond())
                .orElseThrow();
        boolean steady = settled >= ladder.size() && level(bursts, ladder.size());
        String sentence = (steady ? "settled" : "not settled") + " after " + bursts.size() + " bursts of "
                + burst.toMillis() + " ms; CPU a request by burst, in us, and the JIT's share of it: " + series;
        return new Warmth(sentence, rate);
    }

    private static boolean quiet(List<Burst> bursts, int period) {
        int last = bursts.size() - 1;
        if (last < period) {
            return false;
        }
        double change = bursts.get(last).cpuMicros() / bursts.get(last - period).cpuMicros() - 1;
        return Math.abs(change) < SETTLED && bursts.get(last).jitShare() < JIT_QUIET;
    }

    /** Whether the last two bursts of every rung lie on the last level of the series, in which each is a part of its rung's last one. */
    private static boolean level(List<Burst> bursts, int period) {
        double[] series = new double[bursts.size()];
        for (int i = 0; i < series.length; i++) {
            int last = series.length - 1 - (series.length - 1 - i) % period;
            series[i] = bursts.get(i).cpuMicros() / bursts.get(last).cpuMicros();
        }
        return SteadyState.from(series, SETTLED) <= series.length - 2 * period;
    }

    /** Waits until the compilers are idle, which they are when they use less than a tenth of a CPU. */
    private static void awaitCompilers(ProcessMeter meter) throws IOException {
        long before = meter.compilerNanos();
        for (long waited = 0; waited < LONGEST_PAUSE_MS; waited += LOOK_MS) {
            sleep();
            long now = meter.compilerNanos();
            if (now - before < TimeUnit.MILLISECONDS.toNanos(LOOK_MS) / 10) {
                return;
            }
            before = now;
        }
    }

    private static Burst burst(
            LoadProcess load, ProcessMeter meter, Target target, int users, Duration burst, Duration timeout)
            throws LaunchException, IOException {
        MeteredWindow window = new MeteredWindow(meter);
        LoadReport report = load.run(
                LoadPlan.of(target, new Arrivals.Closed(users), 0, burst.toMillis(), timeout.toMillis() + 1_000),
                window);
        ProcessMeter.Usage usage = window.usage();
        double cpu = usage.cpuShare().getOrDefault("contestant", 0.0);
        double rate = report.only().answeredInWindow() / (report.windowNanos() / 1e9);
        return new Burst(
                users, rate == 0 ? Double.NaN : cpu / rate * 1e6, cpu == 0 ? 0 : usage.compilerShare() / cpu, rate);
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
