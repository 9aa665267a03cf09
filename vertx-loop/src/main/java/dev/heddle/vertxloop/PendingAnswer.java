package dev.heddle.vertxloop;

import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * An answer in the making. It is completed, or whatever comes first ends it early, which cancels its calls. Only its event loop
 * uses it.
 */
final class PendingAnswer {
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final List<RpcCall> calls;
    private final Promise<byte[]> document = Promise.promise();
    private long timer = NO_TIMER;

    PendingAnswer(Vertx vertx, List<RpcCall> calls) {
        this.vertx = vertx;
        this.calls = calls;
    }

    /** Returns the document in UTF-8, or a {@link ProblemException}. */
    Future<byte[]> future() {
        return document.future();
    }

    void endAfter(Duration timeout) {
        timer = vertx.setTimer(timeout.toMillis(), fired -> end(new ProblemException(Problem.DEADLINE)));
    }

    void complete(byte[] bytes) {
        if (document.tryComplete(bytes)) {
            vertx.cancelTimer(timer);
        }
    }

    /** Ends the answer for this reason, unless it is over. */
    void end(Throwable why) {
        if (document.tryFail(why)) {
            vertx.cancelTimer(timer);
            calls.forEach(RpcCall::cancel);
        }
    }
}
