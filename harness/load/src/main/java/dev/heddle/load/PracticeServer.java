package dev.heddle.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.CharsetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * A server to practise on, in a process of its own so that it can be stopped. It answers at once, or later, or badly, as its path
 * says: {@code /noop}; {@code /delay/20}, in milliseconds; {@code /busy/20}, in microseconds of CPU time; {@code /fault/7}, where
 * {@link Fault} says what becomes of it.
 */
final class PracticeServer extends ChannelInboundHandlerAdapter {
    /**
     * Says what becomes of request {@code /fault/ID}. The number of the fault is ID modulo {@link #EVERY}; any other ID gets a
     * proper answer.
     */
    enum Fault {
        /** The connection is closed without a word. */
        CLOSED,
        /** The connection is reset. */
        RESET,
        /** The answer is no HTTP. */
        GARBAGE,
        /** The answer comes twice. */
        TWICE,
        /** Half an answer comes, and the connection is closed. */
        HALF;

        /** Each fault has one of this many ids. */
        static final int EVERY = 100;
    }

    private static final String BODY = "the same for all";
    private static final ByteBuf OK = fixed("HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY);
    private static final ByteBuf GARBAGE = fixed("SSH-2.0-OpenSSH_9.9\r\n\r\n\r\n");
    private static final ByteBuf NOT_FOUND = fixed("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    private static final int END = 0x0D0A0D0A;

    /** The part that has come of a request that is not whole yet. */
    private ByteBuf rest = Unpooled.EMPTY_BUFFER;

    private PracticeServer() {}

    /** Prints its port, and serves until standard input ends. */
    public static void main(String[] args) throws IOException, InterruptedException {
        MultiThreadIoEventLoopGroup loop =
                new MultiThreadIoEventLoopGroup(1, Transport.best().handlers());
        Channel listener = new ServerBootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new PracticeServer());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), args.length == 0 ? 0 : Integer.parseInt(args[0]))
                .sync()
                .channel();
        System.out.println(((InetSocketAddress) listener.localAddress()).getPort());
        while (System.in.read() >= 0) {
            // Nobody says anything on standard input; only its end counts.
        }
        System.exit(0);
    }

    private static ByteBuf fixed(String text) {
        ByteBuf bytes = Unpooled.directBuffer();
        bytes.writeCharSequence(text, CharsetUtil.US_ASCII);
        return Unpooled.unreleasableBuffer(bytes);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (rest.isReadable()) {
            in = Unpooled.wrappedBuffer(rest, in);
        }
        while (in.isReadable()) {
            int end = end(in);
            if (end < 0) {
                break;
            }
            answer(context, in, in.readerIndex());
            in.readerIndex(end);
        }
        rest = in.isReadable() ? in : Unpooled.EMPTY_BUFFER;
        if (!in.isReadable()) {
            in.release();
        }
    }

    /** Returns the index after a whole request, or -1. */
    private static int end(ByteBuf in) {
        int last = in.writerIndex() - 4;
        if (last >= in.readerIndex() && in.getInt(last) == END) {
            // This is the usual case: one whole request.
            int first = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
            if (first > last) {
                return last + 4;
            }
        }
        for (int i = in.readerIndex(); i <= last; i++) {
            if (in.getInt(i) == END) {
                return i + 4;
            }
        }
        return -1;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    private void answer(ChannelHandlerContext context, ByteBuf in, int at) {
        // The byte after "GET /" tells the path.
        switch (in.getByte(at + 5)) {
            case 'n' -> context.write(OK.duplicate(), context.voidPromise());
            case 'd' -> {
                int millis = number(in, at + 11);
                context.executor()
                        .schedule(
                                () -> context.writeAndFlush(OK.duplicate(), context.voidPromise()),
                                millis,
                                TimeUnit.MILLISECONDS);
            }
            case 'b' -> {
                spin(number(in, at + 10));
                context.write(OK.duplicate(), context.voidPromise());
            }
            case 'f' -> fault(context, number(in, at + 11));
            default -> context.write(NOT_FOUND.duplicate(), context.voidPromise());
        }
    }

    private static void spin(int micros) {
        long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(micros);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static int number(ByteBuf in, int at) {
        int number = 0;
        for (int i = at; in.getByte(i) >= '0' && in.getByte(i) <= '9'; i++) {
            number = number * 10 + in.getByte(i) - '0';
        }
        return number;
    }

    private static void fault(ChannelHandlerContext context, int id) {
        int kind = id % Fault.EVERY;
        if (kind >= Fault.values().length) {
            context.write(OK.duplicate(), context.voidPromise());
            return;
        }
        switch (Fault.values()[kind]) {
            case CLOSED -> context.close();
            case RESET -> {
                context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                context.close();
            }
            case GARBAGE -> context.write(GARBAGE.duplicate(), context.voidPromise());
            case TWICE -> {
                context.write(OK.duplicate(), context.voidPromise());
                context.write(OK.duplicate(), context.voidPromise());
            }
            case HALF ->
                context.writeAndFlush(OK.slice(0, OK.readableBytes() / 2)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
