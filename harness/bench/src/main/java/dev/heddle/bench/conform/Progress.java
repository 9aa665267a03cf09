package dev.heddle.bench.conform;

/** Is told of a suite as it goes. */
public interface Progress {
    /** A group of checks begins. */
    void begins(String mode, String group);

    /** A check was made. */
    void checked(Check check);
}
