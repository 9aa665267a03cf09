package dev.heddle.bench.launch;

/** Drives a run of JMH in a process of its own. */
public interface JmhProcess extends AutoCloseable {
    /** Waits for its end. */
    void await() throws LaunchException;

    @Override
    void close();
}
