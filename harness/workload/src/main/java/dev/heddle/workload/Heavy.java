package dev.heddle.workload;

import java.time.Duration;

/**
 * Customers whose requests interfere with everyone else's: they take more CPU time in {@link Combine}, or block the thread that runs it.
 *
 * @param ids customers 1 to this one are heavy; 0 is none ({@code HEDDLE_HEAVY_IDS})
 * @param rounds rounds of SHA-256 of a heavy request, in place of the usual ones ({@code HEDDLE_HEAVY_ROUNDS})
 * @param block if more than zero, a heavy request does the usual rounds and instead blocks its thread for so long, which on an
 *     event loop it should not ({@code HEDDLE_HEAVY_BLOCK_MS})
 */
public record Heavy(int ids, int rounds, Duration block) {
    /** No customer is heavy. */
    public static final Heavy NONE = new Heavy(0, 0, Duration.ZERO);

    /** The rounds of that customer's requests, where {@code usual} are those of everyone else. */
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
