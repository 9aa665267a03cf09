package dev.heddle.bench.meter;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds one CPU from the first round of a measurement to its last. In some rounds it computes, in the others it only pauses, which
 * leaves a core's execution units to another thread of that core. It is run by a platform thread of its own.
 */
final class Spin implements Runnable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** A multiplier of L'Ecuyer's table of good ones for 64 bits (1999). Any odd number keeps the multiplier as busy. */
    private static final long MULTIPLIER = 3_935_559_000_370_003_845L;

    /** One chunk takes some ten microseconds, so that neither the clock nor a window's end matters. */
    private static final int STEPS = 2_048;

    private static final int PAUSES = 64;
    /** It wakes up so many nanoseconds before a round begins. */
    private static final long AWAKE_BEFORE = TimeUnit.MICROSECONDS.toNanos(500);

    /** The warm-up is over when no chunk has been faster than the fastest by more than this for {@link #SETTLED} nanoseconds. */
    private static final double FASTER = 0.97;

    private static final long SETTLED = TimeUnit.MILLISECONDS.toNanos(40);
    private static final long LONGEST_WARM_UP = TimeUnit.MILLISECONDS.toNanos(300);

    /** This field takes the result, so that no compiler leaves the computation out. */
    @SuppressWarnings("unused") // Written only, which is the point.
    private static volatile long sink;

    private final int cpu;
    private final Schedule schedule;
    private final int self;
    private final boolean alternates;
    private final CountDownLatch standing;
    private final double[] chunks;
    private final long[] cpuNanos;
    private volatile String failure = "";

    /**
     * Says when which spin computes. All spins go by the same clock, so that nobody waits for anybody.
     *
     * @param start of the first round, by {@link System#nanoTime}; complete when every spin stands on its CPU
     * @param period from the start of one round to the start of the next, in nanoseconds
     * @param window how much of it is measured, in nanoseconds
     * @param works which spins compute, by round
     */
    record Schedule(CompletableFuture<Long> start, long period, long window, boolean[][] works) {}

    /**
     * Makes a spin.
     *
     * @param self which of the schedule's it is
     * @param alternates whether another one stands on the same CPU; the two then take turns of a chunk
     */
    Spin(int cpu, int self, boolean alternates, Schedule schedule, CountDownLatch standing) {
        this.cpu = cpu;
        this.self = self;
        this.alternates = alternates;
        this.standing = standing;
        this.schedule = schedule;
        this.chunks = new double[schedule.works().length];
        this.cpuNanos = new long[schedule.works().length];
    }

    /** Computes until the JIT has done what it does with it. */
    static void warmUp() {
        long begin = System.nanoTime();
        long fastest = Long.MAX_VALUE;
        long last = begin;
        for (long now = begin; now - last < SETTLED && now - begin < LONGEST_WARM_UP; ) {
            sink = chunk(now);
            pause();
            THREADS.getCurrentThreadCpuTime();
            long took = System.nanoTime() - now;
            now += took;
            if (took < FASTER * fastest) {
                fastest = took;
                last = now;
            }
        }
    }

    @Override
    public void run() {
        try {
            OwnThread.runOn(cpu);
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
            standing.countDown();
            return;
        }
        OwnThread.first();
        standing.countDown();
        long first = schedule.start().join();
        for (int round = 0; round < chunks.length; round++) {
            long start = first + round * schedule.period();
            long end = start + schedule.window();
            // Nobody else runs while it holds its CPU, so it lets them between two rounds.
            LockSupport.parkNanos(start - System.nanoTime() - AWAKE_BEFORE);
            pauseUntil(start);
            long began = THREADS.getCurrentThreadCpuTime();
            if (schedule.works()[round][self]) {
                chunks[round] = computeUntil(end);
            } else {
                pauseUntil(end);
            }
            cpuNanos[round] = THREADS.getCurrentThreadCpuTime() - began;
        }
    }

    private double computeUntil(long end) {
        long done = 0;
        long value = end;
        while (System.nanoTime() - end < 0) {
            value = chunk(value);
            done++;
            takeTurns();
        }
        sink = value;
        return done;
    }

    private void pauseUntil(long end) {
        while (System.nanoTime() - end < 0) {
            pause();
            takeTurns();
        }
    }

    private void takeTurns() {
        if (alternates) {
            Thread.yield();
        }
    }

    private static void pause() {
        for (int i = 0; i < PAUSES; i++) {
            Thread.onSpinWait();
        }
    }

    /**
     * Computes eight chains of multiplications and shifts that do not wait for each other. A core has few multipliers and issues few
     * instructions at a time, so one such thread keeps a core busy, and two on one core get about half each.
     */
    private static long chunk(long seed) {
        long a = seed;
        long b = seed + 1;
        long c = seed + 2;
        long d = seed + 3;
        long e = seed + 4;
        long f = seed + 5;
        long g = seed + 6;
        long h = seed + 7;
        for (int i = 0; i < STEPS; i++) {
            a = (a ^ a >>> 32) * MULTIPLIER;
            b = (b ^ b >>> 32) * MULTIPLIER;
            c = (c ^ c >>> 32) * MULTIPLIER;
            d = (d ^ d >>> 32) * MULTIPLIER;
            e = (e ^ e >>> 32) * MULTIPLIER;
            f = (f ^ f >>> 32) * MULTIPLIER;
            g = (g ^ g >>> 32) * MULTIPLIER;
            h = (h ^ h >>> 32) * MULTIPLIER;
        }
        return a ^ b ^ c ^ d ^ e ^ f ^ g ^ h;
    }

    int cpu() {
        return cpu;
    }

    /** Returns why the spin measured nothing; empty if it did. Read when its thread has ended. */
    String failure() {
        return failure;
    }

    /** Returns how many chunks it computed in a round. */
    double chunks(int round) {
        return chunks[round];
    }

    /** Returns the CPU time that it had in a round, computing or pausing, in nanoseconds. */
    long cpuNanos(int round) {
        return cpuNanos[round];
    }
}
