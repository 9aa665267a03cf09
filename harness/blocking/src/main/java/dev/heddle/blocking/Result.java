package dev.heddle.blocking;

import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds what calls made together come to. The first of them that settles it sets the result, and the request's thread awaits it.
 * {@link Deadlines} keeps its deadline instead of a wait with a timeout, for the reason given there.
 */
final class Result<T> implements Deadlines.Bounded {
    private final AtomicReference<@Nullable Supplier<T>> settled = new AtomicReference<>();
    private final CountDownLatch latch = new CountDownLatch(1);
    private final long deadlineNanos;

    Result(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    void succeed(T value) {
        settle(() -> value);
    }

    void fail(RuntimeException failure) {
        settle(() -> {
            throw failure;
        });
    }

    private void settle(Supplier<T> outcome) {
        if (settled.compareAndSet(null, outcome)) {
            latch.countDown();
        }
    }

    /**
     * Returns the value, or throws the failure.
     *
     * @throws ProblemException DEADLINE if neither is there in time; OVERLOADED if the thread is interrupted
     */
    T await(Deadlines deadlines) {
        deadlines.add(this);
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new ProblemException(Problem.OVERLOADED, e));
        } finally {
            deadlines.remove(this);
        }
        return Objects.requireNonNull(settled.get()).get();
    }

    @Override
    public void endIfLate(long nowNanos) {
        if (nowNanos - deadlineNanos >= 0) {
            fail(new ProblemException(Problem.DEADLINE));
        }
    }
}
