package dev.heddle.load;

import java.util.List;

/** Says how the load process's JVM is to be started. */
public final class LoadJvm {
    /** The JVM options: one collector thread and a small heap, since the engine allocates nothing for a request. */
    public static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx256m");

    private LoadJvm() {}
}
