package dev.heddle.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A TCP connection without a pipeline: bytes go in and out, and no objects are made. Only its event loop uses it. */
interface Wire {
    /** Uses a wire. The wire's event loop calls it. */
    interface User {
        /** The wire is open for use. */
        void connected();

        /** The wire could not be opened, and is closed. */
        void unreachable(String why);

        /** There are bytes to receive, or the other end has gone. */
        void readable();

        /** There is room again for what could not be sent. */
        void writable();
    }

    /**
     * Sends bytes.
     *
     * @param from the index of the first byte
     * @param to the index after the last
     * @return how many bytes were taken; fewer than given if the other end does not read
     */
    int send(ByteBuffer bytes, int from, int to) throws IOException;

    /**
     * Receives into a buffer, from its beginning.
     *
     * @return how many bytes came; 0 if there are none now, -1 if there will be none any more
     */
    int receive(ByteBuffer into) throws IOException;

    /** Returns whether bytes, or the end, may be left after a receipt that did not fill the buffer. */
    boolean ending();

    /** Closes the wire; its user hears no more. */
    void close();
}
