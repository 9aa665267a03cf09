package dev.heddle.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.bench.cli.Cli;
import dev.heddle.workload.Composition;
import dev.heddle.workload.Latency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuitesTest {
    @TempDir
    private Path folder;

    private Suite read(String yaml) throws Exception {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, yaml);
        return Suites.read(file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"smoke", "quick"})
    void aBuiltInSuiteIsCompleteAndReadsBackFromWhatItPrints(String name) throws Exception {
        Suite suite = Suites.read(name);
        assertThat(suite.contestants()).isEqualTo(Manifest.BUILT_IN);
        assertThat(suite.scenarios().throughput()).isNotNull();
        assertThat(suite.scenarios().capacity()).isNotNull();
        assertThat(suite.scenarios().latency()).isNotNull();
        assertThat(suite.scenarios().memory()).isNotNull();
        assertThat(suite.scenarios().switching()).isNotNull();
        assertThat(read(Suites.write(suite))).isEqualTo(suite);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smoke", "quick", "standard"})
    void everyKeyOfAnExplainedSuiteHasItsComment(String name) throws Exception {
        Suite suite = Suites.read(name);
        String explained = Suites.explained(suite);
        assertThat(Suites.parse("explained", explained)).isEqualTo(suite);
        assertThat(explained.lines().filter(line -> !line.strip().startsWith("#")))
                .containsExactlyElementsOf(Suites.write(suite).lines().toList());
        assertThat(KeyComments.of(explained).missing()).isEmpty();
        assertThat(explained)
                .contains("    # Calls that one request makes; 1 to 16.\n    calls: 3\n")
                .contains("    # Users on each rung of the ladder; 1 to 100000 each.\n    concurrency:\n    - ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed: 5ms", "uniform: { min: 5ms, max: 50ms }", "list: [5ms, 6ms, 90ms]"})
    void aLatencyOfAnotherKindIsExplainedToo(String latency) throws Exception {
        Suite suite = read("workload: { rpc: { latency: { " + latency + " } } }\nscenarios: { throughput: {} }\n");
        String explained = Suites.explained(suite);
        assertThat(Suites.parse("explained", explained)).isEqualTo(suite);
        assertThat(KeyComments.of(explained).missing())
                .isNotEmpty()
                .allMatch(path -> path.startsWith("workload.rpc.latency."));
    }

    @Test
    void everyKeyOfTheDefaultsHasAComment() {
        assertThat(Suites.unexplained()).isEmpty();
    }

    /** The broken twin: defaults of which some keys have no comment of their own. */
    @Test
    void aKeyWithoutACommentIsCaught() {
        String defaults = """
                # What one request does.
                workload:
                  query: { pool: 32 }
                  # Calls that one request makes.
                  calls: 3
                # A blank line parts this comment from the key.

                forks: 3
                # This comment is the first key's alone.
                noise: { steal: 0.02, foreign: 0.1 }
                """;
        assertThat(KeyComments.of(defaults).missing())
                .containsExactly("workload.query", "workload.query.pool", "forks", "noise.steal", "noise.foreign");
    }

    @Test
    void theContestantOfTheAaPairIsOneOfTheSuites() throws Exception {
        String yaml = "workload: {}\na-a: vertx-loop\nscenarios: { throughput: {} }\n";
        assertThat(read(yaml).aa()).isEqualTo("vertx-loop");
        assertThat(read(yaml).withContestants(List.of("virtual-threads")).aa()).isEqualTo("virtual-threads");
        assertThat(Suites.read("quick")
                        .withContestants(List.of("virtual-threads"))
                        .aa())
                .isEqualTo(Suite.NO_AA);
        assertThatThrownBy(() -> read("workload: {}\na-a: netty\nscenarios: { throughput: {} }\n"))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("a-a is 'netty'")
                .hasMessageContaining("none");
    }

    @ParameterizedTest
    @CsvSource({"8s, 1s, 8, 1000", "2500ms, 1s, 2, 1250", "1s, 2s, 1, 1000", "4s, 4s, 1, 4000", "2s, 250ms, 8, 250"})
    void aRungIsMeasuredInTurns(String measure, String turn, int windows, long millis) throws Exception {
        ThroughputPlan throughput = Objects.requireNonNull(
                read("workload: {}\nscenarios: { throughput: { measure: " + measure + ", turn: " + turn + " } }\n")
                        .scenarios()
                        .throughput());
        assertThat(throughput.windows()).isEqualTo(windows);
        assertThat(throughput.window()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2s, turn: 300ms", "2100ms, turn: 500ms", "2s, turn: 50ms"})
    void shortTurnsMakeUpSeconds(String rung) {
        assertThatThrownBy(() -> read("workload: {}\nscenarios: { throughput: { measure: " + rung + " } }\n"))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("turn");
    }

    @Test
    void whatIsWrittenGoesOverTheDefaults() throws Exception {
        Suite suite = read("""
                workload:
                  rpc: { mode: sequential, latency: { lognormal: { p50: 20ms, p99: 80ms } }, reply: 4KiB }
                forks: 2
                scenarios:
                  switching: { time: 1s }
                """);
        assertThat(suite.workload().rpc().mode()).isEqualTo(Composition.SEQUENTIAL);
        assertThat(suite.workload().rpc().latency())
                .isEqualTo(new Latency.Lognormal(Duration.ofMillis(20), Duration.ofMillis(80)));
        assertThat(suite.workload().rpc().reply().bytes()).isEqualTo(4096);
        assertThat(suite.workload().rpc().calls()).isEqualTo(3);
        assertThat(suite.workload().query().pool()).isEqualTo(32);
        assertThat(suite.scenarios().throughput()).isNull();
        assertThat(suite.scenarios().switching()).isEqualTo(new SwitchingPlan(3, 3, 5, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "workload: {rpc: {cals: 3}}|:1: unknown key 'cals'; known here: calls, faults, latency, mode, reply",
                "workload: {rpc: {calls: 17}}|:1: workload.rpc: calls is 17, which is not between 1 and 16",
                "workload: {rpc: {calls: three}}|:1: workload.rpc.calls",
                "workload: {rpc: {mode: most}}|'most' is no composition; it is one of sequential, all, all-settled,"
                        + " any, race",
                "workload: {timeout: 2 parsecs}|'2 parsecs' is no duration; write it as 500us, 20ms, 2s or 1m",
                "workload: {rpc: {reply: 5}}|'5' is no size; write it as 512B or 4KiB",
                "workload: {rpc: {latency: {gamma: 2}}}|write it as { fixed: 5ms } or",
                "workload: {rpc: {latency: {lognormal: {p50: 9ms, p99: 1ms}}}}|0 < p50 <= p99",
                "jvm: {collector: Epsilon}|collector is 'Epsilon'; it is one of G1, Parallel, Serial",
                "jvm: {heap: plenty}|write it as 512m or 1g",
                "forks: 0|forks is 0",
                "contestants: []|contestants is empty",
                "objective: {p95: 1ms}|unknown key 'p95'; known here: errors, p99",
                "objective: {p99: 1ms, errors: 2}|errors is 2.0, which is not a share",
            })
    void aMistakeIsOneMessageWithLineAndRemedy(String line, String message) {
        String rest = line.startsWith("workload") ? "" : "workload: {}\n";
        assertThatThrownBy(() -> read(line + "\n" + rest + "scenarios: {switching: {}}\n"))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("mine.yaml")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latency: {rates: [fast]}|'fast' is no rate; write it as 500/s",
                "latency: {rates: [], fractions: []}|latency has neither rates nor fractions",
                "latency: {}|latency.fractions are of each one's capacity, so the suite needs the scenario 'capacity'"
                        + " too",
                "capacity: {resolution: 2}|resolution is 2.0, which is not between 0.01 and 0.5",
                "brownout: {slowdown: 1}|slowdown is 1.0, which is not above 1 and up to 1000",
                "brownout: {slowdown: 1001}|slowdown is 1001.0, which is not above 1 and up to 1000",
                "interference: {share: 0}|share is 0.0, which is not between 0 and 1",
            })
    void aMistakeInAnOpenLoopScenarioToo(String scenario, String message) {
        assertThatThrownBy(() -> read("workload: {}\nscenarios:\n  " + scenario + "\n"))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("mine.yaml:")
                .hasMessageContaining(message);
    }

    @Test
    void capacityAndLatencyShareEachProcess() {
        assertThatThrownBy(() -> read("workload: {}\nscenarios:\n  capacity: {forks: 2}\n  latency: {forks: 3}\n"))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("forks, connections and warmup must be the same");
    }

    @Test
    void theLineIsTheMistakesOwn() {
        assertThatThrownBy(() -> read("workload: {}\nscenarios:\n  memory:\n    idle: [0, 1]\n"))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("mine.yaml:4: scenarios.memory: idle has 2 rungs; a slope needs six or more");
        assertThatThrownBy(() -> read("workload: {}\nscenarios: [\n"))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("not YAML");
        assertThatThrownBy(() -> read("workload: {}\n"))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("'scenarios' is missing");
    }

    @Test
    void anUnknownSuiteOrContestantNamesTheKnownOnes() {
        assertThatThrownBy(() -> Suites.read("thorough"))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("smoke, quick");
        assertThatThrownBy(() -> Manifest.find(Cli.HOME, "netty"))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("platform-threads, virtual-threads, vertx-loop")
                .hasMessageContaining("vertx-stock-pool");
    }

    @Test
    void theDefaultLatencyDiffersFromCallToCallAndTheFixedOneHasAName() throws Exception {
        assertThat(read("workload: {}\nscenarios: { throughput: {} }\n")
                        .workload()
                        .rpc()
                        .latency())
                .isEqualTo(new Latency.Lognormal(Duration.ofMillis(5), Duration.ofMillis(20)));
        assertThat(Suites.readWorkload("fixed").rpc().latency()).isEqualTo(new Latency.Fixed(Duration.ofMillis(5)));
    }

    /** A run is continued only under the text that it has, so the text is the same in every process. */
    @Test
    void aLatencyIsWrittenInOneOrder() throws Exception {
        String suite = "workload: { rpc: { latency: { uniform: { max: 9ms, min: 1ms } } } }\n"
                + "scenarios: { throughput: { latencies: [{ lognormal: { p99: 9ms, p50: 1ms } }] } }\n";
        assertThat(Suites.write(read(suite)))
                .containsSubsequence("min:", "max:")
                .containsSubsequence("p50:", "p99:");
    }

    @Test
    void furtherLatenciesHaveNamesThatSayHowLong() throws Exception {
        assertThat(List.of(
                        Units.label(Latency.of("fixed:5000000")),
                        Units.label(Latency.of("lognormal:5000000,20000000")),
                        Units.label(Latency.of("uniform:0,1500000")),
                        Units.label(Latency.of("list:1,2,3"))))
                .containsExactly("fixed:5ms", "lognormal:5ms-20ms", "uniform:0s-1500us", "list:3");
    }

    @Test
    void aManifestIsReadStrictly() throws Exception {
        for (String name : Manifest.BUILT_IN) {
            assertThat(Manifest.find(Cli.HOME, name).name()).isEqualTo(name);
        }
        for (String name : Manifest.CONTROLS.keySet()) {
            Manifest control = Manifest.find(Cli.HOME, name);
            assertThat(control.name()).isEqualTo(name);
            Manifest contestant = Manifest.find(Cli.HOME, Objects.requireNonNull(Manifest.CONTROLS.get(name)));
            assertThat(control.model()).isEqualTo(contestant.model());
            assertThat(control.folder()).isEqualTo(contestant.folder());
            assertThat(control).isNotEqualTo(contestant.named(name));
        }
        Path manifest = folder.resolve("contestant.yaml");
        Files.writeString(manifest, "name: mine\nmodel: event-loop\ncommand: [node, server.js]\n");
        assertThat(Manifest.find(Cli.HOME, manifest.toString()))
                .matches(m -> m.command().equals(List.of("node", "server.js"))
                        && m.folder().equals(folder.toAbsolutePath()));
        Files.writeString(manifest, "name: mine\nmodel: actors\ncommand: [x]\n");
        assertThatThrownBy(() -> Manifest.find(Cli.HOME, manifest.toString()))
                .hasMessageContaining("model is 'actors'; it is one of");
        Files.writeString(manifest, "name: mine\nmodel: event-loop\ncomand: [x]\n");
        assertThatThrownBy(() -> Manifest.find(Cli.HOME, manifest.toString()))
                .hasMessageContaining("contestant.yaml:3: unknown key 'comand'");
    }
}
