package dev.heddle.bench.meter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Says what a machine offers to whoever measures on it, read from {@code /proc} and {@code /sys}. */
public final class Diagnosis {
    /**
     * If more than this share of our CPUs' time is stolen or used by others, a point is spoilt, by the default of a suite's
     * {@code noise}.
     */
    private static final double STEAL = 0.02;

    private static final double FOREIGN = 0.1;
    /** The memory for heaps of 1 GiB, PostgreSQL, the RPC service, the load engine and the bench, and some for the page cache. */
    private static final long MEMORY_KB = 4L << 20;
    /** The ports for 10,000 connections, and for those of the database and the RPC service. */
    private static final int PORTS = 15_000;

    private static final int THREADS = 10_000;
    /** The mappings that the threads take: two for each stack. */
    private static final int MAPPINGS = 2 * THREADS;

    private final Path root;
    private final List<Integer> server;
    private final List<Integer> load;

    /**
     * Makes a diagnosis.
     *
     * @param root the root of the file system, or of one made up for a test
     * @param server the contestant's CPUs; empty if nothing is pinned
     * @param load the CPUs of everything else; empty if nothing is pinned
     */
    public Diagnosis(Path root, List<Integer> server, List<Integer> load) {
        this.root = root;
        this.server = List.copyOf(server);
        this.load = List.copyOf(load);
    }

    /**
     * Looks at everything.
     *
     * @param look how long the CPUs are watched
     */
    public List<Finding> examine(Duration look) throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(kernel());
        findings.add(cpus());
        findings.add(governor());
        findings.addAll(busyness(look));
        findings.add(quota());
        findings.add(container());
        findings.add(clockSource());
        findings.add(hugePages());
        findings.add(memory());
        findings.addAll(limits());
        findings.add(perf());
        findings.add(tools());
        findings.add(jdks());
        return findings;
    }

    private Finding kernel() {
        String version = text("proc/sys/kernel/osrelease").orElse("not Linux");
        String arch = System.getProperty("os.arch");
        return text("proc/sys/kernel/osrelease").isPresent() && arch.equals("amd64")
                ? Finding.fine("kernel", "Linux " + version + ", " + arch)
                : Finding.lacking(
                        "kernel",
                        version + ", " + arch,
                        "Heddle measures by what Linux on x86-64 tells of processes; run it there");
    }

    private Finding cpus() {
        if (server.isEmpty()) {
            return Finding.worse(
                    "CPUs",
                    "one, or no taskset: the contestant shares its CPU with its load",
                    "give the machine two CPUs or more, so that the contestant has its own");
        }
        return Finding.fine("CPUs", "contestant on " + server + ", everything else on " + load);
    }

    private Finding governor() {
        TreeSet<String> governors = new TreeSet<>();
        list("sys/devices/system/cpu", "cpu")
                .forEach(cpu -> text("sys/devices/system/cpu/" + cpu + "/cpufreq/scaling_governor")
                        .ifPresent(governors::add));
        if (governors.isEmpty()) {
            return Finding.fine("frequency governor", "not told, as in most virtual machines");
        }
        return Finding.when(
                governors.equals(new TreeSet<>(List.of("performance"))),
                "frequency governor",
                String.join(", ", governors),
                "sudo cpupower frequency-set -g performance");
    }

    private List<Finding> busyness(Duration look) throws InterruptedException {
        long[] before = ticks();
        Thread.sleep(look);
        long[] after = ticks();
        double all = Math.max(1, after[1] - before[1]);
        double steal = (after[2] - before[2]) / all;
        double sinceStart = after[1] == 0 ? 0 : (double) after[2] / after[1];
        double busy = (after[0] - before[0]) / all - steal;
        return List.of(
                Finding.when(
                        steal <= STEAL && sinceStart <= STEAL,
                        "steal",
                        percent(steal) + " now, " + percent(sinceStart) + " since start",
                        "the hypervisor gives our CPUs to others: measure at another time, or on dedicated CPUs"),
                Finding.when(
                        busy <= FOREIGN,
                        "other load",
                        percent(busy) + " of all CPUs now",
                        "end what runs beside, or every point will be void as foreign-load"));
    }

    private Finding quota() throws IOException {
        Optional<Double> quota = root.equals(Path.of("/")) ? CgroupCpu.quota() : Optional.empty();
        return quota.map(
                        cpus -> Finding.worse(
                                "CPU quota",
                                String.format(Locale.ROOT, "%.2f CPUs", cpus),
                                "a quota stops a process in the middle of its work: give the container whole CPUs (cpuset) instead"))
                .orElse(Finding.fine("CPU quota", "none"));
    }

    private Finding container() {
        boolean docker = exists(".dockerenv") || exists("run/.containerenv");
        return Finding.fine("container", docker ? "yes" : "none that shows");
    }

    private Finding clockSource() {
        String source = text("sys/devices/system/clocksource/clocksource0/current_clocksource")
                .orElse("unknown");
        return Finding.when(
                List.of("tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page")
                        .contains(source),
                "clock source",
                source,
                "reading this clock is a system call or worse; boot with clocksource=tsc where the CPU's is stable");
    }

    private Finding hugePages() {
        String mode = text("sys/kernel/mm/transparent_hugepage/enabled").orElse("[never]");
        return Finding.when(
                !mode.contains("[always]"),
                "transparent huge pages",
                mode,
                "a thread's stack may become resident by 2 MiB at a time: echo madvise | sudo tee"
                        + " /sys/kernel/mm/transparent_hugepage/enabled");
    }

    private Finding memory() {
        long available = text("proc/meminfo").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
        String found = (available >> 10) + " MiB available";
        return available >= MEMORY_KB
                ? Finding.fine("memory", found)
                : Finding.lacking(
                        "memory",
                        found,
                        "the default suites need " + (MEMORY_KB >> 20) + " GiB: free some, or use a"
                                + " suite with a smaller jvm.heap");
    }

    private List<Finding> limits() {
        List<Finding> findings = new ArrayList<>();
        OptionalLong files = Machine.openFiles();
        findings.add(
                Finding.when(
                        files.isEmpty() || files.getAsLong() >= 20_000,
                        "open files a process",
                        files.isEmpty() ? "unknown" : Long.toString(files.getAsLong()),
                        "10,000 connections and load-selftest need 20,000: ulimit -n 20000, or nofile in /etc/security/limits.conf"));
        long threads = Math.min(number("proc/sys/kernel/threads-max"), number("proc/sys/kernel/pid_max"));
        findings.add(Finding.when(
                threads >= 2 * THREADS,
                "threads",
                Long.toString(threads),
                "sudo sysctl kernel.pid_max=65536 kernel.threads-max=65536"));
        long mappings = number("proc/sys/vm/max_map_count");
        findings.add(Finding.when(
                mappings >= MAPPINGS,
                "memory mappings a process",
                Long.toString(mappings),
                "each thread's stack takes two: sudo sysctl vm.max_map_count=262144"));
        long[] ports = text("proc/sys/net/ipv4/ip_local_port_range").stream()
                .flatMap(range -> Stream.of(range.split("\\s+")))
                .mapToLong(Long::parseLong)
                .toArray();
        long usable = ports.length == 2 ? ports[1] - ports[0] : 0;
        findings.add(Finding.when(
                usable >= PORTS,
                "ports for connections",
                Long.toString(usable),
                "sudo sysctl net.ipv4.ip_local_port_range='15000 65000'"));
        return findings;
    }

    private Finding perf() {
        String paranoid = text("proc/sys/kernel/perf_event_paranoid").orElse("unknown");
        boolean there = exists("usr/bin/perf");
        boolean allowed = paranoid.matches("-?[01]");
        return Finding.when(
                there && allowed,
                "perf",
                (there ? "installed" : "not installed") + ", perf_event_paranoid " + paranoid,
                "only profiling and perf bench sched pipe need it: install linux-perf, and sudo sysctl"
                        + " kernel.perf_event_paranoid=1");
    }

    private Finding tools() {
        List<String> missing = Stream.of("taskset", "setpriv")
                .filter(tool -> !exists("usr/bin/" + tool))
                .toList();
        return Finding.when(
                missing.isEmpty(),
                "taskset and setpriv",
                missing.isEmpty() ? "there" : "missing: " + String.join(", ", missing),
                "install util-linux: without taskset nothing is pinned, without setpriv a killed bench leaves contestants behind");
    }

    private Finding jdks() {
        List<String> others = list("usr/lib/jvm", "").sorted().toList();
        return Finding.fine(
                "JDKs",
                System.getProperty("java.runtime.version") + " runs this"
                        + (others.isEmpty() ? "" : "; in /usr/lib/jvm: " + String.join(", ", others)));
    }

    private long[] ticks() {
        long[] sum = new long[3];
        text("proc/stat").flatMap(stat -> stat.lines().findFirst()).ifPresent(line -> {
            String[] fields = line.split("\\s+");
            for (int i = 1; i <= 8; i++) {
                long ticks = Long.parseLong(fields[i]);
                sum[1] += ticks;
                sum[0] += i == 4 || i == 5 ? 0 : ticks;
                sum[2] += i == 8 ? ticks : 0;
            }
        });
        return sum;
    }

    private long number(String file) {
        return text(file).map(Long::parseLong).orElse(0L);
    }

    private boolean exists(String file) {
        return Files.exists(root.resolve(file));
    }

    private Optional<String> text(String file) {
        try (InputStream in = Files.newInputStream(root.resolve(file))) {
            // The file is read in one go: /proc/sys gives nothing to a second read that continues the first, and
            // Files.readString begins with one byte.
            byte[] bytes = new byte[1 << 16];
            int length = in.read(bytes);
            return Optional.of(new String(bytes, 0, Math.max(0, length), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the names in a folder that begin like this, or that begin like this and go on with a number. */
    private Stream<String> list(String folder, String prefix) {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> prefix.isEmpty() || name.matches(prefix + "\\d+"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
