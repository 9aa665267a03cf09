package dev.heddle.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Draws ids, and writes requests into buffers that are made once. Only one event loop uses it. */
final class Requests {
    private static final int MOST_DIGITS = 10;

    private final int firstId;
    private final int ids;
    private final long seed;
    private final int idAt;
    /** The whole request for an id of so many digits, without the digits; if the path has no id, one request serves all. */
    private final ByteBuffer[] byDigits = new ByteBuffer[MOST_DIGITS + 1];

    private long drawn;

    /** Makes the requests of one of several event loops. Each loop draws from a sequence of its own. */
    Requests(Target target, int loop) {
        this.firstId = target.firstId();
        this.ids = target.ids();
        this.seed = target.seed() + 0x632BE59BD9B4E019L * loop;
        String request =
                "GET " + target.path() + " HTTP/1.1\r\nHost: " + target.host() + ":" + target.port() + "\r\n\r\n";
        this.idAt = request.indexOf("{id}");
        for (int digits = 0; digits <= (idAt < 0 ? 0 : MOST_DIGITS); digits++) {
            byte[] bytes = request.replace("{id}", "0".repeat(digits)).getBytes(StandardCharsets.US_ASCII);
            byDigits[digits] = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        }
    }

    /** Returns the next of the target's ids, drawn by SplitMix64. */
    int nextId() {
        if (ids == 1) {
            return firstId;
        }
        long z = seed + ++drawn * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return firstId + (int) Long.remainderUnsigned(z ^ (z >>> 31), ids);
    }

    /** Returns the request for an id. It fills the buffer from 0 to its capacity, and is valid until the next call. */
    ByteBuffer write(int id) {
        if (idAt < 0) {
            return byDigits[0];
        }
        int digits = digits(id);
        ByteBuffer request = byDigits[digits];
        int rest = id;
        for (int at = idAt + digits - 1; at >= idAt; at--) {
            request.put(at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        return request;
    }

    private static int digits(int id) {
        int digits = 1;
        for (int rest = id / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
