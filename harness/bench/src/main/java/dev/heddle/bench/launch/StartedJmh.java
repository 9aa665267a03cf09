package dev.heddle.bench.launch;

/** Drives JMH in a process that we started. */
final class StartedJmh implements JmhProcess {
    private final Child child;

    StartedJmh(Child child) {
        this.child = child;
    }

    @Override
    public void await() throws LaunchException {
        child.awaitSuccess();
    }

    @Override
    public void close() {
        child.kill();
    }
}
