package dev.heddle.workload;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the requests under way to {@code HEDDLE_MAX_IN_FLIGHT}, which bounds every queue behind it; a request beyond is answered {@link Problem#OVERLOADED}
 * at once. One for the whole process. Any thread.
 */
public final class Admission {
    private final int most;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Admits so many at once. */
    public Admission(int most) {
        this.most = most;
    }

    /**
     * Admits one more request; whoever is admitted {@linkplain #leave leaves} once.
     *
     * @throws ProblemException OVERLOADED if there are too many already
     */
    public void enter() {
        if (inFlight.incrementAndGet() > most) {
            inFlight.decrementAndGet();
            throw new ProblemException(Problem.OVERLOADED);
        }
    }

    /** Makes room; before the answer is sent, so that the client's next request finds it. */
    public void leave() {
        inFlight.decrementAndGet();
    }
}
