package dev.heddle.downstream;

import dev.heddle.workload.Fault;
import dev.heddle.workload.Faults;
import dev.heddle.workload.Latency;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Runs the RPC service: {@code GET /rpc/s0/7} answers what {@link dev.heddle.workload.Dataset#reply} says, after the latency that
 * {@link Latency} says.
 *
 * <p>It shares the load side's CPUs, so a call must cost next to nothing: it uses raw Netty and one pass over the bytes. {@code
 * GET /control/counts}, {@code POST /control/hold}, {@code /control/release}, {@code /control/faults}, {@code /control/latency} and
 * {@code /control/reset} steer it.
 */
final class RpcService implements AutoCloseable {
    /** The names of the event loops' threads begin with this. The bench finds them by it. */
    private static final String LOOP = "rpc";

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    final long seed;
    final RpcReplyBytes replies;
    final Hold hold = new Hold();
    final LongAdder calls = new LongAdder();
    final LongAdder abandoned = new LongAdder();
    volatile Faults faults;
    volatile Latency latency;
    /** Counts how often the service was reset. A call from before a reset is not counted after it. */
    volatile int epoch;

    /** Counts the calls by how they ended, by {@link Fault#ordinal}. */
    final LongAdder[] ended = new LongAdder[Fault.values().length];

    /** Counts scheduled replies by how many nanoseconds after their due time they were written. */
    final ConcurrentHistogram lateness = new ConcurrentHistogram(1, LONGEST_NANOS, 2);

    final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private final Faults declared;
    private final Latency declaredLatency;
    private final EventLoopGroup loops;
    private final Channel listener;

    private RpcService(long seed, Latency latency, Faults faults, int replyBytes, int eventLoops) throws IOException {
        this.seed = seed;
        this.latency = latency;
        this.declaredLatency = latency;
        this.declared = faults;
        this.faults = faults;
        Arrays.setAll(ended, fault -> new LongAdder());
        this.replies = new RpcReplyBytes(seed, replyBytes);
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.loops = new MultiThreadIoEventLoopGroup(eventLoops, new DefaultThreadFactory(LOOP), io);
        // Whoever puts the loops before other threads finds all of them there.
        loops.forEach(loop -> loop.submit(() -> {}).syncUninterruptibly());
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 16_384)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new CallerConnection(RpcService.this));
                    }
                })
                .bind("127.0.0.1", 0)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully();
            throw new IOException("The RPC service found no port to listen on: "
                    + bound.cause().getMessage());
        }
        this.listener = bound.channel();
    }

    /** Starts on a free port of the loopback interface. */
    static RpcService start(long seed, Latency latency, Faults faults, int replyBytes, int eventLoops)
            throws IOException {
        return new RpcService(seed, latency, faults, replyBytes, eventLoops);
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    Counts counts() {
        Counts.Outcomes outcomes = new Counts.Outcomes(
                ended(Fault.NONE),
                ended(Fault.ERROR),
                ended(Fault.RESET),
                ended(Fault.HANG),
                ended(Fault.TRUNCATED),
                ended(Fault.MALFORMED),
                ended(Fault.DRIP),
                abandoned.sum());
        long answered = outcomes.ok() + outcomes.error() + outcomes.malformed() + outcomes.drip();
        return new Counts(calls.sum(), answered, hold.held(), connections.size(), outcomes, encodedLateness());
    }

    /** Takes note of a reply that is written now and was due at this time of {@link System#nanoTime}. */
    void replied(long due) {
        lateness.recordValue(Math.clamp(System.nanoTime() - due, 0, LONGEST_NANOS));
    }

    private String encodedLateness() {
        Histogram soFar = lateness.copy();
        ByteBuffer buffer = ByteBuffer.allocate(soFar.getNeededByteBufferCapacity());
        byte[] bytes = new byte[soFar.encodeIntoCompressedByteBuffer(buffer)];
        buffer.flip().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private long ended(Fault fault) {
        return ended[fault.ordinal()].sum();
    }

    /**
     * Goes back to the beginning: nothing is held, faults and latency are as declared, the counts are zero, and every caller's connection
     * is closed. They are closed by a reset, so that thousands of them do not leave as many ports waiting for a minute.
     */
    void reset() {
        epoch = epoch + 1;
        connections.forEach(channel -> {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        });
        hold.release();
        faults = declared;
        latency = declaredLatency;
        lateness.reset();
        calls.reset();
        abandoned.reset();
        for (LongAdder outcome : ended) {
            outcome.reset();
        }
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
