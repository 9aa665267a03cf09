package dev.heddle.load;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import java.net.InetSocketAddress;

/** How bytes get to and fro. */
enum Transport {
    /** Linux: edge-triggered, one system call to send and one to receive. */
    EPOLL {
        @Override
        IoHandlerFactory handlers() {
            return io.netty.channel.epoll.EpollIoHandler.newFactory(EVENTS_GROW, BusyPoll::strategy);
        }

        @Override
        Wire connect(IoEventLoop loop, InetSocketAddress to, Wire.User user) {
            return EpollWire.connect(loop, to, user);
        }
    },
    /** Everywhere else. */
    NIO {
        @Override
        IoHandlerFactory handlers() {
            return io.netty.channel.nio.NioIoHandler.newFactory();
        }

        @Override
        Wire connect(IoEventLoop loop, InetSocketAddress to, Wire.User user) {
            return NioWire.connect(loop, to, user);
        }
    };

    /** Netty's way to say that its array of events grows as it needs to. */
    private static final int EVENTS_GROW = 0;

    /** The best that this machine has. */
    static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory handlers();

    /** Begins to connect; the user hears of the outcome later, never before this has returned. */
    abstract Wire connect(IoEventLoop loop, InetSocketAddress to, Wire.User user);
}
