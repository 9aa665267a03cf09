package dev.heddle.load;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Wire} that uses epoll, edge-triggered. It is registered once for everything, so neither sending nor receiving ever
 * changes a registration. If a receipt did not fill the buffer, the socket is known to be empty without asking again (epoll(7),
 * "Questions and answers", 9).
 */
final class EpollWire implements Wire, EpollIoHandle {
    /** EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET. */
    private static final EpollIoOps EVERYTHING = EpollIoOps.EPOLLIN
            .with(EpollIoOps.EPOLLOUT)
            .with(EpollIoOps.EPOLLRDHUP)
            .with(EpollIoOps.EPOLLET);

    /** EPOLLERR | EPOLLHUP | EPOLLRDHUP, with the numbers of epoll_ctl(2): Netty names no EPOLLHUP. */
    private static final int ENDING = 0x8 | 0x10 | 0x2000;

    private static final int READABLE = EpollIoOps.EPOLLIN.value() | ENDING;
    private static final int WRITABLE = EpollIoOps.EPOLLOUT.value();

    private final LinuxSocket socket;
    private final User user;
    private @Nullable IoRegistration registration;
    private boolean connecting = true;
    private boolean full;
    private boolean ending;
    private boolean closed;

    private EpollWire(LinuxSocket socket, User user) {
        this.socket = socket;
        this.user = user;
    }

    static Wire connect(IoEventLoop loop, InetSocketAddress to, User user) {
        EpollWire wire = new EpollWire(LinuxSocket.newSocketStream(to.getAddress() instanceof Inet6Address), user);
        loop.execute(() -> wire.begin(loop, to));
        return wire;
    }

    private void begin(IoEventLoop loop, InetSocketAddress to) {
        if (closed) {
            return;
        }
        try {
            socket.setTcpNoDelay(true);
            boolean connected = socket.connect(to);
            IoRegistration registered = loop.register(this).getNow();
            registered.submit(EVERYTHING);
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

    @Override
    public void handle(IoRegistration registered, IoEvent event) {
        int ops = ((EpollIoEvent) event).ops().value();
        if (connecting) {
            finish();
        }
        if (full && (ops & WRITABLE) != 0 && !closed) {
            full = false;
            user.writable();
        }
        if ((ops & READABLE) != 0 && !connecting && !closed) {
            ending |= (ops & ENDING) != 0;
            user.readable();
        }
    }

    private void finish() {
        try {
            if (!closed && socket.finishConnect()) {
                connecting = false;
                user.connected();
            }
        } catch (IOException e) {
            unreachable(e);
        }
    }

    @Override
    public int send(ByteBuffer bytes, int from, int to) throws IOException {
        int sent = socket.send(bytes, from, to);
        full = sent < to - from;
        return sent;
    }

    @Override
    public int receive(ByteBuffer into) throws IOException {
        return socket.recv(into, 0, into.capacity());
    }

    @Override
    public boolean ending() {
        return ending;
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
            socket.close();
        } catch (IOException e) {
            // Whatever went wrong, the descriptor is closed.
        }
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }
}
