package dev.heddle.switching;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs two threads that pass control to and fro by {@link LockSupport}. The code is the same for platform and for virtual
 * threads; only the {@link Thread.Builder} differs.
 *
 * <p>An end that waits parks at once, without spinning, and parks again if it was woken for nothing. One batch is one object.
 */
final class PingPong {
    private final Placement placement;
    private final int[] cpus;
    private final int handoffs;

    /** True if a giver rests only when the taker runs; {@link VirtualThreadHandoff#crossCpu} says why. */
    private final boolean held;

    private final End ping;
    private final End pong;
    private final AtomicInteger placed = new AtomicInteger();

    /** The number of the last hand-off that was given; odd ones go to pong, even ones to ping. */
    private volatile int given;

    /** The number of the last hand-off that was taken. Only a held ping-pong reads it. */
    private volatile int taken;

    /**
     * Prepares a batch; nothing runs yet.
     *
     * @param threads platform or virtual
     * @param allowed the CPUs to choose from: {@link Cpus#allowed()}
     * @param handoffs an even number
     */
    PingPong(Thread.Builder threads, Placement placement, List<Integer> allowed, int handoffs, Sets sets) {
        this.placement = placement;
        this.cpus = placement.cpus(allowed);
        this.handoffs = handoffs;
        this.ping = new End(0, threads, sets.of(0));
        this.pong = new End(1, threads, sets.of(1));
        this.held = placement == Placement.CROSS_CPU && ping.thread.isVirtual();
    }

    /** Runs the batch to its end. The result must be consumed. */
    long run(SwitchCounters counters) throws InterruptedException {
        ping.thread.start();
        pong.thread.start();
        ping.thread.join();
        pong.thread.join();
        for (End end : new End[] {ping, pong}) {
            if (end.failure != null) {
                throw end.failure;
            }
        }
        counters.close(placement, handoffs, ping.crossed + pong.crossed);
        return ping.touched + pong.touched;
    }

    /**
     * Runs one of the two ends. {@link #given} publishes its fields to the other end, and its own end publishes them to the
     * caller.
     */
    private final class End implements Runnable {
        private final int number;
        private final Thread thread;
        private final WorkingSet set;
        private int cpu;
        private long crossed;
        private long touched;
        private @Nullable RuntimeException failure;

        private End(int number, Thread.Builder threads, WorkingSet set) {
            this.number = number;
            this.set = set;
            this.thread = threads.unstarted(this);
        }

        @Override
        public void run() {
            place();
            for (int handoff = 1; handoff <= handoffs; handoff += 2) {
                if (number == 0) {
                    give(handoff, pong);
                    take(handoff + 1, pong);
                } else {
                    take(handoff, ping);
                    give(handoff + 1, ping);
                }
            }
        }

        /** Pins what runs this end. To have two carriers, both ends are mounted at once: neither goes on alone. */
        private void place() {
            if (placement != Placement.SAME_CPU) {
                placed.incrementAndGet();
                while (placed.get() < 2) {
                    Thread.onSpinWait();
                }
            }
            try {
                Cpus.pin(cpus[number]);
            } catch (RuntimeException e) {
                failure = e; // thrown by the caller's thread: the other end waits for this one to go on
            }
            cpu = Cpus.current();
        }

        private void give(int handoff, End to) {
            while (held && to.thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            given = handoff;
            LockSupport.unpark(to.thread);
            while (held && taken != handoff) {
                Thread.onSpinWait();
            }
        }

        private void take(int handoff, End from) {
            while (given != handoff) {
                LockSupport.park(PingPong.this);
            }
            if (held) {
                taken = handoff;
            }
            cpu = Cpus.current();
            if (cpu != from.cpu) {
                crossed++;
            }
            touched += set.touch();
        }
    }
}
