package dev.heddle.load;

/** Load could not be produced; the message says what happened. */
public final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadException(String message) {
        super(message);
    }
}
