package dev.heddle.bench.cli;

import java.util.function.Supplier;

/**
 * Says that what the user typed cannot be done. The message says why, and what to type instead. Only this failure is called bad
 * usage.
 */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    /** Returns what comes of what the user typed. Where a constructor refuses it, that is bad usage. */
    static <T> T typed(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
