package dev.heddle.load;

import org.jspecify.annotations.Nullable;

/**
 * Lists the connections with a request in flight, in the order of sending. The connections are linked through themselves. Only
 * one event loop uses it.
 */
final class InFlight {
    private @Nullable Connection first;
    private @Nullable Connection last;
    private int size;

    int size() {
        return size;
    }

    /** Returns the connection whose request was sent first. */
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
