package dev.heddle.blocking;

import dev.heddle.workload.Admission;
import dev.heddle.workload.Combine;
import dev.heddle.workload.CustomerOrders;
import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.RpcOutcome;
import dev.heddle.workload.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Answers {@code GET /customers/{id}/summary}, from top to bottom, on the thread that calls it. */
public final class BlockingSummary implements AutoCloseable {
    private final Settings settings;
    private final Admission admission;
    private final Deadlines deadlines = new Deadlines();
    private final CustomerQuery query;
    private final RpcClient rpc;
    private final FanOut fanOut;

    /**
     * Opens the clients. The downstreams need not answer yet.
     *
     * @param threads runs the calls that a request makes at the same time, each on a thread of its own
     */
    public BlockingSummary(Settings settings, Executor threads) {
        this.settings = settings;
        this.admission = new Admission(settings.maxInFlight());
        this.query = new CustomerQuery(settings, deadlines);
        this.rpc =
                new RpcClient(settings.rpc(), settings.maxInFlight() * settings.calls(), settings.timeout(), deadlines);
        this.fanOut = new FanOut(threads, deadlines);
    }

    /** Returns whether the database and the RPC service both answer. */
    public boolean ready() {
        return query.ready() && rpc.ready();
    }

    /**
     * Answers one request.
     *
     * @return the document in UTF-8
     * @throws ProblemException if there is no document; it says what to answer instead
     */
    public byte[] answer(long id) {
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        admission.enter();
        try {
            CustomerOrders found = query.find(id, deadline);
            byte[] document = Combine.document(found, call(id, deadline), settings);
            failIfLate(deadline);
            return document;
        } catch (ProblemException e) {
            failIfLate(deadline);
            throw e;
        } finally {
            admission.leave();
        }
    }

    private List<? extends RpcOutcome> call(long id, long deadline) {
        List<RpcCall> calls = new ArrayList<>(settings.calls());
        for (int service = 0; service < settings.calls(); service++) {
            calls.add(rpc.prepare(service, id, deadline));
        }
        return switch (settings.mode()) {
            case SEQUENTIAL -> fanOut.sequential(calls);
            case ALL -> fanOut.all(calls, deadline);
            case ALL_SETTLED -> fanOut.allSettled(calls, deadline);
            case ANY -> List.of(fanOut.any(calls, deadline));
            case RACE -> List.of(fanOut.race(calls, deadline));
        };
    }

    private static void failIfLate(long deadline) {
        if (System.nanoTime() - deadline > 0) {
            throw new ProblemException(Problem.DEADLINE);
        }
    }

    @Override
    public void close() {
        rpc.close();
        query.close();
        deadlines.close();
    }
}
