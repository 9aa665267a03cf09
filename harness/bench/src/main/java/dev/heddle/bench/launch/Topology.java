package dev.heddle.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tells which CPUs are hardware threads of one core, and which cores share a last-level cache or a memory node. It holds the CPUs
 * that this process may use and no others.
 *
 * @param cores in the order of their lowest CPU
 */
public record Topology(List<Core> cores) {
    private static final String CPUS = "sys/devices/system/cpu";
    private static final String NODES = "sys/devices/system/node";
    /**
     * A kernel of 5.3 or later names the threads of a core in the first of these files; every kernel does in the second. A core is
     * what either says.
     */
    private static final List<String> SIBLINGS = List.of("topology/core_cpus_list", "topology/thread_siblings_list");

    public Topology {
        cores = cores.stream().sorted(Comparator.comparing(Core::first)).toList();
    }

    /** Returns what the kernel says of this machine. */
    public static Topology here() throws IOException {
        return read(Path.of("/"));
    }

    /**
     * Reads what the kernel says. Where it says nothing, as in many virtual machines, each CPU is a core of its own.
     *
     * @param root the root of the file system, or of one made up for a test
     */
    static Topology read(Path root) throws IOException {
        List<Integer> allowed = allowed(root);
        List<TreeSet<Integer>> groups = new ArrayList<>();
        for (int cpu : allowed) {
            TreeSet<Integer> group = new TreeSet<>(List.of(cpu));
            for (String file : SIBLINGS) {
                list(root.resolve(CPUS + "/cpu" + cpu).resolve(file)).ifPresent(group::addAll);
            }
            groups.add(group);
        }
        List<Core> cores = new ArrayList<>();
        for (TreeSet<Integer> group : merged(groups)) {
            List<Integer> ours = group.stream().filter(allowed::contains).toList();
            List<Integer> others =
                    group.stream().filter(cpu -> !allowed.contains(cpu)).toList();
            cores.add(new Core(ours, others, node(root, ours.getFirst()), cache(root, ours.getFirst())));
        }
        return new Topology(cores);
    }

    /**
     * Returns the CPUs that this process may use and that are online. Its mask may name some that are only possible.
     */
    private static List<Integer> allowed(Path root) throws IOException {
        List<Integer> online = list(root.resolve(CPUS).resolve("online"))
                .orElseGet(() -> IntStream.range(0, Runtime.getRuntime().availableProcessors())
                        .boxed()
                        .toList());
        Path status = root.resolve("proc/self/status");
        if (Files.isReadable(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("Cpus_allowed_list:")) {
                    return CpuList.parse(line.substring(line.indexOf(':') + 1)).stream()
                            .filter(online::contains)
                            .toList();
                }
            }
        }
        return online;
    }

    /** Returns the memory node of a CPU; 0 if the kernel knows no nodes. */
    private static int node(Path root, int cpu) throws IOException {
        for (Path node : numbered(root.resolve(NODES), "node")) {
            if (list(node.resolve("cpulist")).orElse(List.of()).contains(cpu)) {
                return number(node);
            }
        }
        return 0;
    }

    /**
     * Returns the lowest CPU that shares the cache of the highest level. Where the kernel tells no caches, the CPUs of a package are
     * taken to share one. Its number is then below zero, so that it is no CPU's.
     */
    private static int cache(Path root, int cpu) throws IOException {
        Path folder = root.resolve(CPUS + "/cpu" + cpu);
        int highest = 0;
        int found = -1 - number(folder.resolve("topology/physical_package_id"), 0);
        for (Path cache : numbered(folder.resolve("cache"), "index")) {
            int level = number(cache.resolve("level"), 0);
            Optional<List<Integer>> shared = list(cache.resolve("shared_cpu_list"));
            if (level > highest && shared.isPresent()) {
                highest = level;
                found = shared.get().getFirst();
            }
        }
        return found;
    }

    /**
     * Returns the same machine, but CPUs that were found to slow each other down are threads of one core. A virtual machine may hide
     * that they are.
     *
     * @param together CPUs that belong together, a list each; CPUs that are not ours are passed over
     */
    public Topology joined(List<List<Integer>> together) {
        List<TreeSet<Integer>> groups = new ArrayList<>();
        cores.forEach(core -> groups.add(new TreeSet<>(core.cpus())));
        List<Integer> ours = cpus();
        together.stream()
                .map(cpus -> cpus.stream().filter(ours::contains).collect(Collectors.toCollection(TreeSet::new)))
                .filter(cpus -> !cpus.isEmpty())
                .forEach(groups::add);
        return new Topology(merged(groups).stream().map(this::joined).toList());
    }

    private Core joined(TreeSet<Integer> cpus) {
        List<Core> parts = cores.stream()
                .filter(core -> core.cpus().stream().anyMatch(cpus::contains))
                .toList();
        return new Core(
                List.copyOf(cpus),
                parts.stream().flatMap(core -> core.others().stream()).sorted().toList(),
                parts.getFirst().node(),
                parts.getFirst().cache());
    }

    /** Returns the groups, but those that have a CPU in common are one. */
    private static List<TreeSet<Integer>> merged(List<TreeSet<Integer>> groups) {
        List<TreeSet<Integer>> merged = new ArrayList<>();
        for (TreeSet<Integer> group : groups) {
            TreeSet<Integer> all = new TreeSet<>(group);
            merged.removeIf(other -> {
                boolean common = other.stream().anyMatch(all::contains);
                if (common) {
                    all.addAll(other);
                }
                return common;
            });
            merged.add(all);
        }
        return merged;
    }

    /** Returns the CPUs that this process may use, ascending. */
    public List<Integer> cpus() {
        return cores.stream().flatMap(core -> core.cpus().stream()).sorted().toList();
    }

    /** Returns whether some core has more than one thread online. Where none has, a virtual machine may only hide it. */
    public boolean showsThreads() {
        return cores.stream()
                .anyMatch(core -> core.cpus().size() + core.others().size() > 1);
    }

    /** Returns the cores in half a sentence, such as {@code 8 cores of 2 threads, 1 memory node, 2 last-level caches}. */
    public String text() {
        Map<Integer, Long> bySize = cores.stream()
                .collect(Collectors.groupingBy(core -> core.cpus().size(), TreeMap::new, Collectors.counting()));
        String sizes = bySize.entrySet().stream()
                .map(size -> count(size.getValue(), "core") + " of " + count(size.getKey(), "thread"))
                .collect(Collectors.joining(" and "));
        return sizes + ", " + count(cores.stream().map(Core::node).distinct().count(), "memory node") + ", "
                + count(cores.stream().map(Core::cache).distinct().count(), "last-level cache");
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static Optional<List<Integer>> list(Path file) throws IOException {
        Optional<String> text = text(file).filter(list -> !list.isEmpty());
        return text.isEmpty() ? Optional.empty() : Optional.of(CpuList.parse(text.get()));
    }

    private static int number(Path file, int otherwise) throws IOException {
        return text(file)
                .filter(text -> text.matches("\\d+"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }

    private static Optional<String> text(Path file) throws IOException {
        return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    /** Returns what the folder holds under this name with a number after it. */
    private static List<Path> numbered(Path folder, String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(name + "\\d+"))
                    .sorted(Comparator.comparing(Topology::number))
                    .toList();
        }
    }

    private static int number(Path numbered) {
        return Integer.parseInt(numbered.getFileName().toString().replaceAll("\\D", ""));
    }
}
