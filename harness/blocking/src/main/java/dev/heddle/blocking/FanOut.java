package dev.heddle.blocking;

import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.RpcFailure;
import dev.heddle.workload.RpcOutcome;
import dev.heddle.workload.RpcReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;

/** Composes calls, each on a thread of its own. Whether those are platform threads or virtual ones is up to the executor. */
final class FanOut {
    private final Executor threads;
    private final Deadlines deadlines;

    FanOut(Executor threads, Deadlines deadlines) {
        this.threads = threads;
        this.deadlines = deadlines;
    }

    /** Makes one call after the other, on this thread; the first failure ends it. */
    List<RpcReply> sequential(List<RpcCall> calls) {
        List<RpcReply> replies = new ArrayList<>(calls.size());
        for (RpcCall call : calls) {
            replies.add(call.run());
        }
        return replies;
    }

    /** Makes all calls together. The first failure ends it and cancels the rest, and so does the deadline. */
    List<RpcReply> all(List<RpcCall> calls, long deadline) {
        RpcReply[] replies = new RpcReply[calls.size()];
        AtomicInteger missing = new AtomicInteger(calls.size());
        Result<List<RpcReply>> result = new Result<>(deadline);
        try {
            start(
                    calls,
                    (reply, index) -> {
                        replies[index] = reply;
                        if (missing.decrementAndGet() == 0) {
                            result.succeed(Arrays.asList(replies));
                        }
                    },
                    (failure, index) -> result.fail(failure));
            return result.await(deadlines);
        } catch (RuntimeException e) {
            calls.forEach(RpcCall::cancel);
            throw e;
        }
    }

    /** Makes all calls together. Every outcome is awaited, and only the deadline cancels. */
    List<RpcOutcome> allSettled(List<RpcCall> calls, long deadline) {
        RpcOutcome[] outcomes = new RpcOutcome[calls.size()];
        AtomicInteger missing = new AtomicInteger(calls.size());
        Result<List<RpcOutcome>> result = new Result<>(deadline);
        ObjIntConsumer<RpcOutcome> settled = (outcome, index) -> {
            outcomes[index] = outcome;
            if (missing.decrementAndGet() == 0) {
                result.succeed(Arrays.asList(outcomes));
            }
        };
        try {
            start(
                    calls,
                    settled::accept,
                    (failure, index) ->
                            settled.accept(new RpcFailure(calls.get(index).service()), index));
            return result.await(deadlines);
        } catch (RuntimeException e) {
            calls.forEach(RpcCall::cancel);
            throw e;
        }
    }

    /** Makes all calls together. The first success wins and cancels the rest, and only the last failure counts. */
    RpcReply any(List<RpcCall> calls, long deadline) {
        AtomicInteger unfailed = new AtomicInteger(calls.size());
        Result<RpcReply> result = new Result<>(deadline);
        try {
            start(calls, (reply, index) -> result.succeed(reply), (failure, index) -> {
                if (unfailed.decrementAndGet() == 0) {
                    result.fail(failure);
                }
            });
            return result.await(deadlines);
        } finally {
            calls.forEach(RpcCall::cancel);
        }
    }

    /** Makes all calls together. The first outcome wins, success or failure, and cancels the rest. */
    RpcReply race(List<RpcCall> calls, long deadline) {
        Result<RpcReply> result = new Result<>(deadline);
        try {
            start(calls, (reply, index) -> result.succeed(reply), (failure, index) -> result.fail(failure));
            return result.await(deadlines);
        } finally {
            calls.forEach(RpcCall::cancel);
        }
    }

    /** Gives each call a thread, which says how the call ended; throws OVERLOADED if there is no thread left. */
    private void start(
            List<RpcCall> calls, ObjIntConsumer<RpcReply> succeeded, ObjIntConsumer<RuntimeException> failed) {
        try {
            for (int i = 0; i < calls.size(); i++) {
                RpcCall call = calls.get(i);
                int index = i;
                threads.execute(() -> {
                    RpcReply reply;
                    try {
                        reply = call.run();
                    } catch (RuntimeException e) {
                        failed.accept(e, index);
                        return;
                    }
                    succeeded.accept(reply, index);
                });
            }
        } catch (RejectedExecutionException e) {
            throw new ProblemException(Problem.OVERLOADED, e);
        }
    }
}
