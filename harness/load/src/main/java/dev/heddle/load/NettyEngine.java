package dev.heddle.load;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The built-in engine: it uses Netty's event loops and native sockets without Netty's pipelines. State is confined to event
 * loops, and there are no locks. One caller's thread calls its methods; only {@link #stop} may come from another.
 */
final class NettyEngine implements LoadEngine {
    /** With this tick, the engine chooses the tick by the rate. */
    static final long AUTOMATIC_TICK = 0;

    /**
     * A tick is this long for each request per second. At 1,000/s each request has its own awakening; at 10,000/s ten requests
     * share one. An awakening costs several times what a request costs; profile load-peers prints what each tick costs and how
     * late it is.
     */
    private static final double TICK_NANOS_PER_RATE = 100;

    private static final double SHORTEST_TICK_NANOS = 50_000;
    private static final double LONGEST_TICK_NANOS = 1_000_000;

    private static final long CONNECT_ALL_SECONDS = 60;
    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final MultiThreadIoEventLoopGroup group;
    private final Transport transport;
    private final long tickNanos;
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<BodiesOf, Bodies> bodies = new HashMap<>();
    private @Nullable Population population;
    private final boolean comesFirst;
    private volatile String precedence = Precedence.NONE;
    private volatile boolean stopped;

    /** Holds an event loop and what its connections read with. */
    private record Lane(IoEventLoop loop, Incoming incoming) {}

    /** Names requests that have the same right bodies, whoever serves them. */
    private record BodiesOf(String path, int firstId, int ids, int anId, int edition) {}

    /** Holds one event loop's part of a stream. */
    private record Part(Lane lane, int stream, int index, int of, Share share) {}

    NettyEngine(int eventLoops) {
        this(eventLoops, AUTOMATIC_TICK, Transport.best());
    }

    NettyEngine(int eventLoops, long tickNanos, Transport transport) {
        this(eventLoops, tickNanos, transport, true);
    }

    /**
     * Makes an engine.
     *
     * @param tickNanos the tick; {@link #AUTOMATIC_TICK} for one that follows from the rate
     * @param comesFirst whether its event loops go before all else on their CPUs, as far as they may
     */
    NettyEngine(int eventLoops, long tickNanos, Transport transport, boolean comesFirst) {
        this.tickNanos = tickNanos;
        this.transport = transport;
        this.comesFirst = comesFirst;
        this.group = new MultiThreadIoEventLoopGroup(eventLoops, loopThreads(), transport.handlers());
        for (int i = 0; i < eventLoops; i++) {
            lanes.add(new Lane(group.next(), new Incoming()));
        }
    }

    private ThreadFactory loopThreads() {
        ThreadFactory named = new DefaultThreadFactory("load");
        return loop -> named.newThread(() -> {
            if (comesFirst) {
                precedence = Precedence.first();
            }
            loop.run();
        });
    }

    private Function<Connection.Owner, Connection> connections(Lane lane, int index, Target target) {
        // The bodies that were right before stay right, whoever serves them.
        Bodies expected = bodies.computeIfAbsent(
                new BodiesOf(target.path(), target.firstId(), target.ids(), target.bodies(), target.edition()),
                of -> new Bodies(of.firstId(), of.ids(), of.anId()));
        InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
        if (address.isUnresolved()) {
            throw new LoadException("no address is known for host " + target.host());
        }
        Requests requests = new Requests(target, index);
        return owner -> new Connection(
                lane.loop(), transport, address, owner, requests, expected, lane.incoming(), target.status());
    }

    @Override
    public LoadReport run(LoadPlan plan, Window window) {
        stopped = false;
        long tick = tickNanos == AUTOMATIC_TICK ? tick(plan) : tickNanos;
        List<Pacer> pacers =
                lanes.stream().map(lane -> new Pacer(lane.loop(), tick)).toList();
        List<Part> parts = new ArrayList<>();
        int[] partsOf = new int[plan.streams().size()];
        for (int stream = 0; stream < partsOf.length; stream++) {
            Stream of = plan.streams().get(stream);
            partsOf[stream] = Math.min(lanes.size(), of.connections().active());
            for (int i = 0; i < partsOf[stream]; i++) {
                Lane lane = lanes.get(i);
                Share share = new Share(
                        lane.loop(),
                        pacers.get(i),
                        of,
                        i,
                        partsOf[stream],
                        TimeUnit.MILLISECONDS.toNanos(plan.timeoutMillis()),
                        connections(lane, i, of.target()));
                parts.add(new Part(lane, stream, i, partsOf[stream], share));
            }
        }
        LinkedBlockingQueue<Slice> slices = new LinkedBlockingQueue<>();
        Collector collector =
                new Collector(plan.streams().stream().map(Stream::name).toList(), partsOf, window);
        Generator generator;
        long windowNanos;
        try {
            parts.forEach(part -> part.lane().loop().execute(part.share()::connect));
            parts.forEach(part -> await(part.share().connected, CONNECT_ALL_SECONDS));
            // What was left over is collected now, and the less often while it is measured.
            System.gc();
            window.ready();
            AtomicInteger unfinished = new AtomicInteger(
                    (int) parts.stream().filter(part -> open(plan, part)).count());
            long origin = System.nanoTime() + LEAD_NANOS;
            long start = origin + TimeUnit.MILLISECONDS.toNanos(plan.settleMillis());
            long end = start + TimeUnit.MILLISECONDS.toNanos(plan.measureMillis());
            parts.forEach(part -> on(
                    part.lane(),
                    () -> part.share()
                            .start(
                                    part.stream(),
                                    part.index(),
                                    part.of(),
                                    origin,
                                    start,
                                    end,
                                    unfinished,
                                    slices::add)));
            for (int i = 0; i < lanes.size(); i++) {
                Pacer pacer = pacers.get(i);
                on(lanes.get(i), () -> pacer.start(origin, start, end));
            }
            collect(slices, collector, start);
            long cpuNanos = -processCpuNanos();
            window.begins();
            collect(slices, collector, end);
            cpuNanos += processCpuNanos();
            window.ended();
            windowNanos = Math.clamp(System.nanoTime() - start, 0, end - start);
            boolean openLoop = parts.stream().anyMatch(part -> open(plan, part));
            for (Part part : parts) {
                if (stopped || !open(plan, part)) {
                    on(part.lane(), part.share()::stop);
                }
            }
            // A request waits for a connection and for an answer. Behind the window's last request stand those that
            // came while it waited.
            long drain = TimeUnit.MILLISECONDS.toSeconds(4 * plan.timeoutMillis()) + 10;
            parts.forEach(part -> await(part.share().ended, drain));
            window.drained();
            generator = generator(pacers, openLoop ? tick : 0, cpuNanos);
        } finally {
            for (int i = 0; i < lanes.size(); i++) {
                on(lanes.get(i), pacers.get(i)::stop);
            }
            parts.forEach(part -> on(part.lane(), part.share()::stop));
            parts.forEach(part -> on(part.lane(), part.share()::close));
        }
        for (Slice slice = slices.poll(); slice != null; slice = slices.poll()) {
            collector.add(slice);
        }
        List<StreamReport> reports = new ArrayList<>();
        for (int stream = 0; stream < partsOf.length; stream++) {
            int index = stream;
            reports.add(Reports.of(
                    plan.streams().get(stream).name(),
                    parts.stream()
                            .filter(part -> part.stream() == index)
                            .map(Part::share)
                            .toList(),
                    collector.seconds(stream)));
        }
        return new LoadReport("built-in", windowNanos, reports, generator, List.of());
    }

    private static boolean open(LoadPlan plan, Part part) {
        return !(plan.streams().get(part.stream()).arrivals() instanceof Arrivals.Closed);
    }

    private long tick(LoadPlan plan) {
        double perLoop = plan.streams().stream()
                .mapToDouble(stream -> switch (stream.arrivals()) {
                            case Arrivals.Closed closed -> 0;
                            case Arrivals.ConstantRate constant -> constant.perSecond();
                            case Arrivals.Poisson poisson -> poisson.perSecond();
                            case Arrivals.Ramp ramp -> Math.max(ramp.fromPerSecond(), ramp.toPerSecond());
                        }
                        / Math.min(lanes.size(), stream.connections().active()))
                .sum();
        return (long) Math.clamp(TICK_NANOS_PER_RATE * perLoop, SHORTEST_TICK_NANOS, LONGEST_TICK_NANOS);
    }

    /** Ends a running plan early. A request that was not sent by now is {@code unsent}. Any thread may call this. */
    void stop() {
        stopped = true;
    }

    /** Passes seconds on until a time has come, or until the run is stopped. */
    private void collect(LinkedBlockingQueue<Slice> slices, Collector collector, long until) {
        try {
            for (long left = until - System.nanoTime(); left > 0 && !stopped; left = until - System.nanoTime()) {
                Slice slice = slices.poll(Math.min(left, LONGEST_WAIT_NANOS), TimeUnit.NANOSECONDS);
                if (slice != null) {
                    collector.add(slice);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted");
        }
    }

    private Generator generator(List<Pacer> pacers, long tickNanos, long cpuNanos) {
        return new Generator(
                pacers.size(),
                tickNanos,
                cpuNanos,
                pacers.stream().mapToLong(pacer -> pacer.ticks).sum(),
                pacers.stream().mapToLong(pacer -> pacer.maxLatenessNanos).max().orElse(0),
                precedence);
    }

    private static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    @Override
    public Event.Populated populate(Command.Populate populate) {
        Lane lane = lanes.getFirst();
        if (population == null || !population.target().equals(populate.target())) {
            population = new Population(lane.loop(), populate.target(), connections(lane, 0, populate.target()));
        }
        Population present = population;
        CompletableFuture<Event.Populated> reply = new CompletableFuture<>();
        lane.loop().execute(() -> present.populate(populate, reply));
        return await(reply, TimeUnit.MILLISECONDS.toSeconds(populate.timeoutMillis()) + 10);
    }

    @Override
    public Event.Populated settle(Command.Settle settle) {
        Population present = population;
        if (present == null) {
            throw new LoadException("nothing is populated yet");
        }
        CompletableFuture<Event.Populated> reply = new CompletableFuture<>();
        lanes.getFirst().loop().execute(() -> present.settle(settle.timeoutMillis(), reply));
        return await(reply, TimeUnit.MILLISECONDS.toSeconds(settle.timeoutMillis()) + 10);
    }

    private static void on(Lane lane, Runnable action) {
        try {
            await(CompletableFuture.runAsync(action, lane.loop()), CONNECT_ALL_SECONDS);
        } catch (RejectedExecutionException e) {
            throw new LoadException("the load engine is closed");
        }
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> future, long seconds) {
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

    @Override
    public void close() {
        stop();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
