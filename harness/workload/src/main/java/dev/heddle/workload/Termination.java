package dev.heddle.workload;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Ends a contestant as the contract wants it: on SIGTERM or Ctrl-C it stops, then exits 0. A JVM left to itself exits 143, and
 * the harness could not tell an orderly end from a killed one.
 */
public final class Termination {
    private Termination() {}

    /** Runs {@code stop} once, on a thread of the JVM's, when the process is asked to end. */
    public static void onSignal(Runnable stop) {
        AtomicBoolean asked = new AtomicBoolean();
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> {
                if (asked.compareAndSet(false, true)) {
                    int status = 0;
                    try {
                        stop.run();
                    } catch (RuntimeException e) {
                        System.err.println("stopping failed: " + e);
                        status = 1;
                    }
                    System.exit(status);
                }
            });
        }
    }
}
