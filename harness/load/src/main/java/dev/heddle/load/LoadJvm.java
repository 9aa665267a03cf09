package dev.heddle.load;

import java.util.List;

/** How the load process's JVM is to be started. */
public final class LoadJvm {
    /** One collector thread, a small heap: the engine allocates nothing a request. */
    public static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx256m");

    private LoadJvm() {}
}
