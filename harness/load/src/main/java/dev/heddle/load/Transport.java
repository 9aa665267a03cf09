package dev.heddle.load;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import java.net.InetSocketAddress;

/** Says how bytes get to and fro. */
enum Transport {
    /** On Linux: edge-triggered epoll, with one system call to send and one to receive. */
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
    /** On every other system: the JDK's selector. */
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

    /** With this number, Netty lets its array of events grow as it needs to. */
    private static final int EVENTS_GROW = 0;

    /** Returns the best transport that this machine has. */
    static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory handlers();

    /** Begins to connect. The user hears of the outcome later, and never before this has returned. */
    abstract Wire connect(IoEventLoop loop, InetSocketAddress to, Wire.User user);
}
