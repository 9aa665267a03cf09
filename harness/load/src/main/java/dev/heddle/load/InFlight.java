package dev.heddle.load;

import org.jspecify.annotations.Nullable;

/** Connections with a request in flight, in the order of sending, linked through themselves. Confined to one event loop. */
final class InFlight {
    private @Nullable Connection first;
    private @Nullable Connection last;
    private int size;

    int size() {
        return size;
    }

    /** The one that was sent first. */
    @Nullable
    Connection first() {
        return first;
    }

    void add(Connection connection) {
        connection.before = last;
        connection.after = null;
        if (last == null) {
            first = connection;
        } else {
            last.after = connection;
        }
        last = connection;
        size++;
    }

    void remove(Connection connection) {
        Connection before = connection.before;
        Connection after = connection.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        connection.before = null;
        connection.after = null;
        size--;
    }
}
