package dev.heddle.bench.journal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what processes used between two readings. Switches are counted between the two looks at the contestant's threads around
 * them.
 *
 * @param nanos how long it was between the readings
 * @param cpus CPUs used, by group of processes ({@link #CONTESTANT}, {@code load}, {@code rpc}, {@code postgres}, {@code bench}): 1 is one CPU
 *     all the time
 * @param compilers CPUs that the contestant's JIT compilers used; its own figure contains them
 * @param collectors CPUs that the contestant's garbage collector threads used; its own figure contains them
 * @param voluntary switches of the contestant's threads that waited, from the first look at them to the second; those of a thread that ended
 *     meanwhile are lost
 * @param involuntary switches of the contestant's threads that were preempted, counted likewise
 * @param threadsEnded threads that were there at the first look and not at the second
 * @param serverBusy how busy the contestant's CPUs were with whatever ran on them, 0 to 1, by the kernel's ticks
 * @param loadBusy how busy the load side's CPUs were, 0 to 1, by the kernel's ticks
 * @param disturbance what else went on
 * @param residentBytes resident memory at the end, by group of processes; of PostgreSQL, the postmaster's alone
 * @param threads threads of the contestant at the end
 * @param occupancy the same by the CPUs' idle time, which is exact where the kernel tells it; null in an older record
 */
public record Usage(
        long nanos,
        Map<String, Double> cpus,
        double compilers,
        double collectors,
        long voluntary,
        long involuntary,
        long threadsEnded,
        double serverBusy,
        double loadBusy,
        Disturbance disturbance,
        Map<String, Long> residentBytes,
        long threads,
        @Nullable Occupancy occupancy) {
    /** Names the contestant's group in {@link #cpus} and {@link #residentBytes}. */
    public static final String CONTESTANT = "contestant";

    public Usage {
        cpus = Map.copyOf(cpus);
        residentBytes = Map.copyOf(residentBytes);
    }

    /** Makes a usage whose CPUs' idle time was not read. */
    public Usage(
            long nanos,
            Map<String, Double> cpus,
            double compilers,
            double collectors,
            long voluntary,
            long involuntary,
            long threadsEnded,
            double serverBusy,
            double loadBusy,
            Disturbance disturbance,
            Map<String, Long> residentBytes,
            long threads) {
        this(
                nanos,
                cpus,
                compilers,
                collectors,
                voluntary,
                involuntary,
                threadsEnded,
                serverBusy,
                loadBusy,
                disturbance,
                residentBytes,
                threads,
                null);
    }

    /** Returns how many CPUs the contestant used. */
    @JsonIgnore
    public double contestantCpus() {
        return cpus.getOrDefault(CONTESTANT, 0.0);
    }

    /** Returns the part of the contestant's CPU time that its JIT compilers had, 0 to 1. */
    @JsonIgnore
    public double jitShare() {
        return contestantCpus() == 0 ? 0 : compilers / contestantCpus();
    }
}
