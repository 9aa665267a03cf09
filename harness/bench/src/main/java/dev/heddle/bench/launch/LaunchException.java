package dev.heddle.bench.launch;

import org.jspecify.annotations.Nullable;

/** Says that a process did not start, or died. The message says which, why as far as it told, and what to do. */
public final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes a failure with its message. */
    public LaunchException(String message) {
        this(message, null);
    }

    LaunchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
