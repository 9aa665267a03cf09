package dev.heddle.workload;

import org.jspecify.annotations.Nullable;

/** Ends a request with a {@link Problem}. It has no stack trace: an expected failure must cost as little as a success. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** Makes an exception for a problem without a known cause. */
    public ProblemException(Problem problem) {
        this(problem, null);
    }

    /** Makes an exception for a problem and what brought it about. The cause is for the log and never for the answer. */
    public ProblemException(Problem problem, @Nullable Throwable cause) {
        super(problem.type(), cause, false, false);
        this.problem = problem;
    }

    /** Returns what to answer. */
    public Problem problem() {
        return problem;
    }
}
