package dev.heddle.load;

import java.io.IOException;

/** Keeps a CPU busy until standard input ends, so that it goes when whoever started it goes. */
final class BusyProcess {
    private BusyProcess() {}

    /** Says a line when it is busy. */
    public static void main(String[] args) throws IOException {
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                Thread.onSpinWait();
            }
        });
        System.out.println("busy");
        while (System.in.read() >= 0) {
            // Nobody says anything on standard input; only its end counts.
        }
        System.exit(0);
    }
}
