package dev.heddle.bench.trial;

import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.load.Arrivals;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Warms a contestant up in bursts with pauses until CPU time a request changes no more. One long burst would starve the compiler where
 * there are many platform threads on few cores, and bias against them.
 */
final class WarmUp {
    private static final long PAUSE_MS = 300;
    /** Settled when two changes in a row are below this. */
    private static final double SETTLED = 0.05;

    private WarmUp() {}

    /**
     * Runs the bursts.
     *
     * @return what was done and whether it settled, in a sentence with the series
     */
    static String run(
            LoadProcess load,
            ProcessMeter meter,
            Target target,
            int users,
            Duration burst,
            int mostBursts,
            Duration timeout)
            throws LaunchException, IOException {
        List<Double> cpu = new ArrayList<>();
        int settled = 0;
        while (cpu.size() < mostBursts && settled < 2) {
            cpu.add(burst(load, meter, target, users, burst, timeout));
            int last = cpu.size() - 1;
            boolean quiet = last > 0 && Math.abs(cpu.get(last) / cpu.get(last - 1) - 1) < SETTLED;
            settled = quiet ? settled + 1 : 0;
            pause();
        }
        String series =
                cpu.stream().map(us -> String.format(Locale.ROOT, "%.0f", us)).collect(Collectors.joining(", "));
        return (settled >= 2 ? "settled" : "not settled") + " after " + cpu.size() + " bursts of " + burst.toMillis()
                + " ms with " + users + " users; CPU a request by burst, in us: " + series;
    }

    private static double burst(
            LoadProcess load, ProcessMeter meter, Target target, int users, Duration burst, Duration timeout)
            throws LaunchException, IOException {
        MeteredWindow window = new MeteredWindow(meter);
        LoadReport report = load.run(
                new LoadPlan(target, new Arrivals.Closed(users), 0, burst.toMillis(), timeout.toMillis() + 1_000),
                window);
        ProcessMeter.Usage usage = window.usage();
        double rate = report.answeredInWindow() / (report.windowNanos() / 1e9);
        return rate == 0 ? Double.NaN : usage.cpuShare().getOrDefault("contestant", 0.0) / rate * 1e6;
    }

    private static void pause() throws LaunchException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
