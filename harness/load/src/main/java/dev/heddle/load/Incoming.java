package dev.heddle.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Holds what the connections of one event loop receive and read with. They take turns, so one is enough. */
final class Incoming {
    private static final int BYTES = 256 * 1024;

    final ResponseParser parser = new ResponseParser();
    final CRC32C checksum = new CRC32C();
    /** The bytes that were received last, from index 0. */
    final byte[] bytes = new byte[BYTES];

    private final ByteBuffer received = ByteBuffer.allocateDirect(BYTES);

    /** Receives the bytes that are there; see {@link Wire#receive}. */
    int receive(Wire wire) throws IOException {
        int length = wire.receive(received);
        if (length > 0) {
            received.get(0, bytes, 0, length);
        }
        return length;
    }
}
