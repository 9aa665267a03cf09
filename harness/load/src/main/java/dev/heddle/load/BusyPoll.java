package dev.heddle.load;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/**
 * Whether an event loop that has nothing to do sleeps, or asks again. A sleeping generator has to be woken, by an interrupt that the
 * sender of the answer pays for, which is the server: at 100,000 answers a second that took several percent of its throughput.
 * So where answers come thick and fast the loop stays awake from one to the next. At any lower rate it sleeps, since the load side's
 * other processes need the CPU.
 */
final class BusyPoll implements SelectStrategy {
    /** Answers that come closer together than this, in the mean, … */
    static final long THICK_NANOS = 10_000;
    /** … are waited for awake, for so long. */
    static final long AWAKE_NANOS = 10_000;

    /** The mean is over about this many answers, so that a batch alone is not thick. */
    private static final int MEMORY = 64;
    /** What a pause counts at the most, so that it is forgotten after some thousand answers. */
    private static final long LONGEST_GAP_NANOS = 1_000_000;

    private static final ThreadLocal<BusyPoll> OF_THIS_LOOP = ThreadLocal.withInitial(BusyPoll::new);

    private double meanGap = LONGEST_GAP_NANOS;
    private long lastAnswer;

    /** Looks up the one of the event loop that runs this. */
    static BusyPoll ofThisLoop() {
        return OF_THIS_LOOP.get();
    }

    /** The same for every event loop. */
    static SelectStrategy strategy() {
        return (select, hasTasks) -> ofThisLoop().calculateStrategy(select, hasTasks);
    }

    /** An answer has come; the time is of {@link System#nanoTime}. */
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
