package dev.heddle.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A TCP connection without a pipeline: bytes in, bytes out, no objects. Confined to its event loop. */
interface Wire {
    /** Who uses a wire; called on its event loop. */
    interface User {
        /** It is open for use. */
        void connected();

        /** It could not be opened, and is closed. */
        void unreachable(String why);

        /** There are bytes to receive, or the other end has gone. */
        void readable();

        /** There is room again for what could not be sent. */
        void writable();
    }

    /**
     * Sends.
     *
     * @param from the index of the first byte
     * @param to the index after the last
     * @return how many bytes were taken; fewer than given if the other end does not read
     */
    int send(ByteBuffer bytes, int from, int to) throws IOException;

    /**
     * Receives to the beginning of a buffer.
     *
     * @return how many bytes; 0 if there is none now, -1 if there will be none any more
     */
    int receive(ByteBuffer into) throws IOException;

    /** Whether bytes, or the end, may be left after a receipt that did not fill the buffer. */
    boolean ending();

    /** Closes it; its user hears no more. */
    void close();
}
