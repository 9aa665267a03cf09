package dev.heddle.vertxloop;

import dev.heddle.workload.RpcFailure;
import dev.heddle.workload.RpcOutcome;
import dev.heddle.workload.RpcReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** Composes calls, in futures. */
final class FanOut {

    /** Makes one call after the other; the first failure ends it. */
    Future<List<RpcReply>> sequential(List<RpcCall> calls) {
        List<RpcReply> replies = new ArrayList<>(calls.size());
        Future<?> last = Future.succeededFuture();
        for (RpcCall call : calls) {
            last = last.compose(done -> call.run()).onSuccess(replies::add);
        }
        return last.map(done -> replies);
    }

    /** Makes all calls together; the first failure ends it and cancels the rest. */
    Future<List<RpcReply>> all(List<RpcCall> calls) {
        return Future.all(start(calls))
                .<List<RpcReply>>map(all -> all.list())
                .onFailure(failure -> calls.forEach(RpcCall::cancel));
    }

    /** Makes all calls together; every outcome is awaited. */
    Future<List<RpcOutcome>> allSettled(List<RpcCall> calls) {
        List<Future<RpcOutcome>> outcomes = calls.stream()
                .map(call -> call.run().<RpcOutcome>map(reply -> reply).otherwise(new RpcFailure(call.service())))
                .toList();
        return Future.all(outcomes).map(all -> all.list());
    }

    /** Makes all calls together; the first success wins and cancels the rest, and only the last failure counts. */
    Future<RpcReply> any(List<RpcCall> calls) {
        List<Future<RpcReply>> running = start(calls);
        Promise<RpcReply> first = Promise.promise();
        running.forEach(call -> call.onSuccess(first::tryComplete));
        Future.any(running).onFailure(first::tryFail);
        return first.future().onComplete(won -> calls.forEach(RpcCall::cancel));
    }

    /** Makes all calls together; the first outcome wins, success or failure, and cancels the rest. */
    Future<RpcReply> race(List<RpcCall> calls) {
        Promise<RpcReply> first = Promise.promise();
        for (Future<RpcReply> call : start(calls)) {
            call.onSuccess(first::tryComplete).onFailure(first::tryFail);
        }
        return first.future().onComplete(won -> calls.forEach(RpcCall::cancel));
    }

    private static List<Future<RpcReply>> start(List<RpcCall> calls) {
        return calls.stream().map(RpcCall::run).toList();
    }
}
