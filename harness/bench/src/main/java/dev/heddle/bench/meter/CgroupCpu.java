package dev.heddle.bench.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the control groups that may limit this process's CPU time; see cgroups(7). */
final class CgroupCpu {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private CgroupCpu() {}

    /** Returns the {@code cpu.stat} files of this process's groups, from its own up to the root. */
    static List<Path> stats() throws IOException {
        return files("cpu.stat");
    }

    /** Returns the least quota of these groups, in CPUs; empty if there is none. */
    static Optional<Double> quota() throws IOException {
        double least = Double.POSITIVE_INFINITY;
        for (Path file : files("cpu.max")) {
            String[] fields = Files.readString(file).strip().split(" ");
            if (!fields[0].equals("max")) {
                least = Math.min(least, Double.parseDouble(fields[0]) / Double.parseDouble(fields[1]));
            }
        }
        for (Path file : files("cpu.cfs_quota_us")) {
            double quota = Double.parseDouble(Files.readString(file).strip());
            if (quota > 0) {
                least = Math.min(
                        least,
                        quota
                                / Double.parseDouble(Files.readString(file.resolveSibling("cpu.cfs_period_us"))
                                        .strip()));
            }
        }
        return least == Double.POSITIVE_INFINITY ? Optional.empty() : Optional.of(least);
    }

    private static List<Path> files(String name) throws IOException {
        List<Path> files = new ArrayList<>();
        Path self = Path.of("/proc/self/cgroup");
        if (!Files.isReadable(self)) {
            return files;
        }
        for (String line : Files.readAllLines(self)) {
            // The line is "0::/path" in version 2, "4:cpu,cpuacct:/path" in version 1.
            String[] fields = line.split(":", 3);
            boolean second = fields[1].isEmpty();
            if (!second && !List.of(fields[1].split(",")).contains("cpu")) {
                continue;
            }
            Path top = second ? ROOT : ROOT.resolve(fields[1]);
            for (Path group = top.resolve(fields[2].substring(1)).normalize();
                    group != null && group.startsWith(top);
                    group = group.getParent()) {
                Path file = group.resolve(name);
                if (Files.isReadable(file)) {
                    files.add(file);
                }
            }
        }
        return files;
    }
}
