package dev.heddle.blocking;

import dev.heddle.workload.Combine;
import dev.heddle.workload.CustomerOrders;
import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.RpcReply;
import dev.heddle.workload.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** {@code GET /customers/{id}/summary}, top to bottom, on the thread that calls it. */
public final class BlockingSummary implements AutoCloseable {
    private final Settings settings;
    private final CustomerQuery query;
    private final RpcClient rpc;
    private final FanOut fanOut;

    /**
     * Opens the clients; the downstreams need not answer yet.
     *
     * @param threads runs the calls that a request makes at the same time; a thread a call
     */
    public BlockingSummary(Settings settings, Executor threads) {
        this.settings = settings;
        this.query = new CustomerQuery(settings);
        this.rpc = new RpcClient(settings.rpc(), settings.maxInFlight() * settings.calls(), settings.timeout());
        this.fanOut = new FanOut(threads);
    }

    /** Whether the database and the RPC service both answer. */
    public boolean ready() {
        return query.ready() && rpc.ready();
    }

    /**
     * Answers one request.
     *
     * @return the document in UTF-8
     * @throws ProblemException if there is none, with what to answer instead
     */
    public byte[] answer(long id) {
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        CustomerOrders found = query.find(id, deadline);
        List<RpcCall> calls = prepare(id, deadline);
        List<RpcReply> replies = switch (settings.mode()) {
            case SEQUENTIAL -> fanOut.sequential(calls);
            case ALL -> fanOut.all(calls, deadline);
        };
        byte[] document = Combine.document(found, replies, settings.combineRounds());
        if (System.nanoTime() - deadline > 0) {
            throw new ProblemException(Problem.DEADLINE);
        }
        return document;
    }

    private List<RpcCall> prepare(long id, long deadline) {
        List<RpcCall> calls = new ArrayList<>(settings.calls());
        for (int service = 0; service < settings.calls(); service++) {
            calls.add(rpc.prepare(service, id, deadline));
        }
        return calls;
    }

    @Override
    public void close() {
        rpc.close();
        query.close();
    }
}
