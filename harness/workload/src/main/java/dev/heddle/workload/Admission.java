package dev.heddle.workload;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the requests under way to {@code HEDDLE_MAX_IN_FLIGHT}, and so bounds every queue behind it. A request beyond the bound
 * is answered {@link Problem#OVERLOADED} at once. There is one admission for the whole process. Any thread may call it.
 */
public final class Admission {
    private final int most;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Makes an admission that lets in {@code most} requests at once. */
    public Admission(int most) {
        this.most = most;
    }

    /**
     * Admits one more request. Whoever is admitted must {@linkplain #leave leave} exactly once.
     *
     * @throws ProblemException OVERLOADED if too many requests are under way already
     */
    public void enter() {
        if (inFlight.incrementAndGet() > most) {
            inFlight.decrementAndGet();
            throw new ProblemException(Problem.OVERLOADED);
        }
    }

    /** Makes room for another request. Call this before the answer is sent, so that the client's next request finds the room. */
    public void leave() {
        inFlight.decrementAndGet();
    }
}
