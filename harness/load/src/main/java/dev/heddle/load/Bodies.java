package dev.heddle.load;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.zip.CRC32C;

/**
 * Whether a body is the right one for its id: the same bytes as every earlier answer for that id, whoever gave it. The process
 * outlives the contestants of a run, so that they check one another; that the first answer was right, the bench checks
 * before it measures. Any thread.
 */
final class Bodies {
    private static final long SEEN = 1L << 63;

    private final int firstId;
    private final AtomicLongArray seen;

    Bodies(int firstId, int ids) {
        this.firstId = firstId;
        this.seen = new AtomicLongArray(ids);
    }

    /** Whether these are the bytes that belong to the id; the first ones ever seen do. */
    boolean right(int id, CRC32C checksum, byte[] bytes, int from, int length) {
        checksum.reset();
        checksum.update(bytes, from, length);
        long fingerprint = SEEN | (long) length << 32 | checksum.getValue();
        int index = id - firstId;
        long known = seen.getPlain(index);
        if (known == 0) {
            return seen.compareAndSet(index, 0, fingerprint) || seen.get(index) == fingerprint;
        }
        return known == fingerprint;
    }
}
