package dev.heddle.bench.trial;

import dev.heddle.workload.Combine;
import java.time.Duration;

/** Turns the CPU time that a suite asks of the combine step into rounds on this machine. */
public final class Calibration {
    private static final int ROUNDS = 20_000;
    private static final int TRIES = 12;

    private Calibration() {}

    /** Rounds of SHA-256 that take so long, 0 for none; by the fastest of several tries, the least disturbed one. */
    public static int rounds(Duration cpu) {
        if (cpu.isZero()) {
            return 0;
        }
        long fastest = Long.MAX_VALUE;
        byte[] document = new byte[32];
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            document = Combine.chain(document, ROUNDS);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return Math.toIntExact(Math.max(1, cpu.toNanos() * ROUNDS / fastest));
    }
}
