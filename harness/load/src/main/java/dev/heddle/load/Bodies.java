package dev.heddle.load;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.zip.CRC32C;

/**
 * Knows whether a body is the right one for its id: it must have the same bytes as every earlier answer for that id, whoever gave
 * it. If several bodies are right, it must be one of the first ones, as many as are right. The process outlives the contestants
 * of a run, so they check one another; before it measures, the bench checks that the first answers were right. Any thread may
 * call this.
 */
final class Bodies {
    private static final long SEEN = 1L << 63;

    private final int firstId;
    private final int anId;
    private final AtomicLongArray seen;

    Bodies(int firstId, int ids, int anId) {
        this.firstId = firstId;
        this.anId = anId;
        this.seen = new AtomicLongArray(Math.multiplyExact(ids, anId));
    }

    /** Returns whether these bytes belong to the id. The first bytes ever seen do. */
    boolean right(int id, CRC32C checksum, byte[] bytes, int offset, int length) {
        checksum.reset();
        checksum.update(bytes, offset, length);
        long fingerprint = SEEN | (long) length << 32 | checksum.getValue();
        int first = (id - firstId) * anId;
        for (int index = first; index < first + anId; index++) {
            long known = seen.getPlain(index);
            if (known == 0) {
                known = seen.compareAndExchange(index, 0, fingerprint);
            }
            if (known == 0 || known == fingerprint) {
                return true;
            }
        }
        return false;
    }
}
