package dev.heddle.load;

import org.jspecify.annotations.Nullable;

/**
 * Says how the engine itself did while it measured.
 *
 * @param eventLoops threads that produce load
 * @param tickNanos the distance at which the open loop looks for what is due; 0 in a plan without one
 * @param cpuNanosInWindow CPU time of the whole process in the measuring window, user and system
 * @param ticks how often it looked, in the window, on all event loops
 * @param maxTickLatenessNanos how much later than planned it ever looked: a stall of the engine shows here
 * @param precedence what put its event loops before all else on their CPUs, in words ({@code SCHED_FIFO 2}); null in a record of before
 *     they had it
 */
public record Generator(
        int eventLoops,
        long tickNanos,
        long cpuNanosInWindow,
        long ticks,
        long maxTickLatenessNanos,
        @Nullable String precedence) {}
