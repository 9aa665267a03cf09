package dev.heddle.blocking;

import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.RpcReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The compositions, with a thread a call: whether those are platform threads or virtual ones is the executor's affair. */
final class FanOut {
    private final Executor threads;

    FanOut(Executor threads) {
        this.threads = threads;
    }

    /** One call after the other, on this thread; the first failure ends it. */
    List<RpcReply> sequential(List<RpcCall> calls) {
        List<RpcReply> replies = new ArrayList<>(calls.size());
        for (RpcCall call : calls) {
            replies.add(call.run());
        }
        return replies;
    }

    /** All calls together; the first failure ends it and cancels the rest, and so does the deadline. */
    List<RpcReply> all(List<RpcCall> calls, long deadline) {
        All all = new All(calls);
        try {
            for (int i = 0; i < calls.size(); i++) {
                int index = i;
                threads.execute(() -> all.run(index));
            }
        } catch (RejectedExecutionException e) {
            all.fail(new ProblemException(Problem.OVERLOADED, e));
        }
        return all.await(deadline);
    }

    /** One request's calls under way, and how they end. */
    private static final class All {
        private final List<RpcCall> calls;
        private final @Nullable RpcReply[] replies;
        private final CountDownLatch unfinished;
        private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

        All(List<RpcCall> calls) {
            this.calls = calls;
            this.replies = new RpcReply[calls.size()];
            this.unfinished = new CountDownLatch(calls.size());
        }

        void run(int index) {
            try {
                replies[index] = calls.get(index).run();
                unfinished.countDown();
            } catch (RuntimeException e) {
                fail(e);
            }
        }

        void fail(RuntimeException e) {
            if (failure.compareAndSet(null, e)) {
                calls.forEach(RpcCall::cancel);
                while (unfinished.getCount() > 0) {
                    unfinished.countDown();
                }
            }
        }

        List<RpcReply> await(long deadline) {
            try {
                if (!unfinished.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    fail(new ProblemException(Problem.DEADLINE));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail(new ProblemException(Problem.OVERLOADED, e));
            }
            RuntimeException failed = failure.get();
            if (failed != null) {
                throw failed;
            }
            // The latch orders every write before this read.
            return Arrays.asList(replies);
        }
    }
}
