package dev.heddle.bench.suite;

/** A suite, a manifest or a contestant's name is wrong; the message says where and what to write instead. */
public final class SuiteException extends Exception {
    private static final long serialVersionUID = 1L;

    SuiteException(String message) {
        super(message);
    }
}
