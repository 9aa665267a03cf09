package dev.heddle.load;

import io.netty.channel.IoEventLoop;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds one event loop's share of a stream: its connections, the requests that wait for one, and those in flight. Only that loop
 * uses it, except for its futures and for what is read when it has ended.
 */
final class Share implements Connection.Owner {
    /**
     * How many connections are opened at a time, and how long the pause after is: a server's queue of connections not yet
     * accepted is short.
     */
    private static final int OPENING = 64;

    private static final long OPENING_PAUSE_MS = 2;

    private static final long TIME_OUT_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long FIRST_BACK_OFF_MS = 10;
    private static final int MOST_DOUBLINGS = 5;

    /** Completes when every connection is open, and exceptionally when one cannot be opened. */
    final CompletableFuture<Void> connected = new CompletableFuture<>();
    /** Completes when every request is accounted for. */
    final CompletableFuture<Void> ended = new CompletableFuture<>();

    long reconnects;
    int mostBacklog;

    private final IoEventLoop loop;
    private final Pacer pacer;
    private final Arrivals arrivals;
    private final boolean dedicated;
    private final int mostWaiting;
    private final long timeoutNanos;
    private final Connection[] active;
    private final Connection[] idle;
    private final ArrayDeque<Connection> free = new ArrayDeque<>();
    private final WaitingQueue waiting = new WaitingQueue();
    private final InFlight inFlight = new InFlight();
    private @Nullable Recorder recorder;
    private @Nullable Schedule schedule;
    private int backlog;
    private int openActive;
    private int openIdle;
    private long timeOutLookedAt;
    private long windowEnd;
    private AtomicInteger unfinished = new AtomicInteger();
    private boolean finished;
    private boolean stopping;

    /**
     * Makes a share.
     *
     * @param part the number of this share, of {@code parts} shares of the stream
     * @param connections makes a connection that belongs to it
     */
    Share(
            IoEventLoop loop,
            Pacer pacer,
            Stream stream,
            int part,
            int parts,
            long timeoutNanos,
            Function<Connection.Owner, Connection> connections) {
        this.loop = loop;
        this.pacer = pacer;
        this.arrivals = stream.arrivals();
        this.timeoutNanos = timeoutNanos;
        this.mostWaiting = part(stream.backlog(), part, parts);
        this.dedicated = stream.connections() instanceof ConnectionPolicy.Dedicated;
        this.active = new Connection[part(stream.connections().active(), part, parts)];
        this.idle = new Connection
                [stream.connections() instanceof ConnectionPolicy.IdleBeside beside
                        ? part(beside.idle(), part, parts)
                        : 0];
        for (int i = 0; i < connections(); i++) {
            Connection connection = connections.apply(this);
            if (i < active.length) {
                active[i] = connection;
            } else {
                idle[i - active.length] = connection;
                connection.idle = true;
            }
        }
    }

    private static int part(int whole, int part, int parts) {
        return whole / parts + (part < whole % parts ? 1 : 0);
    }

    /** Returns how many connections there are to be, idle ones included. */
    int connections() {
        return active.length + idle.length;
    }

    /** Returns what it recorded, once it has started. */
    Recorder recorder() {
        if (recorder == null) {
            throw new IllegalStateException("not started");
        }
        return recorder;
    }

    /** Begins to open the connections. */
    void connect() {
        connectFrom(0);
    }

    private void connectFrom(int first) {
        int end = Math.min(first + OPENING, connections());
        for (int i = first; i < end; i++) {
            (i < active.length ? active[i] : idle[i - active.length]).connect();
        }
        if (end < connections() && !stopping) {
            loop.schedule(() -> connectFrom(end), OPENING_PAUSE_MS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Begins with the requests. Times are of {@link System#nanoTime}.
     *
     * @param unfinished how many shares of the run's open loops still have requests of the window. Arrivals go on until none
     *     has; otherwise the last requests of each window would be answered by a server that has nothing else to do
     */
    void start(
            int stream,
            int part,
            int parts,
            long origin,
            long windowStart,
            long windowEnd,
            AtomicInteger unfinished,
            Consumer<Slice> slices) {
        boolean openLoop = !(arrivals instanceof Arrivals.Closed);
        this.windowEnd = windowEnd;
        this.unfinished = unfinished;
        recorder = new Recorder(stream, openLoop, origin, windowStart, windowEnd, slices);
        pacer.add(this);
        if (openLoop) {
            schedule = new Schedule(arrivals, part, parts, origin, windowEnd);
        } else {
            startUsers(origin - System.nanoTime(), part);
        }
    }

    /** Lets each user send a first request after the lead, when its turn has come. */
    private void startUsers(long lead, int part) {
        if (!(arrivals instanceof Arrivals.Closed(int users, long staggerMillis, long seed))) {
            return;
        }
        long longest = TimeUnit.MILLISECONDS.toNanos(staggerMillis);
        SplittableRandom random = new SplittableRandom(seed + part);
        for (Connection user = free.poll(); user != null; user = free.poll()) {
            Connection first = user;
            first.queued = false;
            long after = longest == 0 ? 0 : random.nextLong(longest);
            loop.schedule(
                    () -> {
                        // A user whose connection went meanwhile begins when it is open again.
                        if (first.free()) {
                            release(first, System.nanoTime());
                        }
                    },
                    lead + after,
                    TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Sends what is due.
     *
     * @return when something will be due next
     */
    long look(long now) {
        if (ended.isDone()) {
            return Schedule.NEVER;
        }
        Recorder to = recorder();
        Schedule from = schedule;
        long next = Schedule.NEVER;
        if (from != null && !stopping) {
            for (next = from.next(); next <= now && !over(next); next = from.next()) {
                to.secondsUntil(next, backlog);
                long number = from.taken();
                from.take();
                arrive(next, number);
            }
        }
        to.secondsUntil(now, backlog);
        if (from != null && !stopping && over(next)) {
            stopping = true;
            withdraw(waiting);
            for (Connection connection : active) {
                withdraw(connection.waiting);
            }
            endIfDone();
        }
        return stopping ? Schedule.NEVER : next;
    }

    /** Returns whether the next request is not wanted any more. */
    private boolean over(long next) {
        if (next < windowEnd) {
            return false;
        }
        if (recorder().windowDone()) {
            finish();
        }
        return next == Schedule.NEVER || unfinished.get() == 0;
    }

    private void withdraw(WaitingQueue queue) {
        while (!queue.isEmpty() && !counted(queue.intended())) {
            backlog--;
            queue.take();
        }
    }

    private void finish() {
        if (schedule != null && !finished) {
            finished = true;
            unfinished.decrementAndGet();
        }
    }

    private void arrive(long intended, long number) {
        long now = System.nanoTime();
        recorder().takenUp(intended, now);
        Connection connection = dedicated ? active[(int) (number % active.length)] : takeFree();
        Connection free = connection != null && connection.free() ? connection : null;
        if (free != null || counted(intended)) {
            recorder().scheduled(intended);
        }
        if (free != null) {
            send(free, intended, now, now);
        } else if (backlog < mostWaiting) {
            (dedicated && connection != null ? connection.waiting : waiting).add(intended, now);
            backlog++;
            mostBacklog = counted(intended) ? Math.max(mostBacklog, backlog) : mostBacklog;
        } else if (counted(intended)) {
            recorder().unsent(intended, "more than " + mostWaiting + " requests waited for a connection");
        }
    }

    /**
     * Returns whether a request counts from its intended start on. A request after the window is only there as load, and counts
     * once it is sent.
     */
    private boolean counted(long intended) {
        return intended < windowEnd;
    }

    private @Nullable Connection takeFree() {
        Connection connection = free.poll();
        while (connection != null) {
            connection.queued = false;
            if (connection.free()) {
                return connection;
            }
            // The connection went while it was free; it comes back when it is open again.
            connection = free.poll();
        }
        return null;
    }

    private void send(Connection connection, long intended, long takenUp, long now) {
        inFlight.add(connection);
        connection.send(intended, takenUp, now);
    }

    /** Gives a connection its next request, if there is one. */
    private void release(Connection connection, long now) {
        WaitingQueue queue = dedicated ? connection.waiting : waiting;
        if (schedule == null) {
            if (!stopping) {
                recorder().scheduled(now);
                send(connection, now, now, now);
            }
        } else if (!queue.isEmpty()) {
            backlog--;
            long takenUp = queue.takenUp();
            long intended = queue.take();
            if (!counted(intended)) {
                recorder().scheduled(intended);
            }
            send(connection, intended, takenUp, now);
        } else if (!dedicated && !connection.queued) {
            connection.queued = true;
            free.add(connection);
        }
    }

    /** Gives up the requests that have waited too long. */
    void timeOut(long now) {
        if (ended.isDone() || now - timeOutLookedAt < TIME_OUT_LOOK_NANOS) {
            return;
        }
        timeOutLookedAt = now;
        for (Connection late = inFlight.first();
                late != null && now - late.sentAt() >= timeoutNanos;
                late = inFlight.first()) {
            inFlight.remove(late);
            recorder()
                    .timedOut(
                            late.intendedAt(),
                            late.takenUpAt(),
                            now,
                            "no answer within " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms");
            late.close();
            late.failures++;
            openActive--;
            reconnect(late);
        }
        if (backlog > 0) {
            timeOut(waiting, now);
            for (int i = 0; dedicated && i < active.length; i++) {
                timeOut(active[i].waiting, now);
            }
        }
        endIfDone();
    }

    private void timeOut(WaitingQueue queue, long now) {
        while (!queue.isEmpty() && now - queue.intended() >= timeoutNanos) {
            backlog--;
            long takenUp = queue.takenUp();
            long intended = queue.take();
            if (counted(intended)) {
                recorder()
                        .timedOut(
                                intended,
                                takenUp,
                                now,
                                "no connection was free within " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms");
            }
        }
    }

    @Override
    public void opened(Connection connection) {
        count(connection, 1);
        if (ended.isDone()) {
            connection.close();
            return;
        }
        if (recorder == null) {
            if (!connection.idle) {
                connection.queued = true;
                free.add(connection);
            }
            if (openActive + openIdle == connections()) {
                connected.complete(null);
            }
            return;
        }
        reconnects++;
        if (!connection.idle) {
            release(connection, System.nanoTime());
        }
        endIfDone();
    }

    @Override
    public void unreachable(Connection connection, String why) {
        if (recorder == null) {
            connected.completeExceptionally(new LoadException("no connection: " + why));
            return;
        }
        connection.failures++;
        if (connection.idle) {
            recorder.counter.error("an idle connection could not be opened again: " + why);
        } else if (schedule == null && !stopping) {
            // A user who cannot connect has had a request refused.
            long now = System.nanoTime();
            recorder.scheduled(now);
            recorder.refused(now, why);
        } else if (dedicated) {
            refuse(connection.waiting, why);
        } else if (openActive == 0) {
            refuse(waiting, why);
        }
        reconnect(connection);
        endIfDone();
    }

    private void refuse(WaitingQueue queue, String why) {
        while (!queue.isEmpty()) {
            backlog--;
            long intended = queue.take();
            if (counted(intended)) {
                recorder().refused(intended, why);
            }
        }
    }

    private void count(Connection connection, int change) {
        if (connection.idle) {
            openIdle += change;
        } else {
            openActive += change;
        }
    }

    @Override
    public void arrived(long now) {
        BusyPoll.ofThisLoop().answered(now);
        pacer.look(now);
    }

    @Override
    public void answered(Connection connection, boolean right, long now) {
        inFlight.remove(connection);
        if (right) {
            connection.failures = 0;
            recorder().answered(connection.intendedAt(), connection.takenUpAt(), connection.sentAt(), now);
        } else {
            connection.failures++;
            recorder().wrong(connection.intendedAt(), connection.lastError());
        }
        if (connection.open()) {
            release(connection, now);
        } else {
            openActive--;
            reconnect(connection);
        }
        if (stopping) {
            endIfDone();
        }
    }

    @Override
    public void closed(Connection connection, boolean withRequest) {
        count(connection, -1);
        if (recorder == null) {
            connected.completeExceptionally(
                    new LoadException("a connection was closed before it was used: " + connection.lastError()));
            return;
        }
        connection.failures++;
        if (withRequest) {
            inFlight.remove(connection);
            recorder.refused(connection.intendedAt(), connection.lastError());
        } else {
            recorder.counter.error("a connection without a request went: " + connection.lastError());
        }
        reconnect(connection);
        endIfDone();
    }

    private void reconnect(Connection connection) {
        if (ended.isDone() || (stopping && backlog == 0)) {
            return;
        }
        Runnable again = () -> {
            if (!ended.isDone()) {
                connection.connect();
            }
        };
        // After an answer, it connects again at once, as a client does whose server closes politely; after failures,
        // it waits longer each time.
        if (connection.failures == 0) {
            loop.execute(again);
        } else {
            loop.schedule(
                    again,
                    FIRST_BACK_OFF_MS << Math.min(connection.failures - 1, MOST_DOUBLINGS),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Schedules nothing more. Requests that wait are unsent; those in flight are awaited. */
    void stop() {
        stopping = true;
        if (recorder == null) {
            return;
        }
        unsend(waiting);
        for (Connection connection : active) {
            unsend(connection.waiting);
        }
        endIfDone();
    }

    private void unsend(WaitingQueue queue) {
        while (!queue.isEmpty()) {
            backlog--;
            long intended = queue.take();
            if (counted(intended)) {
                recorder().unsent(intended, "the run was stopped");
            }
        }
    }

    private void endIfDone() {
        if (stopping && inFlight.size() == 0 && backlog == 0 && !ended.isDone()) {
            finish();
            recorder().endSecond(0);
            ended.complete(null);
        }
    }

    /** Closes every connection for good. */
    void close() {
        ended.complete(null);
        for (Connection connection : active) {
            connection.close();
        }
        for (Connection connection : idle) {
            connection.close();
        }
    }
}
