package dev.heddle.bench.cli;

/** Holds the exit codes, as {@code heddle --help} explains them. */
final class Exit {
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int LACKING = 3;

    private Exit() {}
}
