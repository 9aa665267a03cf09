package dev.heddle.bench.meter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures which CPUs slow each other down. A spin stands on each CPU. In each of many short rounds a random half of them computes,
 * and the others pause. So each spin is seen alone and beside each other one, again and again in a random order, and what the machine
 * does meanwhile it does to both. This takes the same time for any number of CPUs.
 *
 * <p>A spin's speed is what it computes a second of the time that its CPU gives to spins. Time that other processes take does not
 * count.
 */
public final class Spins {
    /** A spin computes in half of these rounds, and another one beside it in about half of those. */
    static final int ROUNDS = 80;

    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(8);
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** From when every spin stands on its CPU to the first round. */
    private static final long START_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long SEED = 42;

    private Spins() {}

    /**
     * Measures. It takes less than a second.
     *
     * @param cpus where a spin stands on each; a CPU that is named twice has two spins
     * @throws IOException if a thread cannot be put on one of them
     */
    public static Slowdowns measure(List<Integer> cpus) throws IOException, InterruptedException {
        Spin.warmUp();
        Spin.Schedule schedule =
                new Spin.Schedule(new CompletableFuture<>(), PERIOD_NANOS, WINDOW_NANOS, drawn(cpus.size()));
        CountDownLatch standing = new CountDownLatch(cpus.size());
        List<Spin> spins = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int cpu : cpus) {
            Spin spin = new Spin(cpu, spins.size(), Collections.frequency(cpus, cpu) > 1, schedule, standing);
            spins.add(spin);
            threads.add(Thread.ofPlatform().daemon().name("spin-" + cpu).start(spin));
        }
        standing.await();
        schedule.start().complete(System.nanoTime() + START_NANOS);
        for (Thread thread : threads) {
            thread.join();
        }
        for (Spin spin : spins) {
            if (!spin.failure().isEmpty()) {
                throw new IOException(spin.failure());
            }
        }
        List<Slowdowns.Round> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(round(spins, round, schedule));
        }
        return Slowdowns.of(cpus, rounds);
    }

    /**
     * Draws who computes in which round. To each round belongs another one, at some other time, in which the others compute. So each
     * spin computes equally often, and two of them as often together as it happens that neither does.
     */
    static boolean[][] drawn(int spins) {
        Random random = new Random(SEED);
        List<boolean[]> rounds = new ArrayList<>();
        while (rounds.size() < ROUNDS) {
            boolean[] round = new boolean[spins];
            boolean[] others = new boolean[spins];
            for (int i = 0; i < spins; i++) {
                round[i] = random.nextBoolean();
                others[i] = !round[i];
            }
            rounds.add(round);
            rounds.add(others);
        }
        Collections.shuffle(rounds, random);
        return rounds.toArray(boolean[][]::new);
    }

    private static Slowdowns.Round round(List<Spin> spins, int number, Spin.Schedule schedule) {
        boolean[] works = schedule.works()[number];
        double[] speeds = new double[spins.size()];
        double[] taken = new double[spins.size()];
        for (int i = 0; i < spins.size(); i++) {
            long computing = 0;
            long holding = 0;
            for (int j = 0; j < spins.size(); j++) {
                if (spins.get(j).cpu() == spins.get(i).cpu()) {
                    long nanos = spins.get(j).cpuNanos(number);
                    holding += nanos;
                    computing += works[j] ? nanos : 0;
                }
            }
            speeds[i] = works[i] ? spins.get(i).chunks(number) / computing : 0;
            taken[i] = Math.max(0, 1 - (double) holding / schedule.window());
        }
        return new Slowdowns.Round(works, speeds, taken);
    }
}
