package dev.heddle.bench.launch;

/** A contestant that is up and answers. */
public interface ContestantProcess extends AutoCloseable {
    /** Its name. */
    String name();

    /** Its process id. */
    long pid();

    /** Where it listens, on the loopback interface. */
    int port();

    /** Where the kernel keeps account of its memory. */
    KernelMemoryGroup kernelMemory();

    /** Whether it still runs. */
    boolean alive();

    /** What to say when it has died under us. */
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
