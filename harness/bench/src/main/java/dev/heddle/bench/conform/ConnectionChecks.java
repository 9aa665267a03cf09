package dev.heddle.bench.conform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Checks keep-alive, pipelining, and that sockets do not wait. Without TCP_NODELAY, what is written in two pieces waits until the
 * peer acknowledges the first piece, which the peer puts off for 40 ms.
 */
final class ConnectionChecks {
    /**
     * An answer within this time is prompt: it is half of Linux's shortest delayed acknowledgement, and many times what a stack
     * needs.
     */
    private static final long PROMPT_MILLIS = 25;

    private static final int REQUESTS = 21;
    private static final int WARM_UP = 20;

    private ConnectionChecks() {}

    static void check(Subject subject) throws IOException {
        if (outside(subject.client, subject.findings)) {
            summaries(subject);
            pipelinedSummaries(subject);
        }
    }

    /**
     * Returns whether the server keeps connections and answers each of several requests. If it does not, there is no time to
     * measure.
     */
    static boolean outside(Client client, Findings findings) throws IOException {
        boolean answers = keepAlive(client, findings) & pipelined(client, findings);
        if (answers) {
            pairs(client, findings);
        }
        return answers;
    }

    private static boolean keepAlive(Client client, Findings findings) throws IOException {
        long[] nanos = new long[REQUESTS];
        int answered = 0;
        try (RawConnection connection = client.connect()) {
            for (int i = 0; i < WARM_UP + REQUESTS; i++) {
                long begin = System.nanoTime();
                connection.acknowledgeLate();
                connection.send(client.request("GET", "/noop"));
                HttpAnswer answer = client.seen(connection.receive("GET"));
                answered += answer.status() == 204 ? 1 : 0;
                nanos[i % REQUESTS] = System.nanoTime() - begin;
            }
        } catch (IOException e) {
            // The count tells the result.
        }
        int all = WARM_UP + REQUESTS;
        findings.same("requests on one connection", all + " answered", answered + " answered");
        if (answered == all) {
            prompt(findings, "the time of each", nanos);
        }
        return answered == all;
    }

    private static boolean pipelined(Client client, Findings findings) throws IOException {
        // None of these is answered with 400, after which a server may close.
        List<String> paths = List.of("/noop", "/nowhere", "/noop", "/customers/0/summary", "/ready");
        List<String> saw = new ArrayList<>();
        try (RawConnection connection = client.connect()) {
            StringBuilder all = new StringBuilder();
            paths.forEach(path -> all.append(client.request("GET", path)));
            connection.send(all.toString());
            for (int i = 0; i < paths.size(); i++) {
                saw.add("" + client.seen(connection.receive("GET")).status());
            }
        } catch (IOException e) {
            saw.add(String.valueOf(e.getMessage()));
        }
        String expected = "204, 404, 204, 404, 200";
        findings.same("five requests sent together", expected, String.join(", ", saw));
        return String.join(", ", saw).equals(expected);
    }

    /** Checks that the second answer leaves while the first one is not acknowledged yet. */
    private static void pairs(Client client, Findings findings) throws IOException {
        long[] nanos = new long[REQUESTS];
        try (RawConnection connection = client.connect()) {
            for (int i = 0; i < WARM_UP + REQUESTS; i++) {
                connection.acknowledgeLate();
                connection.send(client.request("GET", "/noop") + client.request("GET", "/noop"));
                client.seen(connection.receive("GET"));
                long begin = System.nanoTime();
                client.seen(connection.receive("GET"));
                nanos[i % REQUESTS] = System.nanoTime() - begin;
            }
        }
        prompt(findings, "the second answer of a pair", nanos);
    }

    /** Checks that a summary does not wait beyond what its calls take, neither on its own socket nor on those behind it. */
    private static void summaries(Subject subject) throws IOException {
        List<Integer> ids = subject.stand.ids.quick();
        long[] nanos = new long[REQUESTS];
        try (RawConnection connection = subject.client.connect()) {
            for (int i = 0; i < WARM_UP + REQUESTS; i++) {
                int id = ids.get(i % ids.size());
                long begin = System.nanoTime();
                connection.acknowledgeLate();
                connection.send(subject.client.request("GET", Subject.path(id)));
                subject.client.seen(connection.receive("GET"));
                nanos[i % REQUESTS] = System.nanoTime() - begin - 1_000_000 * callMillis(subject, id);
            }
        }
        prompt(subject.findings, "the time of a summary beyond that of its calls", nanos);
    }

    private static void pipelinedSummaries(Subject subject) throws IOException {
        List<Integer> ids = subject.stand.ids.quick();
        long[] nanos = new long[REQUESTS];
        try (RawConnection connection = subject.client.connect()) {
            for (int i = 0; i < REQUESTS; i++) {
                int id = ids.get(i % ids.size());
                connection.acknowledgeLate();
                connection.send(
                        subject.client.request("GET", "/noop") + subject.client.request("GET", Subject.path(id)));
                subject.client.seen(connection.receive("GET"));
                long begin = System.nanoTime();
                subject.client.seen(connection.receive("GET"));
                nanos[i] = System.nanoTime() - begin - 1_000_000 * callMillis(subject, id);
            }
        }
        prompt(subject.findings, "the same behind another answer", nanos);
    }

    /** Returns how long the calls of one request take together. */
    private static long callMillis(Subject subject, int id) {
        long[] millis = new long[Stand.CALLS];
        Arrays.setAll(millis, service -> subject.stand.ids.millis(service, id));
        return switch (subject.mode) {
            case SEQUENTIAL -> Arrays.stream(millis).sum();
            case ALL, ALL_SETTLED -> Arrays.stream(millis).max().orElse(0);
            case ANY, RACE -> Arrays.stream(millis).min().orElse(0);
        };
    }

    private static void prompt(Findings findings, String name, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2] / 1e6;
        findings.that(
                name,
                "a median under " + PROMPT_MILLIS + " ms",
                String.format(Locale.ROOT, "a median of %.1f ms", median),
                median < PROMPT_MILLIS);
    }
}
