package dev.heddle.load;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.nio.NioSelectableChannelIoHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A {@link Wire} that uses the JDK's selector, level-triggered. */
final class NioWire extends NioSelectableChannelIoHandle<SocketChannel> implements Wire {
    private final SocketChannel channel;
    private final User user;
    private @Nullable IoRegistration registration;
    private boolean connecting = true;
    private boolean closed;

    private NioWire(SocketChannel channel, User user) {
        super(channel);
        this.channel = channel;
        this.user = user;
    }

    static Wire connect(IoEventLoop loop, InetSocketAddress to, User user) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            NioWire wire = new NioWire(channel, user);
            loop.execute(() -> wire.begin(loop, to));
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(IoEventLoop loop, InetSocketAddress to) {
        if (closed) {
            return;
        }
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = channel.connect(to);
            IoRegistration registered = loop.register(this).getNow();
            registered.submit(connected ? NioIoOps.READ : NioIoOps.CONNECT);
            registration = registered;
            if (connected) {
                connecting = false;
                user.connected();
            }
        } catch (IOException | UncheckedIOException e) {
            unreachable(e);
        }
    }

    private void unreachable(Exception why) {
        close();
        user.unreachable(String.valueOf(why.getMessage()));
    }

    private void submit(NioIoOps ops) {
        if (registration != null) {
            registration.submit(ops);
        }
    }

    @Override
    protected void handle(SocketChannel ready, SelectionKey key) {
        if (connecting) {
            finish();
            return;
        }
        if (key.isValid() && key.isWritable()) {
            submit(NioIoOps.READ);
            user.writable();
        }
        if (!closed && key.isValid() && key.isReadable()) {
            user.readable();
        }
    }

    private void finish() {
        try {
            if (!closed && channel.finishConnect()) {
                connecting = false;
                submit(NioIoOps.READ);
                user.connected();
            }
        } catch (IOException e) {
            unreachable(e);
        }
    }

    @Override
    public int send(ByteBuffer bytes, int from, int to) throws IOException {
        int sent = channel.write(bytes.limit(to).position(from));
        if (sent < to - from) {
            submit(NioIoOps.READ_AND_WRITE);
        }
        return sent;
    }

    @Override
    public int receive(ByteBuffer into) throws IOException {
        return channel.read(into.clear());
    }

    @Override
    public boolean ending() {
        // The selector is level-triggered, so it tells again of what is left.
        return false;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (registration != null) {
                registration.cancel();
            }
            channel.close();
        } catch (IOException e) {
            // Whatever went wrong, the descriptor is closed.
        }
    }
}
