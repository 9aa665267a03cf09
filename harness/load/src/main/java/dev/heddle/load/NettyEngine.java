package dev.heddle.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The built-in engine: raw Netty, state confined to event loops, no locks. Its methods are for one caller's thread. */
final class NettyEngine implements LoadEngine {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final long CONNECT_ALL_SECONDS = 60;

    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();
    private Bodies bodies = new Bodies(0, 1);
    private @Nullable Population population;

    NettyEngine(int eventLoops) {
        group = new MultiThreadIoEventLoopGroup(
                eventLoops, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        for (int i = 0; i < eventLoops; i++) {
            loops.add(group.next());
        }
    }

    ChannelFuture connect(EventLoop loop, Target target, Connection.Owner owner, Requests requests) {
        return new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Connection(owner, requests, bodies, target.status()));
                    }
                })
                .connect(target.host(), target.port());
    }

    @Override
    public LoadReport run(LoadPlan plan, Window window) {
        if (plan.streams().size() != 1
                || !(plan.streams().getFirst().arrivals() instanceof Arrivals.Closed(int users))) {
            throw new LoadException("this engine runs one closed loop at a time");
        }
        Target target = plan.streams().getFirst().target();
        expect(target);
        List<ClosedLoop> shares = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            int share = users / loops.size() + (i < users % loops.size() ? 1 : 0);
            int index = i;
            EventLoop loop = loops.get(i);
            shares.add(await(
                    CompletableFuture.supplyAsync(() -> new ClosedLoop(this, loop, index, plan, target, share), loop),
                    CONNECT_ALL_SECONDS));
        }
        long cpuNanos;
        try {
            shares.forEach(share -> await(share.connected, CONNECT_ALL_SECONDS));
            long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(plan.settleMillis());
            long end = start + TimeUnit.MILLISECONDS.toNanos(plan.measureMillis());
            each(shares, share -> share.start(start, end));
            sleepUntil(start);
            window.begins();
            cpuNanos = -processCpuNanos();
            sleepUntil(end);
            cpuNanos += processCpuNanos();
            window.ended();
        } finally {
            each(shares, ClosedLoop::stop);
        }
        long drain = TimeUnit.MILLISECONDS.toSeconds(plan.timeoutMillis()) + 10;
        shares.forEach(share -> await(share.drained, drain));
        return report(plan, shares, cpuNanos);
    }

    /** The bodies that were right before stay right, as long as the same ids are asked. */
    private void expect(Target target) {
        if (!bodies.covers(target)) {
            bodies = new Bodies(target.firstId(), target.ids());
        }
    }

    private void each(List<ClosedLoop> shares, Consumer<ClosedLoop> action) {
        for (int i = 0; i < shares.size(); i++) {
            ClosedLoop share = shares.get(i);
            await(CompletableFuture.runAsync(() -> action.accept(share), loops.get(i)), CONNECT_ALL_SECONDS);
        }
    }

    private static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static LoadReport report(LoadPlan plan, List<ClosedLoop> shares, long cpuNanos) {
        Histogram latency = new Histogram(shares.getFirst().latency);
        latency.reset();
        List<Second> perSecond = new ArrayList<>();
        long answered = 0;
        long scheduled = 0;
        int users = 0;
        for (ClosedLoop share : shares) {
            latency.add(share.latency);
            answered += share.answeredInWindow;
            scheduled += share.scheduledInWindow;
            users += share.users;
        }
        for (int i = 0; i < shares.getFirst().perSecond.length; i++) {
            int second = i;
            long sum =
                    shares.stream().mapToLong(share -> share.perSecond[second]).sum();
            perSecond.add(new Second(second, sum, sum, 0, 0, 0, 0, 0, 0, 0, 0));
        }
        Histogram none = new Histogram(3);
        return new LoadReport(
                "built-in",
                TimeUnit.MILLISECONDS.toNanos(plan.measureMillis()),
                List.of(new StreamReport(
                        plan.streams().getFirst().name(),
                        Counter.sum(shares.stream().map(share -> share.counter).toList()),
                        scheduled,
                        answered,
                        encode(latency),
                        encode(latency),
                        encode(none),
                        perSecond,
                        0,
                        users,
                        0)),
                new Generator(shares.size(), 0, cpuNanos, 0, 0),
                List.of());
    }

    private static String encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        byte[] bytes = new byte[length];
        buffer.flip().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public Event.Populated populate(Command.Populate populate) {
        expect(populate.target());
        EventLoop loop = loops.getFirst();
        if (population == null || !population.target().equals(populate.target())) {
            population = new Population(this, loop, populate.target());
        }
        Population present = population;
        CompletableFuture<Event.Populated> reply = new CompletableFuture<>();
        loop.execute(() -> present.populate(populate, reply));
        return await(reply, TimeUnit.MILLISECONDS.toSeconds(populate.timeoutMillis()) + 10);
    }

    @Override
    public Event.Populated settle(Command.Settle settle) {
        Population present = population;
        if (present == null) {
            throw new LoadException("nothing is populated yet");
        }
        CompletableFuture<Event.Populated> reply = new CompletableFuture<>();
        loops.getFirst().execute(() -> present.settle(settle.timeoutMillis(), reply));
        return await(reply, TimeUnit.MILLISECONDS.toSeconds(settle.timeoutMillis()) + 10);
    }

    private static <T> T await(CompletableFuture<T> future, long seconds) {
        try {
            return future.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new LoadException("the load engine did not get there within " + seconds + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted");
        } catch (ExecutionException | CompletionException e) {
            throw new LoadException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        }
    }

    private static void sleepUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
