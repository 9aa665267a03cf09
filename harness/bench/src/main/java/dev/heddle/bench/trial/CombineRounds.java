package dev.heddle.bench.trial;

import dev.heddle.workload.Combine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Turns the CPU time that a suite asks of the combine step into rounds on this machine. The rounds are timed in a JVM of their own,
 * with the compilers that a contestant has. This JVM has the first tier alone, to which SHA-256 is slow Java code, while the last
 * tier has the CPU's instructions for it.
 */
public final class CombineRounds {
    private static final int ROUNDS = 20_000;
    /**
     * The fastest try counts once nothing faster has come for so long. A compiler that waits for a CPU may be done late, and until then every
     * try is slow alike.
     */
    private static final long LEVEL_NANOS = 700_000_000L;

    /** It is 0 until it is known. */
    private static double nanosARound;

    private CombineRounds() {}

    /** Returns how many rounds of SHA-256 take so long; 0 for no time. */
    public static int rounds(Duration cpu) {
        return cpu.isZero() ? 0 : Math.toIntExact(Math.max(1, Math.round(cpu.toNanos() / nanosARound())));
    }

    /** Prints how many nanoseconds a round takes. The fastest of several tries counts, since it is the least disturbed one. */
    public static void main(String[] arguments) {
        long fastest = Long.MAX_VALUE;
        byte[] document = new byte[32];
        long since = System.nanoTime();
        long now = since;
        while (now - since < LEVEL_NANOS) {
            long start = System.nanoTime();
            document = Combine.chain(document, ROUNDS);
            now = System.nanoTime();
            if (now - start < fastest) {
                // A try that is faster by a hair is no sign of a compiler at work.
                since = now - start < 0.97 * fastest ? now : since;
                fastest = now - start;
            }
        }
        System.out.println((double) fastest / ROUNDS);
    }

    /** Returns how many nanoseconds a round takes. It is timed once, when it is first asked for. */
    private static synchronized double nanosARound() {
        if (nanosARound == 0) {
            nanosARound = timed();
        }
        return nanosARound;
    }

    private static double timed() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        try {
            Process process = new ProcessBuilder(
                            java.toString(),
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CombineRounds.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (printed.isEmpty()) {
                throw new IllegalStateException(
                        java + " was to time SHA-256 for the CPU time that the suite asks for, and said nothing");
            }
            return Double.parseDouble(printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
