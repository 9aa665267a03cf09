package dev.heddle.switching;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What happened, counted beside what it cost: JMH's secondary metrics, as events of one iteration. The bench divides by
 * {@link #handoffs}.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Tally {
    /** Hand-offs made in the iteration. */
    public long handoffs;

    /** Hand-offs that were given on one CPU and taken on another, as both ends saw it. */
    public long crossed;

    /** Hand-offs of which no CPU is known, because this operating system cannot pin: all or none. */
    public long unpinned;

    /**
     * Context switches that the kernel counted for the whole process meanwhile, voluntary and not. About 1 a hand-off: each
     * went through the kernel. About 0: the hand-offs stayed in user space.
     */
    public long kernelSwitches;

    private long switchesBefore;

    /** Called by JMH before each batch. */
    @Setup(Level.Invocation)
    public void open() {
        switchesBefore = Cpus.kernelSwitches();
    }

    /** Called by a benchmark when a batch is done: counts it, and holds the placement's claim against it. */
    void close(Placement placement, long batchHandoffs, long batchCrossed) {
        handoffs += batchHandoffs;
        crossed += batchCrossed;
        unpinned += Cpus.SUPPORTED ? 0 : batchHandoffs;
        kernelSwitches += Cpus.kernelSwitches() - switchesBefore;
        placement.verify(batchCrossed, batchHandoffs);
    }
}
