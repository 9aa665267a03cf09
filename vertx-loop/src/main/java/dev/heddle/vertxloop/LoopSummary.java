package dev.heddle.vertxloop;

import dev.heddle.workload.Admission;
import dev.heddle.workload.Combine;
import dev.heddle.workload.CustomerOrders;
import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.RpcOutcome;
import dev.heddle.workload.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** Answers {@code GET /customers/{id}/summary} in futures: the same steps in the same order, none of which waits. */
final class LoopSummary {
    private final Vertx vertx;
    private final Settings settings;
    private final Admission admission;
    private final CustomerQuery query;
    private final RpcClient rpc;
    private final FanOut fanOut = new FanOut();

    LoopSummary(Vertx vertx, Settings settings, Admission admission, CustomerQuery query, RpcClient rpc) {
        this.vertx = vertx;
        this.settings = settings;
        this.admission = admission;
        this.query = query;
        this.rpc = rpc;
    }

    /** Returns whether the database and the RPC service both answer. */
    Future<Boolean> ready() {
        return query.ready().compose(answers -> answers ? rpc.ready() : Future.succeededFuture(false));
    }

    /** Starts to answer one request; {@link PendingAnswer#end} may end it early. */
    PendingAnswer answer(long id) {
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        List<RpcCall> calls = prepare(id);
        PendingAnswer answer = new PendingAnswer(vertx, calls);
        try {
            admission.enter();
        } catch (ProblemException e) {
            answer.end(e);
            return answer;
        }
        answer.endAfter(settings.timeout());
        answer.future().onComplete(done -> admission.leave());
        query.find(id)
                .compose(found -> run(calls).map(outcomes -> document(found, outcomes, deadline)))
                .onSuccess(answer::complete)
                .onFailure(answer::end);
        return answer;
    }

    private List<RpcCall> prepare(long id) {
        List<RpcCall> calls = new ArrayList<>(settings.calls());
        for (int service = 0; service < settings.calls(); service++) {
            calls.add(rpc.prepare(service, id));
        }
        return calls;
    }

    private Future<? extends List<? extends RpcOutcome>> run(List<RpcCall> calls) {
        return switch (settings.mode()) {
            case SEQUENTIAL -> fanOut.sequential(calls);
            case ALL -> fanOut.all(calls);
            case ALL_SETTLED -> fanOut.allSettled(calls);
            case ANY -> fanOut.any(calls).map(List::of);
            case RACE -> fanOut.race(calls).map(List::of);
        };
    }

    private byte[] document(CustomerOrders found, List<? extends RpcOutcome> outcomes, long deadline) {
        byte[] document = Combine.document(found, outcomes, settings);
        if (System.nanoTime() - deadline > 0) {
            // The timer could not fire while this loop was busy.
            throw new ProblemException(Problem.DEADLINE);
        }
        return document;
    }

    Future<?> close() {
        return rpc.close().eventually(query::close);
    }
}
