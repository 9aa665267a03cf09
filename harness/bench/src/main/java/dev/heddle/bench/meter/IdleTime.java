package dev.heddle.bench.meter;

import dev.heddle.bench.journal.Range;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long each CPU has been idle. What a CPU does while it is not idle is CPU time, whoever it is spent on: a process, a thread
 * of the kernel, an interrupt or a softirq. Process clocks leave out what the kernel does in an interrupt that ends an idle period.
 *
 * <p>A kernel that stops its tick while a CPU is idle ({@code CONFIG_NO_HZ_COMMON}) takes the time at both ends of each idle period, and
 * at both ends of each interrupt within ({@code tick_nohz_start_idle} and {@code tick_nohz_stop_idle} in
 * {@code kernel/time/tick-sched.c}). An interrupt and the softirqs that follow it are therefore not idle time. {@code /proc/timer_list}
 * has the sums in nanoseconds, for root alone, and without the period that goes on just then. It tells when that period began, but not
 * whether it is one: the CPU may have been busy since that moment. {@code /proc/stat} has the same sums in steps of 10 ms, with the period
 * that goes on. The two together leave one of both answers, unless the moment was a few milliseconds ago.
 */
final class IdleTime {
    /** The length of a tick of /proc/stat: USER_HZ is 100 on every architecture that the JDK runs on. */
    static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
    /** /proc/stat cuts idle time and time of waiting for I/O down to whole ticks, each on its own. */
    private static final long CUT = 2 * TICK;

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int HARD_IRQ = 5;
    private static final int SOFT_IRQ = 6;
    private static final int STEAL = 7;
    private static final int COLUMNS = 8;

    private final Path proc;

    /** @param proc where the kernel's files are; a test has its own */
    IdleTime(Path proc) {
        this.proc = proc;
    }

    /**
     * Holds what was read of one CPU.
     *
     * @param idle how long it has been idle since the system started, waiting for I/O included, in nanoseconds
     * @param hardIrq ticks in interrupts
     * @param softIrq ticks in softirqs
     * @param steal ticks that the hypervisor gave to others
     */
    record Cpu(Range idle, long hardIrq, long softIrq, long steal) {}

    /**
     * Holds what was read at one moment.
     *
     * @param nanoTime when, by {@link System#nanoTime}
     * @param exact whether the idle times come from {@code /proc/timer_list}
     * @param cpus by their number
     */
    record Reading(long nanoTime, boolean exact, Map<Integer, Cpu> cpus) {}

    /** Holds two lines of a CPU in {@code /proc/timer_list}: its idle time, and when the last period began or ended. */
    private record Timers(long idle, long mark) {}

    /**
     * Reads these CPUs.
     *
     * @param cpus their numbers; empty means all
     * @param busySince a time of {@link System#nanoTime} since which each of them is known to have been busy for a moment; null if that is not
     *     known
     * @throws IOException if {@code /proc/stat} can't be read
     */
    Reading read(Collection<Integer> cpus, @Nullable Long busySince) throws IOException {
        long before = System.nanoTime();
        Map<Integer, Timers> timers = timers(before);
        long after = System.nanoTime();
        Map<Integer, long[]> ticks = ticks();
        long end = System.nanoTime();
        boolean exact = true;
        Map<Integer, Cpu> read = new HashMap<>();
        for (Map.Entry<Integer, long[]> cpu : ticks.entrySet()) {
            if (!cpus.isEmpty() && !cpus.contains(cpu.getKey())) {
                continue;
            }
            long[] counted = cpu.getValue();
            Timers timer = timers.get(cpu.getKey());
            long coarse = TICK * (counted[IDLE] + counted[IO_WAIT]);
            exact &= timer != null;
            read.put(
                    cpu.getKey(),
                    new Cpu(
                            timer == null
                                    ? range(coarse, coarse + CUT / 2, coarse + CUT)
                                    : idle(timer.idle(), timer.mark(), coarse, before, after, end, busySince),
                            counted[HARD_IRQ],
                            counted[SOFT_IRQ],
                            counted[STEAL]));
        }
        return new Reading(after, exact && !read.isEmpty(), read);
    }

    /**
     * Returns how long a CPU had been idle when the list was read to its end.
     *
     * @param sum its idle periods that had ended by then
     * @param mark when the last one ended, or when the one that goes on began
     * @param coarse what {@code /proc/stat} says of both, cut down to ticks
     * @param before when the list was begun to be read
     * @param after when it was read to its end
     * @param end when {@code /proc/stat} was read too
     * @param busySince a time since which the CPU was busy for a moment, for sure; null if none is known
     */
    static Range idle(long sum, long mark, long coarse, long before, long after, long end, @Nullable Long busySince) {
        long period = Math.max(0, after - mark);
        boolean mayBeBusy = coarse <= sum + (end - before);
        boolean mayBeIdle = coarse > sum + Math.max(0, before - mark) - CUT && (busySince == null || mark >= busySince);
        if (mayBeBusy && !mayBeIdle) {
            return range(sum, sum, sum + (after - before));
        }
        if (mayBeIdle && !mayBeBusy) {
            return range(sum + Math.max(0, before - mark), sum + period, sum + period);
        }
        long open = Math.max(period, after - before);
        return range(sum, sum + open / 2, sum + open);
    }

    private static Range range(long low, long likeliest, long high) {
        return Range.between((double) low, (double) likeliest, (double) high);
    }

    /** Reads {@code /proc/timer_list}. Nothing is there where it can't be read, or where a container hides it. */
    private Map<Integer, Timers> timers(long nanoTime) {
        Map<Integer, Timers> timers = new HashMap<>();
        try (BufferedReader list = Files.newBufferedReader(proc.resolve("timer_list"), StandardCharsets.ISO_8859_1)) {
            int cpu = -1;
            long shift = 0;
            long mark = 0;
            long idle = -1;
            for (String line = list.readLine(); line != null; line = list.readLine()) {
                if (line.startsWith("now at ")) {
                    // A process in a time namespace has a monotonic clock of its own, which the kernel's list has not.
                    long listed = number(line, "now at ".length());
                    shift = Math.abs(listed - nanoTime) < TimeUnit.SECONDS.toNanos(1) ? 0 : nanoTime - listed;
                } else if (line.startsWith("cpu: ")) {
                    cpu = (int) number(line, "cpu: ".length());
                } else if (line.startsWith("  .idle_entrytime")) {
                    mark = number(line, line.indexOf(':') + 2);
                } else if (line.startsWith("  .idle_sleeptime")) {
                    idle = number(line, line.indexOf(':') + 2);
                } else if (line.startsWith("  .iowait_sleeptime") && idle >= 0) {
                    timers.put(cpu, new Timers(idle + number(line, line.indexOf(':') + 2), mark + shift));
                    idle = -1;
                }
            }
            return timers;
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static long number(String line, int from) {
        int end = from;
        while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
            end++;
        }
        return Long.parseLong(line, from, end, 10);
    }

    private Map<Integer, long[]> ticks() throws IOException {
        Map<Integer, long[]> ticks = new HashMap<>();
        try (BufferedReader stat = Files.newBufferedReader(proc.resolve("stat"), StandardCharsets.ISO_8859_1)) {
            // The lines of the CPUs come first. The next one lists every interrupt and is long.
            for (String line = stat.readLine(); line != null && line.startsWith("cpu"); line = stat.readLine()) {
                String[] fields = line.split(" +");
                if (fields[0].length() > "cpu".length()) {
                    long[] counted = new long[COLUMNS];
                    for (int i = 0; i < COLUMNS; i++) {
                        counted[i] = Long.parseLong(fields[i + 1]);
                    }
                    ticks.put(Integer.parseInt(fields[0].substring("cpu".length())), counted);
                }
            }
        }
        return ticks;
    }

    /** Returns how many of these CPUs were not idle between two readings; stolen time counts as not idle. */
    static Range busy(Reading begin, Reading end, Collection<Integer> cpus) {
        double nanos = end.nanoTime() - begin.nanoTime();
        double value = 0;
        double low = 0;
        double high = 0;
        for (int cpu : among(begin, end, cpus)) {
            Range earlier = cpu(begin, cpu).idle();
            Range later = cpu(end, cpu).idle();
            value += Math.clamp(1 - (later.value() - earlier.value()) / nanos, 0, 1);
            low += Math.clamp(1 - (later.high() - earlier.low()) / nanos, 0, 1);
            high += Math.clamp(1 - (later.low() - earlier.high()) / nanos, 0, 1);
        }
        return Range.between(low, value, high);
    }

    /** Returns how many of these CPUs the hypervisor gave to others between two readings. */
    static Range stolen(Reading begin, Reading end, Collection<Integer> cpus) {
        double ticks = 0;
        double least = 0;
        double most = 0;
        for (int cpu : among(begin, end, cpus)) {
            long stolen = cpu(end, cpu).steal() - cpu(begin, cpu).steal();
            ticks += stolen;
            least += Math.max(0, stolen - 1);
            most += stolen + 1;
        }
        double perTick = (double) TICK / (end.nanoTime() - begin.nanoTime());
        return new Range(perTick * ticks, perTick * least, perTick * most);
    }

    static double hardIrq(Reading begin, Reading end, Collection<Integer> cpus) {
        long ticks = 0;
        for (int cpu : among(begin, end, cpus)) {
            ticks += cpu(end, cpu).hardIrq() - cpu(begin, cpu).hardIrq();
        }
        return (double) TICK * ticks / (end.nanoTime() - begin.nanoTime());
    }

    static double softIrq(Reading begin, Reading end, Collection<Integer> cpus) {
        long ticks = 0;
        for (int cpu : among(begin, end, cpus)) {
            ticks += cpu(end, cpu).softIrq() - cpu(begin, cpu).softIrq();
        }
        return (double) TICK * ticks / (end.nanoTime() - begin.nanoTime());
    }

    private static List<Integer> among(Reading begin, Reading end, Collection<Integer> cpus) {
        List<Integer> both = new ArrayList<>(begin.cpus().keySet());
        both.retainAll(end.cpus().keySet());
        if (!cpus.isEmpty()) {
            both.retainAll(cpus);
        }
        return both;
    }

    private static Cpu cpu(Reading reading, int cpu) {
        Cpu read = reading.cpus().get(cpu);
        if (read == null) {
            throw new IllegalStateException("CPU " + cpu + " was not read");
        }
        return read;
    }
}
