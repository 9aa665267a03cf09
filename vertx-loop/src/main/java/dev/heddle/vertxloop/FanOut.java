package dev.heddle.vertxloop;

import dev.heddle.workload.RpcReply;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** The compositions, in futures. */
final class FanOut {

    /** One call after the other; the first failure ends it. */
    Future<List<RpcReply>> sequential(List<RpcCall> calls) {
        List<RpcReply> replies = new ArrayList<>(calls.size());
        Future<?> last = Future.succeededFuture();
        for (RpcCall call : calls) {
            last = last.compose(done -> call.run()).onSuccess(replies::add);
        }
        return last.map(done -> replies);
    }

    /** All calls together; the first failure ends it and cancels the rest. */
    Future<List<RpcReply>> all(List<RpcCall> calls) {
        List<Future<RpcReply>> running = calls.stream().map(RpcCall::run).toList();
        return Future.all(running)
                .<List<RpcReply>>map(all -> all.list())
                .onFailure(failure -> calls.forEach(RpcCall::cancel));
    }
}
