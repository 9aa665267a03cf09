package dev.heddle.bench.journal;

import org.jspecify.annotations.Nullable;

/**
 * Tells how busy the CPUs of both sides were, which follows from how long they were idle. Every figure is a number of CPUs: 1 is one
 * CPU all the time.
 *
 * @param exact whether the kernel told the idle time in nanoseconds; otherwise it told it in steps of 10 ms
 * @param server how many of the contestant's CPUs were not idle. What the hypervisor stole is part of it, since nobody could use that. Where
 *     nothing is pinned, these are all CPUs
 * @param load how many of the load side's CPUs were not idle, likewise
 * @param whole the CPU time spent on the contestant's CPUs, without what was stolen and what other processes used: the contestant's own, and what
 *     the kernel did there beside it in interrupts and in threads of its own. It is null where that can't be told, since nothing is pinned or
 *     the idle time is not exact
 * @param others CPUs that processes other than the contestant used on its CPUs, the kernel's threads apart
 * @param stolen of the contestant's CPUs, that the hypervisor gave to others
 * @param hardIrq of the contestant's CPUs, in interrupts, as the kernel's ticks happened to find them
 * @param softIrq of the contestant's CPUs, in softirqs, as the kernel's ticks happened to find them
 */
public record Occupancy(
        boolean exact,
        Range server,
        Range load,
        @Nullable Range whole,
        Range others,
        Range stolen,
        double hardIrq,
        double softIrq) {}
