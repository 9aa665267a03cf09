package dev.heddle.workload;

/** How a call of the RPC service goes wrong, or that it does not. */
public enum Fault {
    /** The right answer. */
    NONE,
    /** Status 500. */
    ERROR,
    /** The connection is reset. */
    RESET,
    /** No answer, for as long as the connection is open. */
    HANG,
    /** Fewer bytes than {@code Content-Length} says; then the connection is closed. */
    TRUNCATED,
    /** Status 200 with broken JSON. */
    MALFORMED,
    /** The right answer, one byte every 20 ms. */
    DRIP
}
