package dev.heddle.switching;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Counts what happened, beside what it cost. These are JMH's secondary metrics, as events of one iteration; the bench divides
 * them by {@link #handoffs}.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class SwitchCounters {
    /** How many hand-offs were made in the iteration. */
    public long handoffs;

    /** How many hand-offs were given on one CPU and taken on another, as both ends saw it. */
    public long crossed;

    /** How many hand-offs have no known CPU, because this operating system cannot pin: all of them or none. */
    public long unpinned;

    /**
     * How many context switches the kernel counted for the whole process meanwhile, voluntary and not. About 1 a hand-off means
     * that each went through the kernel; about 0 means that the hand-offs stayed in user space.
     */
    public long kernelSwitches;

    private long switchesBefore;

    /** Called by JMH before each batch. */
    @Setup(Level.Invocation)
    public void open() {
        switchesBefore = Cpus.kernelSwitches();
    }

    /** A benchmark calls this when a batch is done: it counts the batch, and compares the placement's claim with it. */
    void close(Placement placement, long batchHandoffs, long batchCrossed) {
        handoffs += batchHandoffs;
        crossed += batchCrossed;
        unpinned += Cpus.SUPPORTED ? 0 : batchHandoffs;
        kernelSwitches += Cpus.kernelSwitches() - switchesBefore;
        placement.verify(batchCrossed, batchHandoffs);
    }
}
