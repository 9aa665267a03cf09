package dev.heddle.load;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections that are opened, send one request each and stay. Confined to one event loop. */
final class Population implements Connection.Owner {
    /** Connections opened at a time: a rung is reached by a stream of users, not by a storm. */
    private static final int OPENING = 64;

    private final NettyEngine engine;
    private final EventLoop loop;
    private final Target target;
    private final Requests requests;
    private final Counter counter = new Counter();
    private final List<Connection> connections = new ArrayList<>();
    private int wanted;
    private boolean await;
    private int connecting;
    private int inFlight;
    private @Nullable CompletableFuture<Event.Populated> waiting;

    Population(NettyEngine engine, EventLoop loop, Target target) {
        this.engine = engine;
        this.loop = loop;
        this.target = target;
        this.requests = new Requests(target, 0);
    }

    Target target() {
        return target;
    }

    void populate(Command.Populate populate, CompletableFuture<Event.Populated> reply) {
        wanted = populate.connections();
        await = populate.await();
        begin(reply, populate.timeoutMillis());
        while (connections.size() > wanted) {
            connections.removeLast().close();
        }
        step();
    }

    void settle(long timeoutMillis, CompletableFuture<Event.Populated> reply) {
        await = true;
        wanted = connections.size();
        begin(reply, timeoutMillis);
        step();
    }

    private void begin(CompletableFuture<Event.Populated> reply, long timeoutMillis) {
        waiting = reply;
        loop.schedule(
                () -> {
                    // The state is told as it is; who asked sees that it is not what was asked for.
                    reply.complete(state());
                },
                timeoutMillis,
                TimeUnit.MILLISECONDS);
    }

    private Event.Populated state() {
        return new Event.Populated(connections.size(), inFlight, counter.tally());
    }

    private void step() {
        while (connections.size() + connecting < wanted && connecting + (await ? inFlight : 0) < OPENING) {
            connecting++;
            engine.connect(loop, target, this, requests).addListener(done -> {
                if (!done.isSuccess()) {
                    connecting--;
                    counter.scheduled++;
                    counter.refused++;
                    counter.error(String.valueOf(done.cause().getMessage()));
                    // Not retried: a rung that cannot be reached is an answer.
                    wanted--;
                    step();
                }
            });
        }
        if (waiting != null && connecting == 0 && connections.size() >= wanted && !(await && inFlight > 0)) {
            waiting.complete(state());
            waiting = null;
        }
    }

    @Override
    public void opened(Connection connection) {
        connecting--;
        connections.add(connection);
        counter.scheduled++;
        inFlight++;
        connection.send();
        step();
    }

    @Override
    public void answered(Connection connection, boolean right, long now) {
        inFlight--;
        if (right) {
            counter.answered++;
        } else {
            counter.wrong++;
            counter.error(connection.lastError());
        }
        step();
    }

    @Override
    public void closed(Connection connection) {
        boolean ours = connections.remove(connection);
        if (connection.busy()) {
            inFlight--;
            counter.refused++;
            counter.error(connection.lastError());
        } else if (ours) {
            counter.error("an idle connection went: " + connection.lastError());
        }
        if (ours) {
            wanted = Math.min(wanted, connections.size() + connecting);
        }
        step();
    }
}
