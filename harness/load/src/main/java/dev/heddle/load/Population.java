package dev.heddle.load;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds connections that are opened, send one request each and stay. Only one event loop uses it. */
final class Population implements Connection.Owner {
    /** This many connections are opened at a time, so that a stream of users reaches a rung, and not a storm. */
    private static final int OPENING = 64;

    private final EventLoop loop;
    private final Target target;
    private final Function<Connection.Owner, Connection> newConnection;
    private final Counter counter = new Counter();
    private final List<Connection> connections = new ArrayList<>();
    private int wanted;
    private boolean await;
    private int connecting;
    private int inFlight;
    private @Nullable CompletableFuture<Event.Populated> waiting;

    Population(EventLoop loop, Target target, Function<Connection.Owner, Connection> newConnection) {
        this.loop = loop;
        this.target = target;
        this.newConnection = newConnection;
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
                    // The state is told as it is; whoever asked sees that it is not what was asked for.
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
            newConnection.apply(this).connect();
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
        long now = System.nanoTime();
        connection.send(now, now, now);
        step();
    }

    @Override
    public void unreachable(Connection connection, String why) {
        connecting--;
        counter.scheduled++;
        counter.refused++;
        counter.error(why);
        // It is not tried again: that a rung cannot be reached is an answer.
        wanted--;
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
        if (!connection.open() && connections.remove(connection)) {
            wanted = Math.min(wanted, connections.size() + connecting);
        }
        step();
    }

    @Override
    public void closed(Connection connection, boolean withRequest) {
        boolean ours = connections.remove(connection);
        if (withRequest) {
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
