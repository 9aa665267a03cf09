package dev.heddle.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says which CPUs the contestant gets, and which everything else. If processes are pinned, the two never share one.
 *
 * @param server the contestant's CPUs; empty when nothing is pinned
 * @param load CPUs of load, downstreams and bench; empty likewise
 */
public record CpuPlan(List<Integer> server, List<Integer> load) {
    /**
     * The load side is taken to need this much CPU time for each second that the contestant uses. In the committed runs it needed
     * 1.27 s for the contestant that costs least, everything on the load side's CPUs counted. A contestant whose client library costs
     * a third less needs 1.8.
     */
    public static final double LOAD_FOR_CONTESTANT = 1.8;
    /**
     * The load side counts as the limit where it is busier than this. It must stay below while the contestant uses all that it has.
     */
    private static final double LOAD_BUSY = 0.9;

    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    public CpuPlan {
        server = List.copyOf(server);
        load = List.copyOf(load);
        if (!Collections.disjoint(server, load)) {
            throw new IllegalArgumentException("the CPUs " + CpuList.text(server) + " of the contestant and "
                    + CpuList.text(load) + " of the load overlap; give each its own, or --no-pinning");
        }
        if (server.isEmpty() != load.isEmpty()) {
            throw new IllegalArgumentException("--server-cpus and --load-cpus go together");
        }
    }

    /** Returns a plan that lets the kernel put everything wherever it likes. */
    public static CpuPlan unpinned() {
        return new CpuPlan(List.of(), List.of());
    }

    /** Returns the plan for this machine as the kernel describes it. */
    public static CpuPlan here() throws IOException {
        return of(Topology.here(), LOAD_FOR_CONTESTANT);
    }

    /**
     * Returns the plan for a machine. Contestant and load get whole cores, because two threads of a core slow each other down. All of
     * them lie in one memory node, where it has two cores, since to reach the memory of another costs more, and now the one and now the
     * other contestant would pay that. The contestant's cores lie in one last-level cache where they fit, and beside them lie cores of
     * the load. A machine with only one core has its threads shared out. With one CPU or without taskset, nothing is pinned.
     *
     * @param loadForContestant CPU time that the load side needs while the contestant uses a second of it; the contestant gets as many
     *     cores as the others can keep busy, and one at least
     */
    public static CpuPlan of(Topology topology, double loadForContestant) {
        if (topology.cpus().size() < 2 || !Files.isExecutable(TASKSET)) {
            return unpinned();
        }
        List<Core> cores =
                topology.cores().size() == 1 ? threads(topology.cores().getFirst()) : oneNode(topology);
        List<Core> ordered = contestantFirst(cores);
        int share = share(cores.size(), loadForContestant);
        return new CpuPlan(cpus(ordered.subList(0, share)), cpus(ordered.subList(share, ordered.size())));
    }

    private static int share(int cores, double loadForContestant) {
        double most = cores * LOAD_BUSY / (LOAD_BUSY + loadForContestant);
        // A third of six cores is two, though it is computed as a little less.
        return Math.clamp((long) Math.floor(most + 1e-9), 1, cores - 1);
    }

    /** Returns each thread of a core, as if it were a core of its own. */
    private static List<Core> threads(Core core) {
        return core.cpus().stream()
                .map(cpu -> new Core(List.of(cpu), List.of(), core.node(), core.cache()))
                .toList();
    }

    /** Returns the cores of the largest memory node, or all cores if no node has two. */
    private static List<Core> oneNode(Topology topology) {
        List<Core> largest = grouped(topology.cores(), Core::node).getFirst();
        return largest.size() < 2 ? topology.cores() : largest;
    }

    /**
     * Returns the cores in the order in which the contestant takes them. It begins in the largest cache, where most of the load's cores
     * lie beside it, and with the highest CPU numbers, since devices tend to interrupt the lowest.
     */
    private static List<Core> contestantFirst(List<Core> cores) {
        return grouped(cores.reversed(), Core::cache).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Returns the cores in groups, the largest first; of equal ones that which comes first. */
    private static List<List<Core>> grouped(List<Core> cores, Function<Core, Integer> by) {
        List<List<Core>> groups = new ArrayList<>(cores.stream()
                .collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()))
                .values());
        groups.sort(Comparator.<List<Core>>comparingInt(List::size).reversed());
        return groups;
    }

    private static List<Integer> cpus(List<Core> cores) {
        return cores.stream().flatMap(core -> core.cpus().stream()).sorted().toList();
    }

    /**
     * Returns the plan that the user asked for.
     *
     * @param allowed the CPUs that we may use
     * @throws IllegalArgumentException if a list is malformed, overlaps the other or names a CPU that is not ours
     */
    public static CpuPlan of(String server, String load, List<Integer> allowed) {
        CpuPlan plan = new CpuPlan(CpuList.parse(server), CpuList.parse(load));
        for (int cpu : plan.all()) {
            if (!allowed.contains(cpu)) {
                throw new IllegalArgumentException(
                        "CPU " + cpu + " is not one of ours, which are " + CpuList.text(allowed));
            }
        }
        return plan;
    }

    /** Is true if processes are pinned. */
    public boolean pinned() {
        return !server.isEmpty();
    }

    /** Returns the CPUs of both; empty if nothing is pinned. */
    public List<Integer> all() {
        return Stream.concat(server.stream(), load.stream()).sorted().toList();
    }

    /** Returns the cores of which the contestant has one thread and the load another. */
    public List<Core> shared(Topology topology) {
        return topology.cores().stream()
                .filter(core -> !Collections.disjoint(core.cpus(), server) && !Collections.disjoint(core.cpus(), load))
                .toList();
    }

    /** Returns the CPUs that are ours and that nobody gets; empty if nothing is pinned. */
    public List<Integer> idle(Topology topology) {
        List<Integer> used = all();
        return pinned()
                ? topology.cpus().stream().filter(cpu -> !used.contains(cpu)).toList()
                : List.of();
    }

    /** Returns how many CPUs the contestant has. */
    public int serverCount() {
        return pinned() ? server.size() : Runtime.getRuntime().availableProcessors();
    }

    /** Returns how many CPUs everything else has. */
    public int loadCount() {
        return pinned() ? load.size() : Runtime.getRuntime().availableProcessors();
    }
}
