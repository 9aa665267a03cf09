package dev.heddle.load;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/**
 * Decides whether an event loop that has nothing to do sleeps, or asks again. A sleeping generator has to be woken by an
 * interrupt, and the sender of the answer pays for that, which is the server: at 100,000 answers a second that took several
 * percent of its throughput. So while answers come close together, the loop stays awake from one to the next. At any lower rate
 * it sleeps, since the load side's other processes need the CPU.
 */
final class BusyPoll implements SelectStrategy {
    /** If answers come closer together than this, in the mean, the loop waits for the next one awake. */
    static final long THICK_NANOS = 10_000;
    /** The loop waits awake for this long. */
    static final long AWAKE_NANOS = 10_000;

    /** The mean is taken over about this many answers, so that one batch alone does not count as close together. */
    private static final int MEMORY = 64;
    /** A pause counts as this long at the most, so that it is forgotten after some thousand answers. */
    private static final long LONGEST_GAP_NANOS = 1_000_000;

    private static final ThreadLocal<BusyPoll> OF_THIS_LOOP = ThreadLocal.withInitial(BusyPoll::new);

    private double meanGap = LONGEST_GAP_NANOS;
    private long lastAnswer;

    /** Returns the one of the event loop that runs this. */
    static BusyPoll ofThisLoop() {
        return OF_THIS_LOOP.get();
    }

    /** Returns the strategy that every event loop gets. */
    static SelectStrategy strategy() {
        return (select, hasTasks) -> ofThisLoop().calculateStrategy(select, hasTasks);
    }

    /** Takes note that an answer has come at this time of {@link System#nanoTime}. */
    void answered(long now) {
        meanGap += (Math.min(now - lastAnswer, LONGEST_GAP_NANOS) - meanGap) / MEMORY;
        lastAnswer = now;
    }

    boolean awake(long now) {
        return meanGap < THICK_NANOS && now - lastAnswer < AWAKE_NANOS;
    }

    @Override
    public int calculateStrategy(IntSupplier select, boolean hasTasks) throws Exception {
        return hasTasks || awake(System.nanoTime()) ? select.get() : SelectStrategy.SELECT;
    }
}
