package dev.heddle.bench.launch;

/** Drives a contestant that is up and answers. */
public interface ContestantProcess extends AutoCloseable {
    /** Returns its name. */
    String name();

    /** Returns its process id. */
    long pid();

    /** Returns the port where it listens, on the loopback interface. */
    int port();

    /** Returns the group in which the kernel keeps account of its memory. */
    KernelMemoryGroup kernelMemory();

    /** Is true while it runs. */
    boolean alive();

    /** Says that it has died, and what it said last. */
    LaunchException died();

    /**
     * Ends it by SIGTERM.
     *
     * @return its exit code
     */
    int terminate();

    @Override
    void close();
}
