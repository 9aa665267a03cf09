package dev.heddle.bench.meter;

import dev.heddle.bench.journal.Usage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures what processes use between two moments: the CPU time of each group, and the contestant's switches, threads and
 * resident memory.
 */
public final class ProcessMeter {
    /**
     * Names a process whose CPU time is counted.
     *
     * @param withChildren whether the CPU time of its children is counted with it
     */
    public record Group(long pid, boolean withChildren) {}

    private final long contestant;
    private final Map<String, Group> groups;
    private final List<Integer> serverCpus;
    private final List<Integer> loadCpus;

    /**
     * Holds what was read at one moment.
     *
     * @param nanoTime when it was read, by {@link System#nanoTime}
     * @param cpuNanos CPU time so far, by group name
     * @param compilerNanos CPU time of the contestant's JIT compiler threads so far; 0 if it has none
     * @param collectorNanos CPU time of its garbage collector's threads so far; 0 if it has none
     * @param residentBytes resident memory by group name; of PostgreSQL's, the postmaster's alone
     * @param threads how many threads the contestant has
     * @param surroundings what the machine says of all that runs on it
     * @param pinned whether contestant and the rest have CPUs of their own
     */
    public record Reading(
            long nanoTime,
            Map<String, Long> cpuNanos,
            long compilerNanos,
            long collectorNanos,
            Map<String, Long> residentBytes,
            long threads,
            Noise.Reading surroundings,
            boolean pinned) {}

    /**
     * Holds the contestant's threads that are alive at one moment.
     *
     * @param switches by thread id: {voluntary, involuntary}
     * @param compilerNanos CPU time of its JIT compilers so far, by thread id
     * @param collectorNanos CPU time of its garbage collector so far, by thread id
     */
    public record Threads(Map<Long, long[]> switches, Map<Long, Long> compilerNanos, Map<Long, Long> collectorNanos) {}

    /**
     * Makes a meter.
     *
     * @param contestant the contestant's process id; its group is called {@code contestant}
     * @param groups the other processes by name
     * @param serverCpus the contestant's CPUs; empty if nothing is pinned
     * @param loadCpus the load side's CPUs; empty if nothing is pinned
     */
    public ProcessMeter(long contestant, Map<String, Group> groups, List<Integer> serverCpus, List<Integer> loadCpus) {
        this.contestant = contestant;
        this.groups = Map.copyOf(groups);
        this.serverCpus = List.copyOf(serverCpus);
        this.loadCpus = List.copyOf(loadCpus);
    }

    /**
     * Looks at each of the contestant's threads. The more there are, the longer this takes, so it is not done while anything is
     * measured.
     *
     * @throws IOException if it has gone
     */
    public Threads threads() throws IOException {
        List<ProcFs.ThreadStatus> threads = ProcFs.threadStatuses(contestant);
        Map<Long, long[]> switches = new HashMap<>();
        threads.forEach(thread -> switches.put(thread.id(), new long[] {thread.voluntary(), thread.involuntary()}));
        return new Threads(switches, Compilers.byThread(contestant, threads), Collectors.byThread(contestant, threads));
    }

    /**
     * Reads everything once. That costs the same however many threads there are.
     *
     * @param known the threads whose compilers are read
     * @throws IOException if the contestant has gone
     */
    public Reading read(Threads known) throws IOException {
        // The clocks are read first and close together; the rest is slower and less in a hurry.
        long nanoTime = System.nanoTime();
        Map<String, Long> cpu = new HashMap<>();
        cpu.put("contestant", contestantNanos());
        for (Map.Entry<String, Group> entry : groups.entrySet()) {
            Group group = entry.getValue();
            long sum = CpuClock.nanos(group.pid()).orElse(0);
            for (long child : group.withChildren() ? ProcFs.children(group.pid()) : List.<Long>of()) {
                sum += CpuClock.nanos(child).orElse(0);
            }
            cpu.put(entry.getKey(), sum);
        }
        long compilers = sum(known.compilerNanos().keySet());
        long collectors = sum(known.collectorNanos().keySet());
        Noise.Reading surroundings = Noise.read(serverCpus, loadCpus);
        Map<String, Long> status = ProcFs.status(contestant);
        Map<String, Long> resident = new HashMap<>();
        resident.put("contestant", status.getOrDefault("VmRSS", 0L) * 1024);
        for (Map.Entry<String, Group> entry : groups.entrySet()) {
            if (entry.getValue().pid() > 0) {
                resident.put(
                        entry.getKey(), ProcFs.status(entry.getValue().pid()).getOrDefault("VmRSS", 0L) * 1024);
            }
        }
        return new Reading(
                nanoTime,
                cpu,
                compilers,
                collectors,
                resident,
                status.getOrDefault("Threads", 0L),
                surroundings,
                !loadCpus.isEmpty());
    }

    private long sum(Set<Long> threads) throws IOException {
        long nanos = 0;
        for (long thread : threads) {
            nanos += ProcFs.threadNanos(contestant, thread);
        }
        return nanos;
    }

    /**
     * Says how large the contestant is.
     *
     * @param residentBytes resident memory of its process
     */
    public record Size(long residentBytes, long threads) {}

    /** Returns how large the contestant is. This costs the same however many threads there are. */
    public Size size() throws IOException {
        Map<String, Long> status = ProcFs.status(contestant);
        return new Size(status.getOrDefault("VmRSS", 0L) * 1024, status.getOrDefault("Threads", 0L));
    }

    /**
     * Returns the CPU time of the contestant so far, in nanoseconds.
     *
     * @throws IOException if it has gone
     */
    public long contestantNanos() throws IOException {
        return CpuClock.nanos(contestant).orElseThrow(() -> new IOException("the contestant has gone"));
    }

    /** Returns the CPU time of the contestant's JIT compilers so far, in nanoseconds. */
    public long compilerNanos() throws IOException {
        return Compilers.nanos(contestant);
    }

    /**
     * Returns what happened between two readings.
     *
     * @param before the threads before the first reading
     * @param after the threads after the second reading
     */
    public static Usage between(Threads before, Reading begin, Reading end, Threads after) {
        long nanos = end.nanoTime() - begin.nanoTime();
        Map<String, Double> share = new HashMap<>();
        end.cpuNanos()
                .forEach((group, cpu) ->
                        share.put(group, (double) (cpu - begin.cpuNanos().getOrDefault(group, 0L)) / nanos));
        long[] sum = new long[2];
        after.switches().forEach((thread, switches) -> {
            long[] earlier = before.switches().getOrDefault(thread, new long[2]);
            sum[0] += switches[0] - earlier[0];
            sum[1] += switches[1] - earlier[1];
        });
        long ended = before.switches().keySet().stream()
                .filter(thread -> !after.switches().containsKey(thread))
                .count();
        long compilers = end.compilerNanos()
                - begin.compilerNanos()
                + startedMeanwhile(before.compilerNanos(), after.compilerNanos());
        long collectors = end.collectorNanos()
                - begin.collectorNanos()
                + startedMeanwhile(before.collectorNanos(), after.collectorNanos());
        double seconds = nanos / 1e9;
        return new Usage(
                nanos,
                share,
                (double) compilers / nanos,
                (double) collectors / nanos,
                sum[0],
                sum[1],
                ended,
                busy(begin.surroundings().server(), end.surroundings().server()),
                busy(begin.surroundings().load(), end.surroundings().load()),
                Noise.between(begin.surroundings(), end.surroundings(), seconds, share, end.pinned()),
                end.residentBytes(),
                end.threads());
    }

    /** CPU time of threads that were started meanwhile, which have no beginning. */
    private static long startedMeanwhile(Map<Long, Long> before, Map<Long, Long> after) {
        return after.entrySet().stream()
                .filter(thread -> !before.containsKey(thread.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The busy part of all ticks, 0 to 1. */
    private static double busy(long[] begin, long[] end) {
        long all = end[1] - begin[1];
        return all == 0 ? 0 : (double) (end[0] - begin[0]) / all;
    }
}
