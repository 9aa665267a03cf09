package dev.heddle.bench.conform;

import dev.heddle.workload.Composition;
import dev.heddle.workload.Dataset;
import dev.heddle.workload.RpcFailure;
import dev.heddle.workload.RpcOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Knows which answers are right. */
record Right(Dataset dataset, Ids ids, Composition mode) {
    /** Returns the document if every call succeeds; if the first one wins, the document of the fastest. */
    byte[] document(int id) {
        return mode.firstWins()
                ? ofService(id, ids.fastest(id))
                : dataset.document(id, Stand.CALLS, Stand.COMBINE_ROUNDS);
    }

    /** Returns the document with the reply of that service alone. */
    byte[] ofService(int id, int service) {
        return dataset.document(id, List.of(dataset.reply(service, id)), Stand.COMBINE_ROUNDS);
    }

    /** Returns the document in which the calls to these services are marked as failed. */
    byte[] ofAllBut(int id, Set<Integer> failed) {
        List<RpcOutcome> outcomes = IntStream.range(0, Stand.CALLS)
                .<RpcOutcome>mapToObj(service ->
                        failed.contains(service) ? new RpcFailure("s" + service) : dataset.reply(service, id))
                .toList();
        return dataset.document(id, outcomes, Stand.COMBINE_ROUNDS);
    }

    /** Returns whether it is a right answer while nothing fails; if the first one wins, every service's document is right. */
    boolean is(HttpAnswer answer, int id) {
        return answer.status() == 200
                && answer.header("content-type").equals("application/json")
                && dataset.documents(mode, id, Stand.CALLS, Stand.COMBINE_ROUNDS).stream()
                        .anyMatch(document -> Arrays.equals(document, answer.body()));
    }

    /** Returns what is right or wrong about an answer that was to be this document. */
    static String inShort(HttpAnswer answer, byte[] expected) {
        int differs = Arrays.mismatch(answer.body(), expected);
        return answer.status() != 200
                ? answer.inShort()
                : answer.inShort() + ", "
                        + (differs < 0
                                ? "the right bytes"
                                : answer.body().length + " bytes, wrong from byte " + differs + " on");
    }
}
