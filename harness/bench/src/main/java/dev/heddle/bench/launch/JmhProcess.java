package dev.heddle.bench.launch;

/** A run of JMH in a process of its own. */
public final class JmhProcess implements AutoCloseable {
    private final Child child;

    JmhProcess(Child child) {
        this.child = child;
    }

    /** Waits for its end. */
    public void await() throws LaunchException {
        child.awaitSuccess();
    }

    @Override
    public void close() {
        child.kill();
    }
}
