package dev.heddle.bench.meter;

import dev.heddle.bench.journal.Disturbance;
import dev.heddle.bench.journal.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads what else goes on while something is measured. */
public final class Noise {
    private Noise() {}

    /**
     * Holds the counters of one moment.
     *
     * @param server ticks of the contestant's CPUs, {busy, all, stolen}; if nothing is pinned, of all CPUs
     * @param load ticks of the load side's CPUs, {busy, all, stolen}
     */
    public record Reading(long[] server, long[] load, double throttledSeconds, double pressureSeconds) {}

    /**
     * Reads the counters.
     *
     * @param serverCpus the contestant's CPUs; empty means all
     * @param loadCpus the load side's CPUs; empty means all
     */
    public static Reading read(List<Integer> serverCpus, List<Integer> loadCpus) throws IOException {
        return new Reading(
                ProcFs.cpuTicks(serverCpus), ProcFs.cpuTicks(loadCpus), throttledSeconds(), pressureSeconds());
    }

    /**
     * Returns what happened between the two readings.
     *
     * @param share how many CPUs each of our groups of processes used
     */
    public static Disturbance between(
            Reading begin, Reading end, double seconds, Map<String, Double> share, boolean pinned) {
        double contestant = share.getOrDefault(Usage.CONTESTANT, 0.0);
        double ours = share.values().stream().mapToDouble(Double::doubleValue).sum();
        double all = ticks(begin.server, end.server, 1) + (pinned ? ticks(begin.load, end.load, 1) : 0);
        double stolen = ticks(begin.server, end.server, 2) + (pinned ? ticks(begin.load, end.load, 2) : 0);
        double perTick = TICK / seconds;
        double server = (ticks(begin.server, end.server, 0) - ticks(begin.server, end.server, 2)) * perTick;
        double load = (ticks(begin.load, end.load, 0) - ticks(begin.load, end.load, 2)) * perTick;
        double pressure = (end.pressureSeconds - begin.pressureSeconds) / seconds;
        return new Disturbance(
                all == 0 ? 0 : stolen / all,
                (end.throttledSeconds - begin.throttledSeconds) / seconds,
                Double.isNaN(pressure) ? null : Double.valueOf(pressure),
                server - (pinned ? contestant : ours),
                pinned ? load - (ours - contestant) : 0);
    }

    /** The length of a tick of /proc/stat in seconds: USER_HZ is 100 on every architecture that the JDK runs on. */
    private static final double TICK = 0.01;

    private static double ticks(long[] begin, long[] end, int which) {
        return end[which] - begin[which];
    }

    /**
     * Returns the time for which this process's control group and those above it were throttled, in version 2 or 1; 0 if there is
     * no quota.
     */
    private static double throttledSeconds() throws IOException {
        double seconds = 0;
        for (Path stat : CgroupCpu.stats()) {
            for (String line : Files.readAllLines(stat)) {
                if (line.startsWith("throttled_usec ")) {
                    seconds += Long.parseLong(line.substring(15).strip()) / 1e6;
                } else if (line.startsWith("throttled_time ")) {
                    seconds += Long.parseLong(line.substring(15).strip()) / 1e9;
                }
            }
        }
        return seconds;
    }

    private static double pressureSeconds() throws IOException {
        Path pressure = Path.of("/proc/pressure/cpu");
        if (!Files.isReadable(pressure)) {
            return Double.NaN;
        }
        try {
            String some = Files.readAllLines(pressure).getFirst();
            return Long.parseLong(some.substring(some.indexOf("total=") + 6).strip()) / 1e6;
        } catch (IOException e) {
            // The file is there, but it was switched off at boot.
            return Double.NaN;
        }
    }
}
