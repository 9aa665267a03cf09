package dev.heddle.load;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One event loop's share of the users of a closed loop. Confined to that loop but for its futures. */
final class ClosedLoop implements Connection.Owner {
    private static final long SWEEP_MS = 50;
    private static final long RECONNECT_MS = 100;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    final Counter counter = new Counter();
    final Histogram latency = new Histogram(1_000, LONGEST_NANOS, 3);
    final long[] perSecond;
    long scheduledInWindow;
    long answeredInWindow;

    /** Completes when every user is connected, exceptionally when one cannot be. */
    final CompletableFuture<Void> connected = new CompletableFuture<>();
    /** Completes when nothing is in flight and every connection is closed. */
    final CompletableFuture<Void> drained = new CompletableFuture<>();

    private final NettyEngine engine;
    private final EventLoop loop;
    private final LoadPlan plan;
    private final Target target;
    final int users;
    private final Requests requests;
    private final Set<Connection> connections = new HashSet<>();
    private long windowStart;
    private long windowEnd;
    private boolean running;
    private boolean stopping;
    private @Nullable ScheduledFuture<?> sweep;

    ClosedLoop(NettyEngine engine, EventLoop loop, int index, LoadPlan plan, Target target, int users) {
        this.engine = engine;
        this.loop = loop;
        this.plan = plan;
        this.target = target;
        this.users = users;
        this.requests = new Requests(target, index);
        this.perSecond = new long[Math.toIntExact(plan.measureMillis() / 1000)];
        if (users == 0) {
            connected.complete(null);
        }
        for (int i = 0; i < users; i++) {
            connect();
        }
    }

    private void connect() {
        engine.connect(loop, target, this, requests).addListener(done -> {
            if (!done.isSuccess()) {
                refused(String.valueOf(done.cause().getMessage()));
            }
        });
    }

    private void refused(String why) {
        if (!running) {
            connected.completeExceptionally(new LoadException("no connection: " + why));
            return;
        }
        // A user who cannot connect has had a request refused, and tries again a little later.
        counter.scheduled++;
        counter.refused++;
        counter.error(why);
        reconnect();
    }

    private void reconnect() {
        if (!stopping) {
            loop.schedule(this::connect, RECONNECT_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void opened(Connection connection) {
        connections.add(connection);
        if (stopping) {
            connection.close();
        } else if (running) {
            next(connection);
        } else if (connections.size() == users) {
            connected.complete(null);
        }
    }

    /** Sends the first requests; answers between the two times (of {@link System#nanoTime}) are the measurement. */
    void start(long start, long end) {
        windowStart = start;
        windowEnd = end;
        running = true;
        sweep = loop.scheduleAtFixedRate(this::timeOut, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
        new ArrayList<>(connections).forEach(this::next);
    }

    private void next(Connection connection) {
        counter.scheduled++;
        connection.send();
        if (connection.sentAt() >= windowStart && connection.sentAt() < windowEnd) {
            scheduledInWindow++;
        }
    }

    @Override
    public void answered(Connection connection, boolean right, long now) {
        if (right) {
            counter.answered++;
            if (now >= windowStart && now < windowEnd) {
                answeredInWindow++;
                latency.recordValue(Math.min(LONGEST_NANOS, now - connection.sentAt()));
                int second = (int) ((now - windowStart) / 1_000_000_000L);
                if (second < perSecond.length) {
                    perSecond[second]++;
                }
            }
        } else {
            counter.wrong++;
            counter.error(connection.lastError());
        }
        if (!connection.open()) {
            return;
        }
        if (stopping) {
            connection.close();
        } else {
            next(connection);
        }
    }

    @Override
    public void closed(Connection connection) {
        connections.remove(connection);
        if (connection.busy()) {
            if (connection.timedOut()) {
                counter.timedOut++;
                counter.error("no answer within " + plan.timeoutMillis() + " ms");
            } else {
                counter.refused++;
                counter.error(connection.lastError());
            }
        }
        if (stopping) {
            finishIfDrained();
        } else if (running) {
            reconnect();
        } else {
            connected.completeExceptionally(new LoadException("a connection was closed before it was used"));
        }
    }

    private void timeOut() {
        long now = System.nanoTime();
        long longest = TimeUnit.MILLISECONDS.toNanos(plan.timeoutMillis());
        List<Connection> late = connections.stream()
                .filter(c -> c.busy() && now - c.sentAt() > longest)
                .toList();
        late.forEach(Connection::timeOut);
    }

    /** Sends nothing more; what is in flight is awaited. */
    void stop() {
        stopping = true;
        connections.stream().filter(c -> !c.busy()).toList().forEach(Connection::close);
        finishIfDrained();
    }

    private void finishIfDrained() {
        if (connections.isEmpty()) {
            if (sweep != null) {
                sweep.cancel(false);
            }
            drained.complete(null);
        }
    }
}
