package dev.heddle.bench.trial;

import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Workload;
import dev.heddle.workload.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract as an executable suite. Each check says what it expected and what it saw. */
public final class Conformance implements AutoCloseable {

    private static final int MAX_IN_FLIGHT = 64;

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Check> checks = new ArrayList<>();
    private final String mode;

    /**
     * One thing that the contract demands.
     *
     * @param name what
     * @param expected what was to be seen
     * @param saw what was seen
     * @param passed whether they agree
     */
    public record Check(String name, String expected, String saw, boolean passed) {}

    private Conformance(String mode) {
        this.mode = mode;
    }

    /** Checks a server that runs already, with downstreams of its own: what can be seen from outside. */
    public static List<Check> ofUrl(URI base) throws IOException {
        try (Conformance suite = new Conformance("")) {
            suite.outside(base);
            HttpResponse<byte[]> answer = suite.get(base, "/customers/1/summary");
            suite.check("a customer's summary", "200 and a document of customer 1", summaryOf(answer));
            return suite.checks;
        }
    }

    /** Checks a contestant that we start, in the composition of the testbed's workload. */
    public static List<Check> ofContestant(Testbed bed, Manifest manifest, Path log)
            throws LaunchException, IOException {
        try (Conformance suite =
                new Conformance(bed.suite.workload().rpc().mode().label() + ": ")) {
            try (ContestantProcess contestant = bed.contestant(manifest, 0, MAX_IN_FLIGHT, DEADLINE, List.of(), log)) {
                URI base = URI.create("http://127.0.0.1:" + contestant.port());
                suite.outside(base);
                suite.documents(bed, base);
                suite.calls(bed, base);
                suite.composition(bed, base);
                suite.deadline(bed, base);
            } finally {
                bed.rpc.release();
            }
            suite.termination(bed, manifest, log);
            return suite.checks;
        }
    }

    private void outside(URI base) throws IOException {
        check("GET /ready", "200", "" + get(base, "/ready").statusCode());
        HttpResponse<byte[]> noop = get(base, "/noop");
        check("GET /noop", "204, 0 bytes", noop.statusCode() + ", " + noop.body().length + " bytes");
        problem(base, "GET", "/customers/seven/summary", Problem.BAD_ID);
        problem(base, "GET", "/customers/-7/summary", Problem.NOT_FOUND);
        problem(base, "GET", "/customers/999999999/summary", Problem.NOT_FOUND);
        problem(base, "GET", "/customers/99999999999999999999/summary", Problem.NOT_FOUND);
        problem(base, "GET", "/nowhere", Problem.NOT_FOUND);
        problem(base, "POST", "/customers/7/summary", Problem.METHOD_NOT_ALLOWED);
    }

    private void problem(URI base, String method, String path, Problem problem) throws IOException {
        HttpResponse<byte[]> answer = send(base, method, path);
        String type;
        try {
            type = JsonMapper.shared().readTree(answer.body()).path("type").asString("no type");
        } catch (JacksonException e) {
            type = "no JSON";
        }
        check(
                method + " " + path,
                problem.status() + ", " + Problem.CONTENT_TYPE + ", " + problem.type(),
                answer.statusCode() + ", " + contentType(answer) + ", " + type);
    }

    private void documents(Testbed bed, URI base) throws IOException {
        int customers = bed.dataset.customers();
        for (int id : new int[] {1, 7, customers / 2, customers}) {
            HttpResponse<byte[]> answer = get(base, "/customers/" + id + "/summary");
            byte[] expected = expected(bed, id, answer.body());
            int differs = Arrays.mismatch(answer.body(), expected);
            check(
                    "bytes of customer " + id,
                    "200, application/json, " + expected.length + " bytes, all right",
                    answer.statusCode() + ", " + contentType(answer) + ", " + answer.body().length + " bytes, "
                            + (differs < 0 ? "all right" : "wrong from byte " + differs + " on"));
        }
    }

    private void calls(Testbed bed, URI base) throws IOException, LaunchException {
        long before = bed.rpc.counts().calls();
        for (int id = 1; id <= 10; id++) {
            get(base, "/customers/" + id + "/summary");
        }
        check(
                "RPC calls of 10 requests",
                "" + 10 * bed.suite.workload().rpc().calls(),
                "" + (bed.rpc.counts().calls() - before));
    }

    /** Holding the replies shows how many calls are under way at once, without a clock. */
    private void composition(Testbed bed, URI base) throws IOException, LaunchException {
        bed.rpc.hold();
        CompletableFuture<HttpResponse<byte[]>> answer = begin(base, "/customers/7/summary");
        long held = awaitHeld(bed, bed.callsHeldByOneRequest());
        // Time for a call too many to arrive; well within the deadline.
        sleep(200);
        held = Math.max(held, bed.rpc.counts().held());
        bed.rpc.release();
        check("calls under way at once", "" + bed.callsHeldByOneRequest(), "" + held);
        HttpResponse<byte[]> got = await(answer);
        check(
                "the answer after the release",
                "200, the right bytes",
                got.statusCode() + ", "
                        + (Arrays.equals(got.body(), expected(bed, 7, got.body()))
                                ? "the right bytes"
                                : "wrong bytes"));
    }

    private void deadline(Testbed bed, URI base) throws IOException, LaunchException {
        bed.rpc.hold();
        HttpResponse<byte[]> late = await(begin(base, "/customers/7/summary"));
        check(
                "a request beyond its deadline",
                "504, " + Problem.CONTENT_TYPE,
                late.statusCode() + ", " + contentType(late));
        bed.rpc.release();
        HttpResponse<byte[]> next = get(base, "/customers/8/summary");
        check(
                "the request after it",
                "200, the right bytes",
                next.statusCode() + ", "
                        + (Arrays.equals(next.body(), expected(bed, 8, next.body()))
                                ? "the right bytes"
                                : "wrong bytes"));
    }

    private void termination(Testbed bed, Manifest manifest, Path log) throws LaunchException, IOException {
        ContestantProcess contestant = bed.contestant(manifest, 0, MAX_IN_FLIGHT, PATIENCE, List.of(), log);
        URI base = URI.create("http://127.0.0.1:" + contestant.port());
        bed.rpc.hold();
        CompletableFuture<HttpResponse<byte[]>> answer = begin(base, "/customers/7/summary");
        awaitHeld(bed, bed.callsHeldByOneRequest());
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(contestant::terminate);
        sleep(500);
        bed.rpc.release();
        String saw;
        try {
            saw = "" + await(answer).statusCode();
        } catch (IOException e) {
            saw = "no answer (" + e.getMessage() + ")";
        }
        check("a request in flight at SIGTERM", "200", saw);
        check("the exit code after SIGTERM", "0", "" + exit.join());
    }

    private static long awaitHeld(Testbed bed, long wanted) throws LaunchException {
        long held = 0;
        for (int i = 0; i < 40 && held < wanted; i++) {
            sleep(10);
            held = bed.rpc.counts().held();
        }
        return held;
    }

    /** The right document that the answer is, or the first of them; where the first reply wins, each service's is right. */
    private static byte[] expected(Testbed bed, int id, byte[] answer) {
        Workload.Rpc rpc = bed.suite.workload().rpc();
        List<byte[]> right = bed.dataset.documents(rpc.mode(), id, rpc.calls(), bed.combineRounds);
        return right.stream()
                .filter(document -> Arrays.equals(document, answer))
                .findFirst()
                .orElseGet(right::getFirst);
    }

    private static String summaryOf(HttpResponse<byte[]> answer) {
        try {
            JsonNode document = JsonMapper.shared().readTree(answer.body());
            return answer.statusCode() + " and "
                    + (document.path("customer").path("id").asInt(0) == 1
                            ? "a document of customer 1"
                            : "another document");
        } catch (JacksonException e) {
            return answer.statusCode() + " and no JSON: "
                    + new String(answer.body(), StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse("");
        }
    }

    private void check(String name, String expected, String saw) {
        checks.add(new Check(mode + name, expected, saw, expected.equals(saw)));
    }

    private static String contentType(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Content-Type").orElse("no content type");
    }

    private HttpResponse<byte[]> get(URI base, String path) throws IOException {
        return send(base, "GET", path);
    }

    private HttpResponse<byte[]> send(URI base, String method, String path) throws IOException {
        try {
            return http.send(request(base, method, path), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> begin(URI base, String path) {
        return http.sendAsync(request(base, "GET", path), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest request(URI base, String method, String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
    }

    private static HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer) throws IOException {
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
