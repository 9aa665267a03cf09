package dev.heddle.bench.conform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs clients that send a byte of their head now and then and never finish it. There are more of them than there is room for
 * requests.
 */
final class SlowClients {
    private static final int CLIENTS = 4 * Stand.MAX_IN_FLIGHT;
    private static final int BYTES = 5;

    private SlowClients() {}

    static void check(Client client, Findings findings) throws IOException {
        List<RawConnection> slow = new ArrayList<>();
        String saw = "served";
        try {
            for (int i = 0; i < CLIENTS; i++) {
                RawConnection connection = client.connect();
                connection.send("GET /noop HTTP/1.1\r\nHost: heddle\r\nX-Slow: ");
                slow.add(connection);
            }
            for (int sent = 0; sent < BYTES && saw.equals("served"); sent++) {
                slow.forEach(SlowClients::drip);
                HttpAnswer answer = client.get("/noop");
                saw = answer.status() == 204 ? "served" : answer.inShort();
                Stand.sleep(100);
            }
        } finally {
            for (RawConnection connection : slow) {
                connection.close();
            }
        }
        findings.same("others beside " + CLIENTS + " that never finish their head", "served", saw);
    }

    private static void drip(RawConnection connection) {
        try {
            connection.send("x");
        } catch (IOException e) {
            // The server has had enough and closed it, which is its right.
        }
    }
}
