package dev.heddle.bench.journal;

import org.jspecify.annotations.Nullable;

/**
 * Tells what else went on while something was measured.
 *
 * @param steal the part of our CPUs' time that the hypervisor gave to others, 0 to 1
 * @param throttled the part of the time for which a CPU quota stopped our control group, 0 to 1, or more where it stopped several CPUs
 * @param pressure the part of the time in which some process waited for a CPU (the kernel's pressure stall information), 0 to 1; null where
 *     the kernel does not tell
 * @param foreignServer CPUs that processes other than ours used on the contestant's CPUs, the kernel's own included: 1 is one all the time;
 *     where nothing is pinned, on all CPUs; the kernel counts ticks, so in a short window it may be a little below 0
 * @param foreignLoad CPUs that processes other than ours used on the load side's CPUs; 0 where nothing is pinned
 */
public record Disturbance(
        double steal, double throttled, @Nullable Double pressure, double foreignServer, double foreignLoad) {
    /** Says that nothing else went on. */
    public static final Disturbance NONE = new Disturbance(0, 0, null, 0, 0);
}
