package dev.heddle.blocking;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of one HTTP/1.1 connection to the RPC service. One thread at a time uses it, the one that runs the call; only
 * {@link #abort()} and {@link #endIfLate} may come from another thread. The protocol is HttpCore's.
 */
final class RpcConnection extends DefaultBHttpClientConnection implements Deadlines.Bounded {
    /**
     * The size of each of the three buffers that a connection keeps for life, in bytes. HttpCore's 8,192 would be most of what a
     * held call weighs. A head and a reply of the usual 512 bytes fit, so one read takes them.
     */
    private static final int BUFFER_BYTES = 1024;

    private static final Http1Config CONFIG =
            Http1Config.custom().setBufferSize(BUFFER_BYTES).build();

    /** An answer longer than this is a defect of the service, and it is refused before it is held in memory. */
    private static final int LONGEST_REPLY_BYTES = 16 << 20;

    final Socket socket = new Socket();
    private volatile @Nullable RpcCall call;
    private boolean used;
    private boolean answering;
    private boolean reusable;

    /** Makes a connection that is yet to be opened. */
    RpcConnection() throws IOException {
        super(CONFIG);
        bind(new SocketHolder(socket) {
            @Override
            protected InputStream getInputStream(Socket socket) throws IOException {
                return new AnswerStream(socket.getInputStream());
            }
        });
    }

    /**
     * Connects if need be, sends {@code GET path} and reads the whole body of the answer.
     *
     * @param timeoutMillis how long to wait for the connection, and for each read; 0 is without end
     * @throws IOException if there is no answer, not a whole one, or its status is not 200
     * @throws HttpException if the answer is no HTTP
     */
    byte[] get(InetSocketAddress address, String authority, String path, int timeoutMillis)
            throws IOException, HttpException {
        reusable = false;
        answering = false;
        if (!socket.isConnected()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeoutMillis);
            socket.connect(address, timeoutMillis);
        }
        BasicClassicHttpRequest request = new BasicClassicHttpRequest(Method.GET, path);
        request.addHeader(HttpHeaders.HOST, authority);
        sendRequestHeader(request);
        flush();
        ClassicHttpResponse response = receiveResponseHeader();
        while (response.getCode() < HttpStatus.SC_SUCCESS) {
            response = receiveResponseHeader();
        }
        if (response.getCode() != HttpStatus.SC_OK) {
            throw new IOException("GET " + path + " was answered with status " + response.getCode());
        }
        receiveResponseEntity(response);
        byte[] body = read(response.getEntity());
        reusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, null);
        used = true;
        return body;
    }

    private static byte[] read(HttpEntity entity) throws IOException {
        long length = entity.getContentLength();
        if (length > LONGEST_REPLY_BYTES) {
            throw new IOException("a reply of " + length + " bytes is longer than " + LONGEST_REPLY_BYTES);
        }
        // If the length is not told, read one byte more than allowed: it betrays a body that is too long, and takes
        // in the last chunk's end.
        byte[] body = entity.getContent().readNBytes(length < 0 ? LONGEST_REPLY_BYTES + 1 : (int) length);
        if (body.length > LONGEST_REPLY_BYTES) {
            throw new IOException("a reply is longer than " + LONGEST_REPLY_BYTES + " bytes");
        }
        return body;
    }

    /** Returns whether the last answer was read whole and the service keeps the connection. */
    boolean reusable() {
        return reusable;
    }

    /**
     * Returns whether the last failure may mean that the service closed the connection while it was idle: it had served before,
     * and not a byte of an answer came. Then it is safe to ask again on a fresh connection.
     */
    boolean stale() {
        return used && !answering;
    }

    /**
     * Closes at once; a read in progress ends with an exception. It closes with a reset, not a FIN: compositions lose calls in
     * great numbers, and each would leave a port waiting for a minute. Any thread may call this.
     */
    void abort() {
        close(CloseMode.IMMEDIATE);
    }

    /** Sets which call the connection serves from now on; null means none. */
    void serve(@Nullable RpcCall call) {
        this.call = call;
    }

    @Override
    public void endIfLate(long nowNanos) {
        RpcCall served = call;
        if (served != null) {
            served.endIfLate(nowNanos);
        }
    }

    /** Reads the answer, and remembers whether anything of it came. */
    private final class AnswerStream extends FilterInputStream {
        AnswerStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            answering |= count > 0;
            return count;
        }
    }
}
