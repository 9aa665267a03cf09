package dev.heddle.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.workload.Dataset;
import dev.heddle.workload.Latency;
import dev.heddle.workload.RpcJson;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RpcServiceTest {
    private static final Dataset DATASET = new Dataset(42, 1, 0);

    private RpcService service;
    private HttpClient http;

    @BeforeEach
    void start() throws Exception {
        service = RpcService.start(42, new Latency.Fixed(Duration.ZERO), 512, 1);
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
