package dev.heddle.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadTest {
    private static final CustomerOrders FOUND = new CustomerOrders(
            new Customer(7, "Niño \"Seven\"", "Cádiz"), List.of(new Order(2, "reed", 150), new Order(1, "loom", 100)));
    private static final List<RpcReply> REPLIES = List.of(new RpcReply("s0", 7, 11), new RpcReply("s1", 7, 22));

    @Test
    void theDocumentIsTheSpecifiedOne() {
        assertThat(new String(Combine.document(FOUND, REPLIES, 0), StandardCharsets.UTF_8))
                .isEqualTo("{\"customer\":{\"id\":7,\"name\":\"Niño \\\"Seven\\\"\",\"city\":\"Cádiz\"},"
                        + "\"orders\":[{\"number\":2,\"item\":\"reed\",\"cents\":150},"
                        + "{\"number\":1,\"item\":\"loom\",\"cents\":100}],"
                        + "\"calls\":[{\"service\":\"s0\",\"value\":11},{\"service\":\"s1\",\"value\":22}],"
                        + "\"totalCents\":250,\"score\":283,\"digest\":null}");
    }

    @Test
    void theDigestChainsOverTheDocument() throws Exception {
        byte[] bare = Combine.document(FOUND, REPLIES, 0);
        var sha256 = java.security.MessageDigest.getInstance("SHA-256");
        String twice = HexFormat.of().formatHex(sha256.digest(sha256.digest(bare)));
        assertThat(new String(Combine.document(FOUND, REPLIES, 2), StandardCharsets.UTF_8))
                .endsWith("\"score\":283,\"digest\":\"" + twice + "\"}");
    }

    @Test
    void aFailedCallIsMarkedAndScoresNothing() {
        List<RpcOutcome> calls = List.of(new RpcReply("s0", 7, 11), new RpcFailure("s1"));
        assertThat(new String(Combine.document(FOUND, calls, 0), StandardCharsets.UTF_8))
                .contains("\"calls\":[{\"service\":\"s0\",\"value\":11},{\"service\":\"s1\",\"error\":\"rpc-failed\"}],"
                        + "\"totalCents\":250,\"score\":261,");
    }

    @Test
    void whereTheFirstWinsAnyOneServiceIsRight() {
        Dataset dataset = new Dataset(42, 10, 2);
        assertThat(dataset.documents(Composition.ALL, 7, 3, 0)).containsExactly(dataset.document(7, 3, 0));
        assertThat(dataset.documents(Composition.RACE, 7, 3, 0))
                .containsExactly(
                        dataset.document(7, List.of(dataset.reply(0, 7)), 0),
                        dataset.document(7, List.of(dataset.reply(1, 7)), 0),
                        dataset.document(7, List.of(dataset.reply(2, 7)), 0))
                .doesNotHaveDuplicates();
    }

    @Test
    void aHeavyCustomerTakesMoreRoundsOrBlocks() {
        Heavy computes = new Heavy(7, 2, Duration.ZERO);
        assertThat(computes.rounds(7, 0)).isEqualTo(2);
        assertThat(computes.rounds(8, 0)).isZero();
        Heavy blocks = new Heavy(7, 2, Duration.ofMillis(50));
        assertThat(blocks.rounds(7, 1)).isEqualTo(1);
        long start = System.nanoTime();
        blocks.block(8);
        assertThat(System.nanoTime() - start).isLessThan(50_000_000);
        blocks.block(7);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void onlySoManyRequestsAreAdmittedUntilOneLeaves() {
        Admission admission = new Admission(2);
        admission.enter();
        admission.enter();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(admission::enter)
                    .matches(refused -> refused.problem() == Problem.OVERLOADED);
        }
        admission.leave();
        admission.enter();
        assertThatExceptionOfType(ProblemException.class).isThrownBy(admission::enter);
    }

    @Test
    void aReplySurvivesTheWireAtExactlyItsSize() {
        RpcReply reply = new RpcReply("s2", 99, 123_456);
        byte[] wire = RpcJson.encode(reply, 512);
        assertThat(wire).hasSize(512);
        assertThat(RpcJson.decode(wire, 0, wire.length)).isEqualTo(reply);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]", "{\"service\":\"s0\",\"id\":1}", "{\"service\":\"s0\",\"id\":1,\"value\":2", "nonsense", "''"
            })
    void aMalformedReplyIsRefused(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        assertThatIllegalArgumentException().isThrownBy(() -> RpcJson.decode(body, 0, body.length));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/customers/7/summary,200",
        "GET,/customers/-7/summary,200",
        "GET,/customers/99999999999999999999/summary,404",
        "GET,/customers/seven/summary,400",
        "GET,/customers/7.0/summary,400",
        "GET,/customers/-/summary,400",
        "GET,/customers/٧/summary,400",
        "GET,/customers//summary,404",
        "GET,/customers/../summary/summary,404",
        "GET,/customers/7,404",
        "GET,/,404",
        "POST,/customers/7/summary,405",
        "DELETE,/noop,405",
        "POST,/nowhere,404",
    })
    void routes(String method, String path, int status) {
        switch (Route.of(method, path)) {
            case Route.Refused refused -> assertThat(refused.problem().status()).isEqualTo(status);
            case Route.CustomerSummary summary -> assertThat(status).isEqualTo(200);
            case Route.Noop noop -> assertThat(path).isEqualTo("/noop");
            case Route.Ready ready -> assertThat(path).isEqualTo("/ready");
        }
    }

    @Test
    void theDatasetIsAFunctionOfItsSeed() {
        Dataset one = new Dataset(42, 10_000, 10);
        assertThat(one.document(7, 3, 0)).isEqualTo(new Dataset(42, 10_000, 10).document(7, 3, 0));
        assertThat(one.document(7, 3, 0)).isNotEqualTo(new Dataset(43, 10_000, 10).document(7, 3, 0));
        assertThat(one.document(7, 3, 0)).isNotEqualTo(one.document(8, 3, 0));
    }

    @Test
    void settingsNameTheVariableThatIsWrong() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HEDDLE_HOST", "127.0.0.1",
                "HEDDLE_PORT", "8080",
                "HEDDLE_POSTGRES_URL", "postgresql://u:p%40ss@127.0.0.1:5433/db",
                "HEDDLE_POSTGRES_POOL", "32",
                "HEDDLE_RPC_URL", "http://127.0.0.1:9000",
                "HEDDLE_RPC_CALLS", "3",
                "HEDDLE_RPC_MODE", "all",
                "HEDDLE_TIMEOUT_MS", "2000",
                "HEDDLE_COMBINE_ROUNDS", "0",
                "HEDDLE_MAX_IN_FLIGHT", "128"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessageContaining("HEDDLE_CPUS");
        environment.put("HEDDLE_CPUS", "1");
        Settings settings = Settings.from(environment);
        assertThat(settings.postgres()).isEqualTo(new PostgresAddress("u", "p@ss", "127.0.0.1", 5433, "db"));
        assertThat(settings.postgres().toString()).doesNotContain("p@ss");
        environment.put("HEDDLE_RPC_CALLS", "17");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessage("HEDDLE_RPC_CALLS: 17 is not between 1 and 16");
        environment.put("HEDDLE_RPC_CALLS", "3");
        environment.put("HEDDLE_RPC_MODE", "some");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessageContaining("sequential, all");
    }
}
