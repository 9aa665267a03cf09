package dev.heddle.bench.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What else went on while something was measured.
 *
 * @param steal how much of our CPUs' time the hypervisor gave to others, 0 to 1
 * @param throttled how much of the time our control group was throttled by its CPU quota, 0 to 1 or more where several CPUs were
 * @param pressure how much of the time some process waited for a CPU (the kernel's pressure stall information), 0 to 1; NaN if not told
 * @param foreignServer CPUs that processes other than ours used on the contestant's CPUs, the kernel's own included: 1 is one all the time;
 *     where nothing is pinned, on all CPUs; the kernel counts ticks, so in a short window it may be a little below 0
 * @param foreignLoad likewise on the load side's CPUs; 0 where nothing is pinned
 */
public record Noise(double steal, double throttled, double pressure, double foreignServer, double foreignLoad) {
    /** Nothing else went on. */
    public static final Noise NONE = new Noise(0, 0, 0, 0, 0);

    private static final String CONTESTANT = "contestant";

    /**
     * One moment's counters.
     *
     * @param server ticks of the contestant's CPUs: {busy, all, stolen}; of all CPUs where nothing is pinned
     * @param load of the load side's, likewise
     */
    public record Reading(long[] server, long[] load, double throttledSeconds, double pressureSeconds) {}

    /**
     * Reads them.
     *
     * @param serverCpus the contestant's; empty for all
     * @param loadCpus the load side's; likewise
     */
    public static Reading read(List<Integer> serverCpus, List<Integer> loadCpus) throws IOException {
        return new Reading(
                ProcFs.cpuTicks(serverCpus), ProcFs.cpuTicks(loadCpus), throttledSeconds(), pressureSeconds());
    }

    /**
     * What happened between the two.
     *
     * @param share CPUs that each of our groups of processes used
     */
    public static Noise between(Reading begin, Reading end, double seconds, Map<String, Double> share, boolean pinned) {
        double contestant = share.getOrDefault(CONTESTANT, 0.0);
        double ours = share.values().stream().mapToDouble(Double::doubleValue).sum();
        double all = ticks(begin.server, end.server, 1) + (pinned ? ticks(begin.load, end.load, 1) : 0);
        double stolen = ticks(begin.server, end.server, 2) + (pinned ? ticks(begin.load, end.load, 2) : 0);
        double perTick = TICK / seconds;
        double server = (ticks(begin.server, end.server, 0) - ticks(begin.server, end.server, 2)) * perTick;
        double load = (ticks(begin.load, end.load, 0) - ticks(begin.load, end.load, 2)) * perTick;
        return new Noise(
                all == 0 ? 0 : stolen / all,
                (end.throttledSeconds - begin.throttledSeconds) / seconds,
                (end.pressureSeconds - begin.pressureSeconds) / seconds,
                server - (pinned ? contestant : ours),
                pinned ? load - (ours - contestant) : 0);
    }

    /** Seconds a tick of /proc/stat: USER_HZ is 100 on every architecture that the JDK runs on. */
    private static final double TICK = 0.01;

    private static double ticks(long[] begin, long[] end, int which) {
        return end[which] - begin[which];
    }

    /** Of this process's control group and those above it, version 2 or 1; 0 where there is no quota to be throttled by. */
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
            // There, but switched off at boot.
            return Double.NaN;
        }
    }
}
