package dev.heddle.bench.cli;

import java.util.function.Supplier;

/** What the user typed can't be done; the message says why, and what to type instead. It is the only failure that is called bad usage. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    /** What comes of what the user typed; where a constructor refuses it, that is bad usage. */
    static <T> T typed(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
