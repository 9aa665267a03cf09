package dev.heddle.switching;

import java.util.List;

/** Says where the two ends of a hand-off run, and checks that they really did. */
enum Placement {
    /** Both ends run on the first CPU that the process may use. */
    SAME_CPU,
    /** One end runs on the first CPU that the process may use, the other one on the second; every hand-off crosses. */
    CROSS_CPU,
    /** Both CPUs are there, and the scheduler under test decides. How often it crosses is a finding, not a claim. */
    EITHER_CPU;

    /**
     * Returns the CPUs of the two ends, the opening one first.
     *
     * @param allowed what {@link Cpus#allowed()} says
     * @throws IllegalStateException if there are too few; the message has the remedy
     */
    int[] cpus(List<Integer> allowed) {
        if (!Cpus.SUPPORTED) {
            return new int[] {Cpus.UNKNOWN, Cpus.UNKNOWN};
        }
        if (this == SAME_CPU) {
            return new int[] {allowed.getFirst(), allowed.getFirst()};
        }
        if (allowed.size() < 2) {
            throw new IllegalStateException(this + " needs two CPUs, and this process may run on CPU " + allowed
                    + " only; start it with two (taskset -c 0,1 java ...)");
        }
        return new int[] {allowed.get(0), allowed.get(1)};
    }

    /**
     * Compares the claim with what was seen.
     *
     * @param crossed hand-offs that were given on one CPU and taken on another
     * @param handoffs all hand-offs
     * @throws IllegalStateException if one hand-off or more was not what the name says: its cost must not be published
     */
    void verify(long crossed, long handoffs) {
        long claimed = switch (this) {
            case SAME_CPU -> 0;
            case CROSS_CPU -> handoffs;
            case EITHER_CPU -> crossed;
        };
        if (Cpus.SUPPORTED && crossed != claimed) {
            throw new IllegalStateException(
                    this + " is untrue: " + crossed + " of " + handoffs
                            + " hand-offs crossed to another CPU; the number is void. Does anything else set this process's affinity?");
        }
    }
}
