package dev.heddle.bench.conform;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends what no honest client sends. If it is a path, the contract's own answer is due, or the server's refusal of an oversized
 * line. If it is no HTTP, a refusal or a closed connection is due. The server must never answer as if all were well, and never
 * crash.
 */
final class HostileInput {
    private static final int LONG = 8 * 1024;
    private static final int CLOSED = 0;

    private final Client client;
    private final Findings findings;

    private HostileInput(Client client, Findings findings) {
        this.client = client;
        this.findings = findings;
    }

    static void check(Client client, Findings findings) throws IOException {
        HostileInput input = new HostileInput(client, findings);
        input.paths();
        input.methods();
        input.heads();
        input.bodies();
        findings.same("GET /noop after all that", "204", client.get("/noop").inShort());
    }

    private void paths() {
        path("/customers/../", "/customers/../", 400, 404);
        path("/customers/../customers/1/summary", "/customers/../customers/1/summary", 400, 404);
        path("/customers/%2e%2e/summary", "/customers/%2e%2e/summary", 400, 404);
        path("/customers/%31/summary", "/customers/%31/summary", 400, 404);
        path("/customers//summary", "/customers//summary", 400, 404);
        path("/customers/1%00/summary", "/customers/1%00/summary", 400, 404);
        path("a byte of 0 in an id", "/customers/1\0/summary", 400, 404, CLOSED);
        path("an id of 8 KB, digits", "/customers/" + "9".repeat(LONG) + "/summary", 400, 404, 414, 431);
        path("an id of 8 KB, letters", "/customers/" + "x".repeat(LONG) + "/summary", 400, 414, 431);
        path("an id of Arabic digits, UTF-8", "/customers/\u00d9\u00a7/summary", 400, 404, CLOSED);
        path("an id that is no UTF-8", "/customers/\u00ff/summary", 400, 404, CLOSED);
        path("an id of Arabic digits, encoded", "/customers/%D9%A7/summary", 400, 404);
    }

    private void path(String name, String path, int... statuses) {
        refused(name, "GET", client.request("GET", path), statuses);
    }

    private void methods() {
        for (String method : new String[] {"TRACE", "FROBNICATE"}) {
            refused("method " + method, method, client.request(method, "/noop"), 400, 405, 501, CLOSED);
        }
        // Helidon takes it for GET, whatever RFC 9110 says of case; that harms nobody.
        refused("method get", "get", client.request("get", "/noop"), 204, 400, 405, 501, CLOSED);
    }

    private void heads() {
        String line = "GET /noop HTTP/1.1\r\nHost: heddle\r\n";
        refused("no HTTP at all", "GET", "what is this\r\n\r\n", 400, CLOSED);
        refused("HTTP/9.9", "GET", "GET /noop HTTP/9.9\r\nHost: heddle\r\n\r\n", 400, 505, CLOSED);
        refused("a header of 64 KB", "GET", line + "X-Long: " + "x".repeat(65_536) + "\r\n\r\n", 400, 413, 431, CLOSED);
        refused(
                "64 KB of headers",
                "GET",
                line + ("X-Header: " + "x".repeat(116) + "\r\n").repeat(512) + "\r\n",
                400,
                413,
                431,
                CLOSED);
    }

    private void bodies() throws IOException {
        String post = "POST /customers/1/summary HTTP/1.1\r\nHost: heddle\r\n";
        refused("a negative Content-Length", "POST", post + "Content-Length: -1\r\n\r\n", 400, 405, CLOSED);
        refused("a Content-Length in letters", "POST", post + "Content-Length: ten\r\n\r\n", 400, 405, CLOSED);
        refused("two Content-Lengths", "POST", post + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n", 400, CLOSED);
        refused("broken chunks", "POST", post + "Transfer-Encoding: chunked\r\n\r\nno size\r\n\r\n", 400, 405, CLOSED);
        smuggled(post);
    }

    /** A body must not be taken for the next request. */
    private void smuggled(String post) throws IOException {
        String hidden = client.request("GET", "/nowhere");
        String first;
        String second;
        try (RawConnection connection = client.connect()) {
            connection.send(
                    post + "Content-Length: " + hidden.length() + "\r\n\r\n" + hidden + client.request("GET", "/noop"));
            first = client.seen(connection.receive("POST")).inShort();
            try {
                second = client.seen(connection.receive("GET")).inShort();
            } catch (IOException e) {
                second = "closed";
            }
        }
        findings.that(
                "a request in the body of another",
                "405, then 204 or closed",
                first + ", then " + second,
                first.startsWith("405") && (second.equals("204") || second.equals("closed")));
    }

    private void refused(String name, String method, String bytes, int... statuses) {
        HttpAnswer answer = client.exchange(method, bytes);
        Set<Integer> allowed = Arrays.stream(statuses).boxed().collect(Collectors.toUnmodifiableSet());
        String expected = Arrays.stream(statuses)
                .mapToObj(status -> status == CLOSED ? "a closed connection" : "" + status)
                .collect(Collectors.joining(" or "));
        boolean silent = answer.failure().startsWith("nothing for");
        findings.that(name, expected, answer.inShort(), allowed.contains(answer.status()) && !silent);
    }
}
