package dev.heddle.workload;

/** Says how a call of the RPC service goes wrong, or that it does not. */
public enum Fault {
    /** The right answer comes. */
    NONE,
    /** The answer has status 500. */
    ERROR,
    /** The connection is reset. */
    RESET,
    /** No answer comes, for as long as the connection is open. */
    HANG,
    /** Fewer bytes come than {@code Content-Length} says; then the connection is closed. */
    TRUNCATED,
    /** The answer has status 200 and broken JSON. */
    MALFORMED,
    /** The right answer comes, one byte every 20 ms. */
    DRIP
}
