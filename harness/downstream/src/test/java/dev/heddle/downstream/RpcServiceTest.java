package dev.heddle.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.workload.Dataset;
import dev.heddle.workload.Faults;
import dev.heddle.workload.Latency;
import dev.heddle.workload.RpcJson;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RpcServiceTest {
    private static final Dataset DATASET = new Dataset(42, 1, 0);

    private RpcService service;
    private HttpClient http;

    @BeforeEach
    void start() throws Exception {
        service = RpcService.start(42, new Latency.Fixed(Duration.ZERO), Faults.NONE, 512, 1);
        http = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        service.close();
    }

    @Test
    void answersWhatTheDatasetSaysAtExactlyTheSize() throws Exception {
        for (long id : new long[] {1, 7, 10_000, 123_456_789}) {
            HttpResponse<byte[]> answer = get("/rpc/s2/" + id);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(RpcJson.encode(DATASET.reply(2, id), 512));
        }
    }

    @Test
    void refusesWhatIsNoCall() throws Exception {
        assertThat(get("/rpc/s0/").statusCode()).isEqualTo(404);
        assertThat(get("/rpc/s0/x").statusCode()).isEqualTo(404);
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    /** A reply that is due at once has no due time to be late against: the service of the other tests knows of none. */
    @Test
    void tellsHowLateItsRepliesWere() throws Exception {
        get("/rpc/s0/1");
        assertThat(lateness(service).getTotalCount()).isZero();
        try (RpcService slow = RpcService.start(42, new Latency.Fixed(Duration.ofMillis(20)), Faults.NONE, 512, 2)) {
            for (int id = 1; id <= 3; id++) {
                http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + slow.port() + "/rpc/s0/" + id))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
            }
            assertThat(lateness(slow).getTotalCount()).isEqualTo(3);
            slow.replied(System.nanoTime() - 5_000_000_000L);
            assertThat(lateness(slow).getMaxValue()).isGreaterThanOrEqualTo(5_000_000_000L);
            slow.reset();
            assertThat(lateness(slow).getTotalCount()).isZero();
        }
    }

    private static Histogram lateness(RpcService of) throws Exception {
        return Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(of.counts().lateness())), 0);
    }

    @Test
    void takesPipelinedAndScatteredRequests() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            byte[] request =
                    "GET /rpc/s0/1 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2).getBytes(StandardCharsets.US_ASCII);
            for (byte b : request) {
                socket.getOutputStream().write(b);
                socket.getOutputStream().flush();
            }
            String reply = new String(RpcJson.encode(DATASET.reply(0, 1), 512), StandardCharsets.UTF_8);
            String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 512\r\n\r\n";
            byte[] both = socket.getInputStream().readNBytes(2 * (head.length() + 512));
            assertThat(new String(both, StandardCharsets.UTF_8)).isEqualTo((head + reply).repeat(2));
        }
    }

    @Test
    void holdsExactlyWhatIsInFlightAndReleasesIt() throws Exception {
        post("/control/hold");
        List<CompletableFuture<HttpResponse<byte[]>>> calls = new ArrayList<>();
        for (int id = 1; id <= 5; id++) {
            calls.add(http.sendAsync(request("GET", "/rpc/s0/" + id), HttpResponse.BodyHandlers.ofByteArray()));
        }
        while (service.counts().held() < 5) {
            Thread.sleep(5);
        }
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        assertThat(service.counts()).matches(counts -> counts.calls() == 5 && counts.answered() == 0);
        post("/control/release");
        assertThat(calls).allMatch(call -> call.join().statusCode() == 200);
        assertThat(service.counts()).matches(counts -> counts.held() == 0 && counts.answered() == 5);
    }

    @Test
    void aCallerThatHasGoneIsNotHeld() throws Exception {
        post("/control/hold");
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.getOutputStream().write("GET /rpc/s0/1 HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (service.counts().held() < 1) {
                Thread.sleep(5);
            }
        }
        while (service.counts().held() > 0) {
            Thread.sleep(5);
        }
        assertThat(service.counts().calls()).isEqualTo(1);
    }

    @Test
    void resetClosesEveryConnectionAndForgets() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.getOutputStream().write("GET /rpc/s0/1 HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            post("/control/reset");
            assertThat(service.counts().calls()).isZero();
            while (service.counts().connections() > 0) {
                Thread.sleep(5);
            }
        }
    }

    @Test
    void aCallWhoseCallerHasGoneIsAbandoned() throws Exception {
        post("/control/hold");
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            send(socket, "GET /rpc/s0/1 HTTP/1.1\r\n\r\n");
            while (service.counts().held() < 1) {
                Thread.sleep(5);
            }
        }
        while (service.counts().connections() > 0) {
            Thread.sleep(5);
        }
        post("/control/release");
        while (service.counts().outcomes().abandoned() < 1) {
            Thread.sleep(5);
        }
        assertThat(service.counts().answered()).isZero();
    }

    @Test
    void faultsAreWhatTheyAreCalled() throws Exception {
        String right = new String(RpcJson.encode(DATASET.reply(0, 1), 512), StandardCharsets.UTF_8);
        assertThat(exchange("{}")).startsWith("HTTP/1.1 200 OK\r\n").endsWith(right);
        assertThat(exchange("{\"error\":1}")).startsWith("HTTP/1.1 500 ").endsWith("\r\n\r\n");
        assertThat(exchange("{\"truncated\":1}"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith(right.substring(0, right.length() - 1));
        String malformed = exchange("{\"malformed\":1}");
        assertThat(malformed).startsWith("HTTP/1.1 200 ").hasSizeGreaterThan(512);
        byte[] body = malformed.substring(malformed.length() - 512).getBytes(StandardCharsets.UTF_8);
        assertThatIllegalArgumentException().isThrownBy(() -> RpcJson.decode(body, 0, body.length));
        assertThatThrownBy(() -> exchange("{\"reset\":1}"))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        assertThat(exchange("{\"hang\":1}")).isEmpty();
        // Dripping 600 bytes would take 12 s; what comes within one second is the beginning of the right answer.
        assertThat(exchange("{\"drip\":1}")).startsWith("HTTP/1.1 200 O").hasSizeLessThan(100);
        assertThat(exchange("{\"error\":1,\"services\":[\"s1\"]}")).startsWith("HTTP/1.1 200 OK");
        Counts counts = service.counts();
        assertThat(counts)
                .isEqualTo(new Counts(8, 5, 0, 0, new Counts.Outcomes(2, 1, 1, 1, 1, 1, 1, 0), counts.lateness()));
        post("/control/reset");
        assertThat(service.counts().outcomes().error()).isZero();
        assertThat(exchange("{}")).endsWith(right);
    }

    @Test
    void resetRestoresTheDeclaredFaults() throws Exception {
        exchange("{\"error\":1}");
        post("/control/reset");
        assertThat(get("/rpc/s0/1").statusCode()).isEqualTo(200);
    }

    @Test
    void aSlowdownMultipliesTheLatency() throws Exception {
        service.close();
        service = RpcService.start(42, new Latency.Fixed(Duration.ofMillis(30)), Faults.NONE, 512, 1);
        exchange("{\"slowdown\":20}");
        long start = System.nanoTime();
        get("/rpc/s0/1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(600));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":2}|error is 2.0, which is not between 0 and 1",
                "{\"error\":0.7,\"hang\":0.7}|more than 1",
                "{\"eror\":0.7}|eror",
                "{\"services\":[\"x\"]}|'x' is no service",
                "{\"services\":null}|faults",
                "[]|faults are a JSON object",
                "{\"error\":|faults",
            })
    void nonsenseIsRefusedWithTheReason(String faults, String reason) throws Exception {
        HttpResponse<String> answer = faults(faults);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
        assertThat(get("/rpc/s0/1").statusCode()).isEqualTo(200);
    }

    /** Returns all that comes within a second of a call made under these faults, on a connection of its own. */
    private String exchange(String faults) throws Exception {
        assertThat(faults(faults).statusCode()).isEqualTo(200);
        StringBuilder answer = new StringBuilder();
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(300);
            send(socket, "GET /rpc/s0/1 HTTP/1.1\r\n\r\n");
            long deadline = System.nanoTime() + 1_000_000_000L;
            while (System.nanoTime() < deadline) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    break;
                }
                answer.append((char) next);
            }
        } catch (SocketTimeoutException e) {
            // Nothing more comes.
        }
        while (service.counts().connections() > 0) {
            Thread.sleep(5);
        }
        return answer.toString();
    }

    private static void send(Socket socket, String request) throws Exception {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void itsLatencyCanBeChangedUntilItIsReset() throws Exception {
        Latency declared = service.latency;
        assertThat(control("latency", "fixed:250000000").statusCode()).isEqualTo(200);
        long start = System.nanoTime();
        get("/rpc/s0/7");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
        assertThat(control("latency", "fixed").statusCode()).isEqualTo(400);
        post("/control/reset");
        assertThat(service.latency).isEqualTo(declared);
    }

    private HttpResponse<String> faults(String json) throws Exception {
        return control("faults", json);
    }

    private HttpResponse<String> control(String what, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.port() + "/control/" + what))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return http.send(request("GET", path), HttpResponse.BodyHandlers.ofByteArray());
    }

    private void post(String path) throws Exception {
        assertThat(http.send(request("POST", path), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpRequest request(String method, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .build();
    }
}
