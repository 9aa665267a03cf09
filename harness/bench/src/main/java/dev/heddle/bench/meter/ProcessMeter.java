package dev.heddle.bench.meter;

import dev.heddle.bench.journal.Occupancy;
import dev.heddle.bench.journal.Range;
import dev.heddle.bench.journal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final IdleTime idleTime = new IdleTime(Path.of("/proc"));

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
     * @param idle how long the CPUs have been idle
     * @param processes every process
     * @param pid the contestant's process id
     * @param serverCpus the contestant's CPUs; empty if nothing is pinned
     * @param loadCpus the load side's CPUs; empty if nothing is pinned
     */
    public record Reading(
            long nanoTime,
            Map<String, Long> cpuNanos,
            long compilerNanos,
            long collectorNanos,
            Map<String, Long> residentBytes,
            long threads,
            Noise.Reading surroundings,
            IdleTime.Reading idle,
            ProcessTable processes,
            long pid,
            List<Integer> serverCpus,
            List<Integer> loadCpus) {
        private boolean pinned() {
            return !serverCpus.isEmpty();
        }
    }

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
        long contestantNanos = contestantNanos();
        cpu.put(Usage.CONTESTANT, contestantNanos);
        long compilers = sum(known.compilerNanos().keySet());
        long collectors = sum(known.collectorNanos().keySet());
        long meanwhile = System.nanoTime() - nanoTime;
        IdleTime.Reading idle = idleTime.read(
                List.of(), ranOnAll(contestantNanos() - contestantNanos, meanwhile) ? Long.valueOf(nanoTime) : null);
        ProcessTable processes = ProcessTable.read();
        groups.forEach((name, group) -> cpu.put(name, processes.nanos(group.pid(), group.withChildren())));
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
                idle,
                processes,
                contestant,
                serverCpus,
                loadCpus);
    }

    /**
     * Is true where each of its CPUs has run the contestant for a moment: it used more time than all of them but one could give it.
     */
    private boolean ranOnAll(long used, long meanwhile) {
        return !serverCpus.isEmpty() && used > (serverCpus.size() - 1) * meanwhile;
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
     * Tells whether the contestant's JIT compilers have nothing to do. It is empty if it has no such compilers, or does not tell. A process
     * without them is never asked, since the question begins with a signal that would end it.
     */
    public Optional<Boolean> nothingToCompile() throws IOException {
        if (!Compilers.of(contestant)) {
            return Optional.empty();
        }
        try (JvmMeter jvm = JvmMeter.attach(contestant)) {
            return Optional.of(jvm.nothingToCompile());
        } catch (IOException e) {
            return Optional.empty();
        }
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
        Occupancy occupancy = occupancy(begin, end, share.getOrDefault(Usage.CONTESTANT, 0.0));
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
                end.threads(),
                occupancy);
    }

    /**
     * Returns how busy the CPUs of both sides were.
     *
     * @param own how many CPUs the contestant's own clock counts
     */
    private static Occupancy occupancy(Reading begin, Reading end, double own) {
        List<Integer> cpus = end.serverCpus();
        double nanos = end.idle().nanoTime() - begin.idle().nanoTime();
        boolean exact = begin.idle().exact() && end.idle().exact();
        Range server = IdleTime.busy(begin.idle(), end.idle(), cpus);
        Range others =
                end.processes().others(begin.processes(), end.pid(), cpus).over(nanos);
        Range stolen = IdleTime.stolen(begin.idle(), end.idle(), cpus);
        return new Occupancy(
                exact,
                server,
                IdleTime.busy(begin.idle(), end.idle(), end.loadCpus()),
                exact && end.pinned() ? whole(server, stolen, others, own) : null,
                others,
                stolen,
                IdleTime.hardIrq(begin.idle(), end.idle(), cpus),
                IdleTime.softIrq(begin.idle(), end.idle(), cpus));
    }

    /**
     * Returns the CPU time spent on the contestant's CPUs for it. No less than its own clock counts can have been spent there. The
     * hypervisor steals from a CPU that runs, and also from one that is to wake up, whose time is idle until then. The likeliest figure
     * has all of it stolen from running CPUs, and the upper bound has none.
     */
    static Range whole(Range busy, Range stolen, Range others, double own) {
        return Range.between(
                Math.max(own, busy.low() - stolen.high() - others.high()),
                busy.value() - stolen.value() - others.value(),
                busy.high() - others.low());
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
