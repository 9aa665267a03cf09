package dev.heddle.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class HyperfoilEngineTest {
    private static final Target TARGET = new Target("127.0.0.1", 8999, "/", 1, 100, 42, 200);

    /** The plan of the recorded run. */
    private static final LoadPlan PLAN = new LoadPlan(
            List.of(new Stream(
                    "steady", TARGET, new Arrivals.ConstantRate(500), new ConnectionPolicy.AllActive(64), 1_936)),
            0,
            5_000,
            2_000);

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final LoadEngine.Window window = new LoadEngine.Window() {
        @Override
        public void begins() {
            told.add("begins");
        }

        @Override
        public void ended() {
            told.add("ended");
        }
    };

    private FakeController controller;
    private HyperfoilEngine engine;

    @BeforeEach
    void open() throws Exception {
        controller = new FakeController();
        engine = engine(Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        engine.close();
        controller.close();
    }

    private HyperfoilEngine engine(Duration patience) {
        return new HyperfoilEngine(new Hyperfoil(controller.url(), Map.of()), 1, patience);
    }

    private StreamReport run() {
        return engine.run(PLAN, window).only();
    }

    private void answerTotal(String from, String to) {
        String total = FakeController.recorded("total.json");
        assertThat(total).contains(from);
        controller.answer("/run/0000/stats/total", 200, total.replace(from, to));
    }

    private static Histogram decode(String encoded) throws Exception {
        return Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0);
    }

    @Test
    void theRecordedRunBecomesAReport() throws Exception {
        LoadReport report = engine.run(PLAN, window);
        StreamReport stream = report.only();
        Tally counts = stream.counts();
        assertThat(report.engine()).isEqualTo("hyperfoil 0.30-SNAPSHOT");
        assertThat(report.windowNanos()).isEqualTo(5_000_000_000L);
        assertThat(counts).isEqualTo(new Tally(2_472, 2_382, 0, 0, 90, 0, "a connection failed"));
        assertThat(counts.conserved()).isTrue();
        assertThat(stream.scheduledInWindow()).isEqualTo(2_472);
        assertThat(stream.answeredInWindow()).isEqualTo(2_382);
        Histogram response = decode(stream.responseTime());
        assertThat(response.getTotalCount()).isEqualTo(2_382);
        assertThat(response.getValueAtPercentile(50)).isEqualTo(464_895);
        assertThat(response.getValueAtPercentile(99)).isEqualTo(8_716_287);
        assertThat(stream.connections()).isEqualTo(64);
        assertThat(stream.mostBacklog()).isZero();
        assertThat(stream.perSecond()).extracting(Second::second).containsExactly(0, 1, 2, 3, 4);
        assertThat(stream.perSecond()).extracting(Second::scheduled).containsExactly(500L, 491L, 491L, 468L, 522L);
        assertThat(stream.perSecond()).extracting(Second::refused).containsExactly(22L, 12L, 23L, 20L, 13L);
        assertThat(stream.perSecond().getFirst().p99Nanos()).isEqualTo(18_219_007);
        assertThat(report.notes()).singleElement().asString().contains("in-vm was busy by 41.8% (0.8/2 cores)");
    }

    /** The broken twin: a server that needs two seconds longer than it is asked. Its rate was not reached within the window. */
    @Test
    void whatIsAnsweredLongAfterTheArrivalsIsNotTheWindowsRate() {
        Matcher end = Pattern.compile("\"endTime\" ?: ?([0-9]+)").matcher(FakeController.recorded("total.json"));
        assertThat(end.find()).isTrue();
        answerTotal(end.group(1), Long.toString(Long.parseLong(end.group(1)) + 2_000));
        LoadReport report = engine.run(PLAN, window);
        assertThat(report.windowNanos()).isEqualTo(7_021_000_000L);
        assertThat(report.notes()).anyMatch(note -> note.contains("answers went on for 2021 ms"));
    }

    @Test
    void whatHyperfoilCannotGiveIsAbsent() {
        LoadReport report = engine.run(PLAN, window);
        assertThat(report.generator()).isNull();
        assertThat(report.only().serviceTime()).isEmpty();
        assertThat(report.only().lateness()).isEmpty();
        assertThat(report.only().reconnects()).isEqualTo(-1);
    }

    @Test
    void aReportSurvivesTheWayToTheBench() {
        JsonMapper json = JsonMapper.shared();
        LoadReport report = engine.run(PLAN, window);
        assertThat(json.readValue(json.writeValueAsString(report), LoadReport.class))
                .isEqualTo(report);
    }

    @Test
    void theWindowIsTheMeasuringPhase() {
        run();
        assertThat(told).containsExactly("begins", "ended");
        assertThat(controller.requests.subList(0, 3))
                .containsExactly("GET /version", "POST /benchmark", "GET /benchmark/heddle/start");
        assertThat(controller.requests).doesNotContain("GET /run/0000/kill");
        assertThat(controller.benchmark).contains("name: heddle", "usersPerSec: 500.0", "maxSessions: 1064");
    }

    @Test
    void timeoutsAndWrongAnswersAreToldApart() throws Exception {
        answerTotal(
                "\"invalid\": 90,\n    \"connectionErrors\": 90,\n    \"requestTimeouts\": 0",
                "\"invalid\": 97,\n    \"connectionErrors\": 90,\n    \"requestTimeouts\": 30");
        StreamReport stream = run();
        assertThat(stream.counts())
                .isEqualTo(new Tally(2_472, 2_375, 7, 30, 60, 0, "a response had another status than the right one"));
        assertThat(stream.counts().conserved()).isTrue();
        Histogram response = decode(stream.responseTime());
        assertThat(response.getTotalCount()).isEqualTo(2_382 + 30);
        assertThat(response.getMaxValue()).as("a timeout does not hide").isGreaterThanOrEqualTo(2_000_000_000L);
    }

    @Test
    void sessionsThatRanOutAreUnsent() {
        answerTotal("\"failedSLAs\": []", "\"failedSLAs\": [ \"Exceeded session limit\" ]");
        Tally counts = run().counts();
        assertThat(counts.unsent()).isEqualTo(2_500 - 2_472);
        assertThat(counts.conserved()).isTrue();
        assertThat(counts.firstError()).startsWith("more than 1000 requests waited for a connection");
    }

    @Test
    void aPhaseEndedByForceHasUnsentRequests() {
        answerTotal("\"endTime\": 1795221229479", "\"endTime\": 1795221233458");
        Tally counts = run().counts();
        assertThat(counts.unsent()).isEqualTo(2_500 - 2_472);
        assertThat(counts.firstError()).contains("when Hyperfoil ended the phase");
    }

    @Test
    void aClosedLoopEndsWithItsLastAnswer() {
        LoadPlan closed =
                new LoadPlan(List.of(Stream.closed("steady", TARGET, new Arrivals.Closed(64))), 0, 5_000, 2_000);
        LoadReport report = engine.run(closed, window);
        assertThat(report.windowNanos()).isEqualTo(5_021_000_000L);
        assertThat(report.only().serviceTime()).isEqualTo(report.only().responseTime());
    }

    @Test
    void anOldControllerIsRefused() {
        controller.answer("/version", 200, "{ \"version\": \"0.28.0\" }");
        assertThatThrownBy(this::run)
                .isInstanceOf(LoadException.class)
                .hasMessage(
                        "the Hyperfoil controller at " + controller.url() + " is version 0.28.0, which times a request"
                                + " from its send and so hides its own stalls; take 0.29 or later");
        assertThat(controller.requests).containsExactly("GET /version");
    }

    @Test
    void newerOnesAreTaken() throws Exception {
        try (HyperfoilClient client = new HyperfoilClient(controller.url())) {
            for (String version : List.of("0.29", "0.29.3", "0.100.0", "1.0.0", "0.30-SNAPSHOT")) {
                controller.answer("/version", 200, "{ \"version\": \"" + version + "\" }");
                assertThat(client.version()).isEqualTo(version);
            }
        }
    }

    @Test
    void anUnreachableControllerIsOneClearMessage() {
        controller.close();
        assertThatThrownBy(this::run)
                .isInstanceOf(LoadException.class)
                .hasMessageStartingWith("no Hyperfoil controller answers at " + controller.url())
                .hasMessageEndingWith("start one of version 0.29 or later, or correct the URL");
    }

    @Test
    void anotherServerIsNotTakenForAController() {
        controller.answer("/version", 200, "<html>It works!</html>");
        assertThatThrownBy(this::run).isInstanceOf(LoadException.class).hasMessageContaining("check the URL");
        controller.answer("/version", 200, "{}");
        assertThatThrownBy(this::run).isInstanceOf(LoadException.class).hasMessageContaining("check the URL");
        controller.answer("/version", 401, "");
        assertThatThrownBy(this::run).isInstanceOf(LoadException.class).hasMessageContaining("/version with 401");
    }

    @Test
    void aBareServerErrorOnUploadSaysWhatItMeans() {
        controller.answer("/benchmark", 500, "Internal Server Error");
        assertThatThrownBy(this::run)
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("refused the benchmark with a bare 500")
                .hasMessageContaining("--emit-hyperfoil");
        assertThat(controller.requests).doesNotContain("GET /benchmark/heddle/start");
    }

    @Test
    void aReasonOfTheControllersIsPassedOn() {
        controller.answer(
                "/benchmark", 400, "Hyperfoil controller is clustered but the benchmark does not define any agents.");
        assertThatThrownBy(this::run).hasMessageContaining("does not define any agents");
        controller.answer("/benchmark", 204, "");
        controller.answer(
                "/benchmark/heddle/start", 403, "Agent one is already used; try starting the benchmark later");
        assertThatThrownBy(this::run).hasMessageContaining("with 403: Agent one is already used");
    }

    @Test
    void aRunWithErrorsIsNoMeasurement() {
        finish("\"errors\": []", "\"errors\": [ \"one: Failed to start agent\" ]");
        assertThatThrownBy(this::run)
                .isInstanceOf(LoadException.class)
                .hasMessage("the Hyperfoil run 0000 ended with errors: one: Failed to start agent");
    }

    @Test
    void watchdogsAreNoted() {
        String jitter = "in-vm: 04:27:03.004 | Jitter watchdog was not invoked for 107 ms (threshold is 100 ms)";
        String cpu = "in-vm: 04:31:02.094 | CPU 0 was used for 100% which is more than the threshold of 80%";
        finish("\"errors\": []", "\"errors\": [ \"" + jitter + "\", \"" + cpu + "\" ]");
        assertThat(engine.run(PLAN, window).notes()).contains(jitter, cpu);
    }

    @Test
    void aRunThatSomeoneKilledIsNoMeasurement() {
        finish("\"cancelled\": false", "\"cancelled\": true");
        assertThatThrownBy(this::run).hasMessageContaining("was killed before its end");
    }

    @Test
    void aRunThatNeverMeasuredIsNoMeasurement() {
        finish("\"status\": \"TERMINATED\"", "\"status\": \"CANCELLED\"");
        assertThatThrownBy(this::run).hasMessageContaining("ended before it measured");
    }

    @Test
    void aStreamWithoutRequestsIsNoMeasurement() {
        controller.answer("/run/0000/stats/total", 200, "{ \"statistics\": [] }");
        assertThatThrownBy(this::run)
                .hasMessageContaining("no request of stream steady")
                .hasMessageContaining("8999");
    }

    private void finish(String from, String to) {
        String last = controller.states.removeLast();
        assertThat(last).contains(from);
        controller.states.add(last.replace(from, to));
    }

    @Test
    void aRunThatNeverEndsIsKilled() {
        controller.states.subList(3, controller.states.size()).clear();
        engine.close();
        // The patience is less than the phases take, or the test would take as long.
        engine = engine(Duration.ofSeconds(-8));
        assertThatThrownBy(this::run)
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("did not end within 1 s and was killed; it stands at [RUNNING]")
                .hasMessageContaining("in-vm STOPPED");
        assertThat(controller.requests.getLast()).isEqualTo("GET /run/0000/kill");
    }

    @Test
    void anInterruptKillsTheRun() throws Exception {
        controller.states.subList(3, controller.states.size()).clear();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                run();
            } catch (LoadException e) {
                thrown.set(e);
            }
        });
        await("GET /run/0000");
        caller.interrupt();
        caller.join();
        assertThat(thrown.get()).hasMessageContaining("interrupted");
        assertThat(controller.requests.getLast()).isEqualTo("GET /run/0000/kill");
    }

    @Test
    void theEndOfTheProcessInputKillsTheRun() throws Exception {
        controller.states.subList(3, controller.states.size()).clear();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "1",
                        "hyperfoil=" + controller.url())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            BufferedWriter in = process.outputWriter();
            in.write(JsonMapper.shared().writerFor(Command.class).writeValueAsString(new Command.Run(PLAN)) + "\n");
            in.write(JsonMapper.shared().writerFor(Command.class).writeValueAsString(new Command.Proceed()) + "\n");
            in.flush();
            await("GET /run/0000");
            in.close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(controller.requests).contains("GET /run/0000/kill");
        } finally {
            process.destroyForcibly();
        }
    }

    private void await(String request) throws InterruptedException {
        while (!controller.requests.contains(request)) {
            Thread.sleep(10);
        }
    }

    @Test
    void memoryLaddersAreRefused() {
        assertThatThrownBy(() -> engine.populate(new Command.Populate(TARGET, 10, true, 1_000)))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("take the built-in engine");
        assertThatThrownBy(() -> engine.settle(new Command.Settle(1_000))).isInstanceOf(LoadException.class);
    }

    @Test
    void theEngineIsReadAsTheUserTypesIt() {
        Hyperfoil hyperfoil =
                Hyperfoil.parse("hyperfoil=http://localhost:8090/", List.of("one=load-1", "two=load-2:2222"));
        assertThat(hyperfoil.controller()).hasToString("http://localhost:8090");
        assertThat(hyperfoil.agents()).containsExactly(Map.entry("one", "load-1"), Map.entry("two", "load-2:2222"));
        assertThat(hyperfoil.arguments())
                .containsExactly("hyperfoil=http://localhost:8090", "one=load-1", "two=load-2:2222");
        for (String wrong :
                List.of("wrk", "hyperfoil", "hyperfoil=localhost:8090", "hyperfoil=http://me:secret@host")) {
            assertThatThrownBy(() -> Hyperfoil.parse(wrong, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--engine " + wrong);
        }
        assertThatThrownBy(() -> Hyperfoil.parse("hyperfoil=http://localhost:8090", List.of("one")))
                .hasMessageContaining("--hyperfoil-agents one");
    }
}
