package dev.heddle.load;

import io.netty.buffer.ByteBuf;
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

    boolean covers(Target target) {
        return firstId == target.firstId() && seen.length() == target.ids();
    }

    /** Whether these are the bytes that belong to the id; the first ones ever seen do. */
    boolean right(int id, ByteBuf buffer, int index, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(buffer.internalNioBuffer(index, length));
        long fingerprint = SEEN | (long) length << 32 | checksum.getValue();
        long known = seen.getPlain(id - firstId);
        if (known == 0) {
            return seen.compareAndSet(id - firstId, 0, fingerprint) || seen.get(id - firstId) == fingerprint;
        }
        return known == fingerprint;
    }
}
