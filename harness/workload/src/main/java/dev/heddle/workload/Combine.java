package dev.heddle.workload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Combines rows and replies into the document. This is the last step of a request, and a pure function. */
public final class Combine {
    private Combine() {}

    /**
     * Returns the document for these rows and calls, after the CPU work that the settings ask for this customer. If the settings
     * say that a heavy customer's request blocks, it blocks here.
     */
    public static byte[] document(CustomerOrders found, List<? extends RpcOutcome> calls, Settings settings) {
        Heavy heavy = settings.heavy();
        long id = found.customer().id();
        heavy.block(id);
        return document(found, calls, heavy.rounds(id, settings.combineRounds()));
    }

    /**
     * Returns the document for these rows and calls.
     *
     * <p>With {@code rounds} of 1 or more, d(1) is the SHA-256 of the document with a null digest, and d(k+1) is the SHA-256 of
     * the 32 bytes of d(k). The answer carries d(rounds), so this CPU work cannot be skipped.
     *
     * @param found the query's rows
     * @param calls how the calls ended, in the order of their services; if the first one wins, only that one
     * @param rounds rounds of SHA-256, 0 or more
     * @return the document in UTF-8, as {@link SummaryJson} specifies it
     */
    public static byte[] document(CustomerOrders found, List<? extends RpcOutcome> calls, int rounds) {
        long totalCents = 0;
        for (Order order : found.orders()) {
            totalCents += order.cents();
        }
        long score = totalCents;
        for (RpcOutcome call : calls) {
            if (call instanceof RpcReply reply) {
                score += reply.value();
            }
        }
        Summary summary = new Summary(found.customer(), found.orders(), calls, totalCents, score, null);
        byte[] document = SummaryJson.encode(summary);
        if (rounds == 0) {
            return document;
        }
        String digest = HexFormat.of().formatHex(chain(document, rounds));
        return SummaryJson.encode(new Summary(found.customer(), found.orders(), calls, totalCents, score, digest));
    }

    /** Returns the last of {@code rounds} chained SHA-256 digests. */
    public static byte[] chain(byte[] document, int rounds) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        byte[] last = document;
        for (int round = 0; round < rounds; round++) {
            last = sha256.digest(last);
        }
        return last;
    }
}
