package dev.heddle.bench.cli;

import java.nio.file.Path;

/** Tells about this checkout of Heddle. */
final class Checkout {
    static final String VERSION = "0.1.0";

    private Checkout() {}

    /** Returns the folder of the checkout, as the launcher tells it. */
    static Path home() {
        return Path.of(System.getProperty("heddle.home", ".")).toAbsolutePath().normalize();
    }
}
