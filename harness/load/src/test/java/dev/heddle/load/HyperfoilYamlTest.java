package dev.heddle.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HyperfoilYamlTest {
    private static final ConnectionPolicy TEN = new ConnectionPolicy.AllActive(10);

    /** Hyperfoil has had this only since 0.29, and refuses it before. */
    private static final String SINCE_0_29 = "  compensateInternalLatency: true\n";

    @TempDir
    Path folder;

    private static LoadPlan open(Target target, Arrivals arrivals, ConnectionPolicy connections) {
        return LoadPlan.of(target, arrivals, connections, 200, 500, 1_000, 2_000);
    }

    private static String yaml(LoadPlan plan) {
        return HyperfoilYaml.of("heddle", plan, 1, Map.of());
    }

    @Test
    void hyperfoilsOwnParserTakesItAndItsEngineSendsWhatWasPlanned() throws Exception {
        Map<String, AtomicInteger> arrived = new ConcurrentHashMap<>();
        Set<String> ids = ConcurrentHashMap.newKeySet();
        try (ScriptedServer server = new ScriptedServer((path, before, out, socket) -> {
            String[] parts = path.split("/");
            arrived.computeIfAbsent(parts[1], name -> new AtomicInteger()).incrementAndGet();
            ids.add(parts[2]);
            out.write(ScriptedServer.ok("body"));
        })) {
            Map<String, LoadPlan> plans = new TreeMap<>();
            plans.put("closed", LoadPlan.of(target(server, "closed"), new Arrivals.Closed(4), 500, 1_000, 2_000));
            plans.put("constant", open(target(server, "constant"), new Arrivals.ConstantRate(200), TEN));
            plans.put(
                    "poisson",
                    open(
                            target(server, "poisson"),
                            new Arrivals.Poisson(200, 1),
                            new ConnectionPolicy.IdleBeside(5, 40)));
            plans.put("up", open(target(server, "up"), new Arrivals.Ramp(0, 400, false, 1), TEN));
            plans.put("down", open(target(server, "down"), new Arrivals.Ramp(400, 0, true, 1), TEN));
            plans.put("level", open(target(server, "level"), new Arrivals.Ramp(200, 200, true, 1), TEN));
            plans.put(
                    "two",
                    new LoadPlan(
                            List.of(
                                    new Stream(
                                            "main", target(server, "first"), new Arrivals.ConstantRate(200), TEN, 200),
                                    new Stream(
                                            "probe",
                                            target(server, "second"),
                                            new Arrivals.ConstantRate(50),
                                            TEN,
                                            200)),
                            0,
                            1_000,
                            2_000));
            Map<String, Map<String, String>> ran = runByHyperfoilInHalves(plans);

            for (String name : List.of("constant", "poisson", "up", "down", "level")) {
                assertThat(count(arrived, name)).as(name).isBetween(200, 400);
                assertThat(ran.get(name)).as(name).containsOnlyKeys("main", "main.settle");
            }
            assertThat(count(arrived, "closed")).isGreaterThan(100);
            assertThat(count(arrived, "first")).isBetween(130, 270);
            assertThat(count(arrived, "second")).isBetween(30, 70);
            assertThat(ran.get("two")).containsOnlyKeys("main", "probe");
            ran.forEach((name, phases) -> phases.forEach((phase, counts) -> assertThat(counts)
                    .as("%s of %s: no invalid response", phase, name)
                    .endsWith("/0")));
            assertThat(ids).as("drawn from 11 to 20").hasSize(10).contains("11", "20");
            // The plans need 4; 10; 5 and 40 idle; 10; 10; 10; 10 and 10 connections.
            assertThat(server.connections.get()).as("connections").isEqualTo(4 + 10 + 45 + 10 + 10 + 10 + 20);
        }
    }

    @Test
    void theRunnerCatchesWhatHyperfoilRefusesOrFindsInvalid() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer((path, before, out, socket) -> out.write(ScriptedServer.ok("")))) {
            Target other = new Target("127.0.0.1", server.target("/", 200).port(), "/x/{id}", 11, 10, 42, 204);
            LoadPlan plan = open(other, new Arrivals.ConstantRate(100), TEN);
            assertThat(runByHyperfoil(Map.of("status", plan)).get("status"))
                    .as("200 is not 204")
                    .allSatisfy((phase, counts) -> assertThat(counts).doesNotEndWith("/0"));
            String yaml = yaml(plan);
            assertThatThrownBy(() -> run(Map.of("unstripped", yaml))).hasMessageContaining("compensateInternalLatency");
            assertThatThrownBy(() ->
                            run(Map.of("typo", yaml.replace(SINCE_0_29, "").replace("usersPerSec", "userPerSec"))))
                    .hasMessageContaining("userPerSec");
        }
    }

    /** Runs plans by two processes at once, because most of a plan is waiting. */
    private Map<String, Map<String, String>> runByHyperfoilInHalves(Map<String, LoadPlan> plans) throws Exception {
        Map<String, LoadPlan> half = new TreeMap<>();
        Map<String, LoadPlan> rest = new TreeMap<>();
        plans.forEach((name, plan) -> (half.size() > rest.size() ? rest : half).put(name, plan));
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Map<String, Map<String, String>>> first = beside.submit(() -> runByHyperfoil(half));
            Map<String, Map<String, String>> ran = new TreeMap<>(runByHyperfoil(rest));
            ran.putAll(first.get());
            return ran;
        }
    }

    /** Runs plans with Hyperfoil 0.25.2, one after the other, and returns requests/responses/invalid by plan and phase. */
    private Map<String, Map<String, String>> runByHyperfoil(Map<String, LoadPlan> plans) throws Exception {
        Map<String, String> benchmarks = new TreeMap<>();
        plans.forEach((name, plan) -> {
            String yaml = yaml(plan);
            assertThat(yaml).contains(SINCE_0_29);
            benchmarks.put(name, yaml.replace(SINCE_0_29, ""));
        });
        return run(benchmarks);
    }

    private Map<String, Map<String, String>> run(Map<String, String> benchmarks) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                "target/hyperfoil/*",
                "src/test/hyperfoil/RunBenchmarks.java"));
        for (Map.Entry<String, String> benchmark : benchmarks.entrySet()) {
            command.add(Files.writeString(folder.resolve(benchmark.getKey()), benchmark.getValue())
                    .toString());
        }
        Path log = Files.createTempFile(folder, "log", null);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("Hyperfoil failed: " + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
        Map<String, Map<String, String>> ran = new HashMap<>();
        Pattern counts = Pattern.compile(" ([a-z.]+)=([0-9/]+)");
        for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
            String name = line.split(" ")[0];
            if (benchmarks.containsKey(name)) {
                Map<String, String> phases = ran.computeIfAbsent(name, n -> new HashMap<>());
                for (Matcher phase = counts.matcher(line); phase.find(); ) {
                    phases.put(phase.group(1), phase.group(2));
                }
            }
        }
        assertThat(ran).containsOnlyKeys(benchmarks.keySet());
        return ran;
    }

    private static Target target(ScriptedServer server, String name) {
        return new Target("127.0.0.1", server.target("/", 200).port(), "/" + name + "/{id}", 11, 10, 42, 200);
    }

    private static int count(Map<String, AtomicInteger> arrived, String name) {
        return arrived.getOrDefault(name, new AtomicInteger()).get();
    }

    @Test
    void theRequestIsTheFirstStepOfAnInitialSequence() {
        // Otherwise Hyperfoil would time the request from its send, and hide its own stalls.
        Target target = new Target("127.0.0.1", 8080, "/customers/{id}/summary", 1, 100, 42, 200);
        assertThat(yaml(open(target, new Arrivals.ConstantRate(200), TEN)))
                .contains(SINCE_0_29)
                .contains("""
                                  initialSequences:
                                    - draw:
                                        - randomInt: id <- 1 .. 100
                                    - request:
                                        - httpRequest:
                        """);
    }

    @Test
    void aRampGoesOnWhereItSettled() {
        Target target = new Target("127.0.0.1", 8080, "/noop", 1, 1, 42, 204);
        assertThat(yaml(LoadPlan.of(target, new Arrivals.Ramp(100, 500, false, 1), TEN, 200, 1_000, 3_000, 2_000)))
                .contains("initialUsersPerSec: 100.0\n        targetUsersPerSec: 200.0")
                .contains("initialUsersPerSec: 200.0\n        targetUsersPerSec: 500.0")
                .doesNotContain("randomInt");
    }

    @Test
    void agentsAreNamed() {
        Target target = new Target("server.example", 8080, "/noop", 1, 1, 42, 204);
        assertThat(HyperfoilYaml.of(
                        "heddle",
                        open(target, new Arrivals.ConstantRate(10), TEN),
                        2,
                        Map.of("one", "load-1.example:22")))
                .contains("agents:\n  one: load-1.example:22\n", "threads: 2\n");
    }

    @Test
    void dedicatedConnectionsAreRefused() {
        Target target = new Target("127.0.0.1", 8080, "/noop", 1, 1, 42, 204);
        assertThatThrownBy(() -> yaml(open(target, new Arrivals.ConstantRate(10), new ConnectionPolicy.Dedicated(4))))
                .isInstanceOf(LoadException.class)
                .hasMessage(
                        "stream main: Hyperfoil has no dedicated connections; take all-active, or the built-in engine");
    }
}
