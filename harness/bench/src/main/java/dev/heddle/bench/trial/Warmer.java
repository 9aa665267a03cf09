package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Usage;
import dev.heddle.bench.journal.WarmUp;
import dev.heddle.bench.journal.WarmUp.Burst;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.meter.Compilers;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.bench.stats.SteadyState;
import dev.heddle.load.Arrivals;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Warms a contestant up in three parts. A burst with the fewest users of its ladder comes first, since a cold JVM answers many
 * users with their deadlines. Bursts with the most users follow, since the JIT counts calls and few users make few. They go on
 * until CPU time a request has no more change point ({@link SteadyState}) and the JIT is quiet. Last comes one burst with each
 * smaller number, which takes other branches.
 *
 * <p>After each burst it waits until the compilers have done what the burst gave them to do. Where many platform threads share few
 * CPUs, a compiler gets a small share of them while they run. It looks quiet, but is only starved, which would bias against
 * platform threads.
 */
public final class Warmer {
    /**
     * A burst is quiet when CPU time a request differs by less than this from that of the burst before. Warm ones differ by 10 %.
     * The JIT must be quiet too.
     */
    private static final double SETTLED = 0.15;
    /** The JIT is quiet when it has less than this share of the CPU time. */
    private static final double JIT_QUIET = 0.05;
    /** The contestant has settled when so many bursts in a row are quiet. */
    private static final int QUIET_BURSTS = 2;

    private static final long LOOK_MS = 100;
    private static final long LONGEST_PAUSE_MS = 4_000;

    private Warmer() {}

    /**
     * Warms a contestant up with the workload. Its compilers may use the load side's CPUs meanwhile. Beside the contestant's
     * threads, on its few CPUs, they would starve, and most of all where it has the most threads.
     *
     * @param ladder users that it will have
     * @return what was done and whether it settled
     */
    public static WarmUp warm(
            Testbed bed, ContestantProcess contestant, List<Integer> ladder, Duration burst, int mostBursts)
            throws LaunchException, IOException {
        CpuPlan cpus = bed.starter.cpus();
        if (cpus.pinned()) {
            Compilers.runOn(contestant.pid(), cpus.all());
        }
        WarmUp warmUp = run(
                bed.load,
                bed.meter(contestant),
                bed.summaries(contestant),
                ladder,
                burst,
                mostBursts,
                bed.suite.workload().timeout());
        if (cpus.pinned()) {
            Compilers.runOn(contestant.pid(), cpus.server());
        }
        return warmUp;
    }

    /**
     * Runs the bursts.
     *
     * @param ladder users that the contestant will have
     * @param mostBursts the most bursts in all, though each number of users has its own
     */
    static WarmUp run(
            LoadProcess load,
            ProcessMeter meter,
            Target target,
            List<Integer> ladder,
            Duration burst,
            int mostBursts,
            Duration timeout)
            throws LaunchException, IOException {
        List<Integer> users = ladder.stream().distinct().sorted().toList();
        List<Integer> fewer = users.subList(0, users.size() - 1);
        List<Burst> bursts = new ArrayList<>();
        if (!fewer.isEmpty()) {
            bursts.add(burst(load, meter, target, fewer.getFirst(), burst, timeout));
            awaitCompilers(meter);
        }
        int mostWithAll = mostBursts - bursts.size() - fewer.size();
        List<Burst> withAll = new ArrayList<>();
        do {
            withAll.add(burst(load, meter, target, users.getLast(), burst, timeout));
            awaitCompilers(meter);
        } while (!settled(withAll) && withAll.size() < mostWithAll);
        bursts.addAll(withAll);
        boolean settled = settled(withAll);
        for (int some : fewer.reversed()) {
            Burst last = burst(load, meter, target, some, burst, timeout);
            bursts.add(last);
            settled &= last.jitShare() < JIT_QUIET;
            awaitCompilers(meter);
        }
        return new WarmUp(settled, burst.toMillis(), bursts);
    }

    /** Is true where the last bursts are quiet and lie on the series' last level. All bursts have the same number of users. */
    static boolean settled(List<Burst> bursts) {
        int size = bursts.size();
        if (size <= QUIET_BURSTS) {
            return false;
        }
        for (int i = size - QUIET_BURSTS; i < size; i++) {
            double change = bursts.get(i).cpuMicros() / bursts.get(i - 1).cpuMicros() - 1;
            // The test is written so that a burst without an answer is not quiet. The cost of such a burst is no
            // number.
            if (!(Math.abs(change) < SETTLED && bursts.get(i).jitShare() < JIT_QUIET)) {
                return false;
            }
        }
        double[] series = bursts.stream().mapToDouble(Burst::cpuMicros).toArray();
        return SteadyState.from(series, SETTLED) <= size - QUIET_BURSTS;
    }

    /**
     * Waits until the compilers are idle, but no longer than {@link #LONGEST_PAUSE_MS} milliseconds. They are idle when they use
     * less than a tenth of a CPU.
     */
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
        Usage usage = window.usage();
        double cpu = usage.contestantCpus();
        double rate = report.only().answeredInWindow() / (report.windowNanos() / 1e9);
        return new Burst(users, rate == 0 ? Double.NaN : cpu / rate * 1e6, usage.jitShare(), rate);
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
