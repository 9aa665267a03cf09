package dev.heddle.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says which CPUs the contestant gets, and which everything else. If processes are pinned, the two never share one.
 *
 * @param server the contestant's CPUs; empty when nothing is pinned
 * @param load CPUs of load, downstreams and bench; empty likewise
 */
public record CpuPlan(List<Integer> server, List<Integer> load) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    public CpuPlan {
        server = List.copyOf(server);
        load = List.copyOf(load);
        if (!Collections.disjoint(server, load)) {
            throw new IllegalArgumentException("the CPUs " + text(server) + " of the contestant and " + text(load)
                    + " of the load overlap; give each its own, or --no-pinning");
        }
        if (server.isEmpty() != load.isEmpty()) {
            throw new IllegalArgumentException("--server-cpus and --load-cpus go together");
        }
    }

    /** Returns a plan that lets the kernel put everything wherever it likes. */
    public static CpuPlan unpinned() {
        return new CpuPlan(List.of(), List.of());
    }

    /**
     * Returns a plan with the upper half of the CPUs for the contestant, and the lower half for the rest. With one CPU or without
     * taskset, nothing is pinned.
     */
    public static CpuPlan halves() throws IOException {
        List<Integer> allowed = allowed();
        if (allowed.size() < 2 || !Files.isExecutable(TASKSET)) {
            return unpinned();
        }
        int half = allowed.size() / 2;
        return new CpuPlan(
                allowed.subList(allowed.size() - half, allowed.size()), allowed.subList(0, allowed.size() - half));
    }

    /**
     * Returns the plan that the user asked for.
     *
     * @throws IllegalArgumentException if a list is malformed, overlaps the other or names a CPU that is not ours
     */
    public static CpuPlan of(String server, String load) throws IOException {
        CpuPlan plan = new CpuPlan(parse(server), parse(load));
        List<Integer> allowed = allowed();
        for (int cpu : plan.server()) {
            requireAllowed(cpu, allowed);
        }
        for (int cpu : plan.load()) {
            requireAllowed(cpu, allowed);
        }
        return plan;
    }

    private static void requireAllowed(int cpu, List<Integer> allowed) {
        if (!allowed.contains(cpu)) {
            throw new IllegalArgumentException("CPU " + cpu + " is not one of ours, which are " + text(allowed));
        }
    }

    /** Is true if processes are pinned. */
    public boolean pinned() {
        return !server.isEmpty();
    }

    /** Returns the CPUs of both; empty if nothing is pinned. */
    public List<Integer> all() {
        return Stream.concat(server.stream(), load.stream()).sorted().toList();
    }

    /** Returns how many CPUs the contestant has. */
    public int serverCount() {
        return pinned() ? server.size() : Runtime.getRuntime().availableProcessors();
    }

    /** Returns how many CPUs everything else has. */
    public int loadCount() {
        return pinned() ? load.size() : Runtime.getRuntime().availableProcessors();
    }

    /** Returns CPUs in the kernel's list form; {@code any} if there is none. */
    public static String text(List<Integer> cpus) {
        return cpus.isEmpty() ? "any" : cpus.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Reads the kernel's list form: {@code 0,2-3}. */
    static List<Integer> parse(String list) {
        TreeSet<Integer> cpus = new TreeSet<>();
        for (String part : list.strip().split(",")) {
            String[] ends = part.split("-", 2);
            try {
                int first = Integer.parseInt(ends[0]);
                int last = ends.length == 1 ? first : Integer.parseInt(ends[1]);
                if (first < 0 || last < first || last > 65_535) {
                    throw new NumberFormatException();
                }
                for (int cpu = first; cpu <= last; cpu++) {
                    cpus.add(cpu);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + list + "' is no list of CPUs; write it as 0,2-3", e);
            }
        }
        return new ArrayList<>(cpus);
    }

    private static List<Integer> allowed() throws IOException {
        if (Files.isReadable(STATUS)) {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("Cpus_allowed_list:")) {
                    return parse(line.substring(line.indexOf(':') + 1));
                }
            }
        }
        List<Integer> all = new ArrayList<>();
        for (int cpu = 0; cpu < Runtime.getRuntime().availableProcessors(); cpu++) {
            all.add(cpu);
        }
        return all;
    }
}
