package dev.heddle.load;

import java.util.List;

/** Says how the load process's JVM is to be started. */
public final class LoadJvm {
    /**
     * The JVM options: one collector thread and a small heap, since the engine allocates next to nothing for a request, and one compiler
     * tier. A second tier replaces the code of the first while the event loop runs it. {@link Precedence} says why a real-time loop
     * must not meet that; most of a request's cost is the kernel's, so that the second tier would save little.
     */
    public static final List<String> OPTIONS =
            List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx256m", "-XX:TieredStopAtLevel=1");

    private LoadJvm() {}
}
