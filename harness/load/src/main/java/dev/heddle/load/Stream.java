package dev.heddle.load;

/**
 * Describes one stream of requests.
 *
 * @param name the name of its report
 * @param target what is asked, and of whom
 * @param arrivals when requests are to be sent
 * @param connections the connections that carry them; in a closed loop {@link ConnectionPolicy.AllActive}, with one
 *     connection for each user
 * @param backlog the most requests that may wait for a free connection; one more is {@code unsent}
 */
public record Stream(String name, Target target, Arrivals arrivals, ConnectionPolicy connections, int backlog) {
    public Stream {
        if (backlog < 0) {
            throw new IllegalArgumentException("backlog: " + backlog + " is less than 0");
        }
        if (arrivals instanceof Arrivals.Closed closed
                && !connections.equals(new ConnectionPolicy.AllActive(closed.users()))) {
            throw new IllegalArgumentException("connections: a closed loop of " + closed.users()
                    + " users has as many connections, all of them active, not " + connections);
        }
    }

    /** Returns a closed loop, in which nothing waits for a connection. */
    public static Stream closed(String name, Target target, Arrivals.Closed arrivals) {
        return new Stream(name, target, arrivals, new ConnectionPolicy.AllActive(arrivals.users()), 0);
    }
}
