package dev.heddle.vertxloop;

import dev.heddle.workload.Combine;
import dev.heddle.workload.CustomerOrders;
import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.RpcReply;
import dev.heddle.workload.Settings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** {@code GET /customers/{id}/summary} in futures: the same steps in the same order, none of which waits. */
final class LoopSummary {
    private final Vertx vertx;
    private final Settings settings;
    private final CustomerQuery query;
    private final RpcClient rpc;
    private final FanOut fanOut;

    LoopSummary(Vertx vertx, Settings settings, int loop, int loops) {
        this.vertx = vertx;
        this.settings = settings;
        this.query = new CustomerQuery(vertx, settings, loop, loops);
        this.rpc = new RpcClient(vertx, settings);
        this.fanOut = new FanOut();
    }

    /** Whether the database and the RPC service both answer. */
    Future<Boolean> ready() {
        return query.ready().compose(answers -> answers ? rpc.ready() : Future.succeededFuture(false));
    }

    /** The document in UTF-8, or a {@link ProblemException}. */
    Future<byte[]> answer(long id) {
        List<RpcCall> calls = prepare(id);
        Promise<byte[]> answer = Promise.promise();
        long timer = vertx.setTimer(settings.timeout().toMillis(), fired -> {
            if (answer.tryFail(new ProblemException(Problem.DEADLINE))) {
                calls.forEach(RpcCall::cancel);
            }
        });
        query.find(id)
                .compose(found -> replies(calls).map(replies -> document(found, replies)))
                .onComplete(done -> {
                    vertx.cancelTimer(timer);
                    if (done.succeeded()) {
                        answer.tryComplete(done.result());
                    } else {
                        answer.tryFail(done.cause());
                    }
                });
        return answer.future();
    }

    private Future<List<RpcReply>> replies(List<RpcCall> calls) {
        return switch (settings.mode()) {
            case SEQUENTIAL -> fanOut.sequential(calls);
            case ALL -> fanOut.all(calls);
        };
    }

    private byte[] document(CustomerOrders found, List<RpcReply> replies) {
        return Combine.document(found, replies, settings.combineRounds());
    }

    private List<RpcCall> prepare(long id) {
        List<RpcCall> calls = new ArrayList<>(settings.calls());
        for (int service = 0; service < settings.calls(); service++) {
            calls.add(rpc.prepare(service, id));
        }
        return calls;
    }

    Future<?> close() {
        return rpc.close().eventually(query::close);
    }
}
