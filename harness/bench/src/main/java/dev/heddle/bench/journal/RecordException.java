package dev.heddle.bench.journal;

import java.io.IOException;

/**
 * Says that a run's record is not what Heddle writes, or that a newer Heddle wrote it. The message says where, and what to do.
 */
public final class RecordException extends IOException {
    private static final long serialVersionUID = 1L;

    RecordException(String message) {
        super(message);
    }

    RecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
