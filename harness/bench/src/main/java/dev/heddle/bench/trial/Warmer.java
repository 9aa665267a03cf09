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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Warms a contestant up in three parts. A burst with the fewest users of its ladder comes first, since a cold JVM answers many
 * users with their deadlines. Bursts with the most users follow, since the JIT counts calls and few users make few. They go on
 * until they give the JIT compilers nothing more to do. Last comes one burst with each smaller number, which takes other branches.
 *
 * <p>After each burst it waits until the compilers have done what the burst gave them to do. Where many platform threads share few
 * CPUs, a compiler gets a small share of them while they run. It looks quiet, but is only starved, which would bias against
 * platform threads. What a burst gave the compilers to do is therefore their CPU time in the burst and in the pause after it, and all of
 * it is done only when their queues are empty. CPU time a request says less: between bursts of under a second it differs by a tenth for
 * many reasons, and where compilers take turns with requests it is both. It decides only of a contestant that has no such compilers: there the
 * series must have no more change point ({@link SteadyState}).
 */
public final class Warmer {
    /**
     * CPU time a request is level where it differs by less than this from that of the burst before. Warm bursts differ by 10 %.
     */
    private static final double SETTLED = 0.15;
    /**
     * The JIT is quiet when it has less than this share of the CPU time. The last methods to be compiled come one at a time, each after
     * some ten thousand calls.
     */
    static final double JIT_QUIET = 0.05;
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
        }
        int mostWithAll = mostBursts - bursts.size() - fewer.size();
        List<Burst> withAll = new ArrayList<>();
        do {
            withAll.add(burst(load, meter, target, users.getLast(), burst, timeout));
        } while (!settled(withAll) && withAll.size() < mostWithAll);
        bursts.addAll(withAll);
        boolean settled = settled(withAll);
        for (int some : fewer.reversed()) {
            Burst last = burst(load, meter, target, some, burst, timeout);
            bursts.add(last);
            settled &= quiet(last);
        }
        return new WarmUp(settled, burst.toMillis(), bursts);
    }

    /** Is true where the last bursts are quiet and lie on the series' last level. All bursts have the same number of users. */
    static boolean settled(List<Burst> bursts) {
        int size = bursts.size();
        if (size <= QUIET_BURSTS) {
            return false;
        }
        List<Burst> last = bursts.subList(size - QUIET_BURSTS, size);
        if (!last.stream().allMatch(Warmer::quiet)) {
            return false;
        }
        return last.stream().allMatch(burst -> burst.compiled() != null) || level(bursts);
    }

    /** Is true where the burst was answered and gave the compilers nothing more to do. */
    static boolean quiet(Burst burst) {
        Double compiled = burst.compiled();
        return !Double.isNaN(burst.cpuMicros())
                && (compiled == null ? burst.jitShare() : compiled) < JIT_QUIET
                && !Boolean.FALSE.equals(burst.queueEmpty());
    }

    /** Is true where CPU time a request changes little between the last bursts, and these lie on the series' last level. */
    private static boolean level(List<Burst> bursts) {
        int size = bursts.size();
        for (int i = size - QUIET_BURSTS; i < size; i++) {
            if (!(Math.abs(bursts.get(i).cpuMicros() / bursts.get(i - 1).cpuMicros() - 1) < SETTLED)) {
                return false;
            }
        }
        double[] series = bursts.stream().mapToDouble(Burst::cpuMicros).toArray();
        return SteadyState.from(series, SETTLED) <= size - QUIET_BURSTS;
    }

    /**
     * Waits until the compilers are idle and their queues are empty, but no longer than {@link #LONGEST_PAUSE_MS} milliseconds. They are idle
     * when they use less than a tenth of a CPU. They are asked for their queues only then, since the JVM stops to answer.
     *
     * @return whether the queues were empty at last; empty if there are none
     */
    private static Optional<Boolean> awaitCompilers(ProcessMeter meter) throws IOException {
        long before = meter.compilerNanos();
        Optional<Boolean> done = Optional.empty();
        for (long waited = 0; waited < LONGEST_PAUSE_MS; waited += LOOK_MS) {
            sleep();
            long now = meter.compilerNanos();
            if (now - before < TimeUnit.MILLISECONDS.toNanos(LOOK_MS) / 10) {
                done = meter.nothingToCompile();
                if (done.orElse(true)) {
                    return done;
                }
            }
            before = now;
        }
        return done.isPresent() ? done : meter.nothingToCompile();
    }

    /** Loads the contestant, and then lets its compilers do what that gave them to do. */
    private static Burst burst(
            LoadProcess load, ProcessMeter meter, Target target, int users, Duration burst, Duration timeout)
            throws LaunchException, IOException {
        MeteredWindow window = new MeteredWindow(meter);
        LoadReport report = load.run(
                LoadPlan.of(target, new Arrivals.Closed(users), 0, burst.toMillis(), timeout.toMillis() + 1_000),
                window);
        Usage usage = window.usage();
        long before = meter.compilerNanos();
        Optional<Boolean> done = awaitCompilers(meter);
        double late = meter.compilerNanos() - before;
        double cpu = usage.contestantCpus();
        double rate = report.only().answeredInWindow() / (report.windowNanos() / 1e9);
        double all = cpu * usage.nanos() + late;
        return new Burst(
                users,
                rate == 0 ? Double.NaN : cpu / rate * 1e6,
                usage.jitShare(),
                rate,
                done.isEmpty() || all == 0 ? null : Double.valueOf((usage.compilers() * usage.nanos() + late) / all),
                done.orElse(null));
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
