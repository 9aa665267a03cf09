package dev.heddle.workload;

import java.time.Duration;

/**
 * Names the customers whose requests interfere with everyone else's: they take more CPU time in {@link Combine}, or they block
 * the thread that runs it.
 *
 * @param ids customers 1 to this one are heavy; 0 means that none is ({@code HEDDLE_HEAVY_IDS})
 * @param rounds rounds of SHA-256 of a heavy request, in place of the usual ones ({@code HEDDLE_HEAVY_ROUNDS})
 * @param block if this is more than zero, a heavy request does the usual rounds, and blocks its thread for this long; on an
 *     event loop it should not ({@code HEDDLE_HEAVY_BLOCK_MS})
 */
public record Heavy(int ids, int rounds, Duration block) {
    /** No customer is heavy. */
    public static final Heavy NONE = new Heavy(0, 0, Duration.ZERO);

    /** Returns the rounds of that customer's requests; {@code usual} are the rounds of everyone else's. */
    public int rounds(long id, int usual) {
        return id <= ids && block.isZero() ? rounds : usual;
    }

    void block(long id) {
        if (id > ids || block.isZero()) {
            return;
        }
        try {
            Thread.sleep(block);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
