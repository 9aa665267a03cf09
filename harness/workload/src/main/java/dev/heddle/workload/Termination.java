package dev.heddle.workload;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Ends a contestant as the contract wants it: on SIGTERM or Ctrl-C it stops, then exits with 0. A JVM left to itself exits with
 * 143, and the harness could not tell an orderly end from a killed process.
 */
public final class Termination {
    private Termination() {}

    /**
     * Runs {@code stop} once when the process is asked to end. It runs on a thread that the JVM waits for: the thread that
     * delivers signals is a daemon, and the JVM would end under it as soon as a server's last other thread has gone.
     */
    public static void onSignal(Runnable stop) {
        AtomicBoolean asked = new AtomicBoolean();
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> {
                if (asked.compareAndSet(false, true)) {
                    Thread.ofPlatform().name("termination").daemon(false).start(() -> end(stop));
                }
            });
        }
    }

    private static void end(Runnable stop) {
        int status = 0;
        try {
            stop.run();
        } catch (RuntimeException e) {
            System.err.println("stopping failed: " + e);
            status = 1;
        }
        System.exit(status);
    }
}
