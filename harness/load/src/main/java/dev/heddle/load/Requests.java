package dev.heddle.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Draws ids and writes requests. Confined to one event loop. */
final class Requests {
    private final byte[] beforeId;
    private final byte[] afterId;
    private final boolean hasId;
    private final int firstId;
    private final int ids;
    private final long seed;
    private long drawn;

    /** Requests of one of several event loops, which draw from sequences of their own. */
    Requests(Target target, int loop) {
        String line = "GET " + target.path() + " HTTP/1.1\r\nHost: " + target.host() + ":" + target.port() + "\r\n\r\n";
        int at = line.indexOf("{id}");
        this.hasId = at >= 0;
        this.beforeId = (hasId ? line.substring(0, at) : line).getBytes(StandardCharsets.US_ASCII);
        this.afterId = (hasId ? line.substring(at + 4) : "").getBytes(StandardCharsets.US_ASCII);
        this.firstId = target.firstId();
        this.ids = target.ids();
        this.seed = target.seed() + 0x632BE59BD9B4E019L * loop;
    }

    /** The next of the target's ids, by SplitMix64. */
    int nextId() {
        long z = seed + ++drawn * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return firstId + (int) Long.remainderUnsigned(z ^ (z >>> 31), ids);
    }

    ByteBuf write(int id, ByteBufAllocator allocator) {
        ByteBuf out = allocator.ioBuffer(beforeId.length + afterId.length + 10);
        out.writeBytes(beforeId);
        if (hasId) {
            int divisor = 1;
            while (id / divisor >= 10) {
                divisor *= 10;
            }
            for (int rest = id; divisor > 0; divisor /= 10) {
                out.writeByte('0' + rest / divisor);
                rest %= divisor;
            }
            out.writeBytes(afterId);
        }
        return out;
    }
}
