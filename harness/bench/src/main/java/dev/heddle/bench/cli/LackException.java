package dev.heddle.bench.cli;

/** Says that the machine lacks something that was asked for. The message says what, and what to do. */
final class LackException extends Exception {
    private static final long serialVersionUID = 1L;

    LackException(String message) {
        super(message);
    }
}
