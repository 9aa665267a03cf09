package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.suite.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract suite against real contestants with real downstreams, and against one that lies. */
class ConformTest {
    /** Of the replies whose order counts two are 60 ms apart: a machine that stands still for so long spoils that, and is asked again. */
    private static final long SPOILS_DEADLINES_MS = 40;

    @TempDir
    private Path folder;

    /** A mode each, to be quick; {@code heddle conform NAME} alone checks them all. */
    @ParameterizedTest
    @CsvSource({"platform-threads,race", "virtual-threads,all-settled", "vertx-loop,any"})
    void oursConform(String name, String mode) throws Exception {
        Cli.Result result;
        try (StallWatch watch = new StallWatch()) {
            result = Cli.run(folder, "conform", name, "--mode", mode);
            if (result.exit() == Exit.FAILED && watch.longestMillis() > SPOILS_DEADLINES_MS) {
                result = Cli.run(folder, "conform", name, "--mode", mode);
            }
        }
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains(mode + ": together\n  ok    calls under way at once: 3")
                .doesNotContain("FAIL")
                .containsPattern("(?m)^(\\d+) of \\1 checks passed");
    }

    /** A control runs a contestant's program another way; here it only shows that it does. */
    @Test
    void everyControlAnswersAsItShould() throws Exception {
        for (String control : Manifest.CONTROLS.keySet()) {
            Cli.Result result = Cli.run(folder, "conform", control, "--mode", "all", "--only", "documents");
            assertThat(result.exit()).as(result.out() + result.err()).isZero();
            assertThat(result.out()).containsPattern("(?m)^(\\d+) of \\1 checks passed");
        }
    }

    @Test
    void oneWrongByteIsFoundAndToldToAProgram() throws Exception {
        Path manifest = Cli.HOME.resolve("harness/bench/src/test/fixtures/one-wrong-byte/contestant.yaml");
        Cli.Result result =
                Cli.run(folder, "conform", manifest.toString(), "--json", "--mode", "all", "--only", "documents");
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(Exit.FAILED);
        JsonNode told = JsonMapper.shared().readTree(result.out());
        assertThat(told.path("passed").asInt()).isEqualTo(3);
        assertThat(told.path("failed").asInt()).isEqualTo(1);
        Files.delete(Path.of(told.path("log").stringValue()));
        JsonNode wrong = told.path("checks").get(1);
        assertThat(wrong.propertyNames()).containsExactly("mode", "group", "name", "verdict", "expected", "saw");
        assertThat(wrong.path("mode").stringValue()).isEqualTo("all");
        assertThat(wrong.path("group").stringValue()).isEqualTo("documents");
        assertThat(wrong.path("name").stringValue()).isEqualTo("customer 7");
        assertThat(wrong.path("verdict").stringValue()).isEqualTo("failed");
        assertThat(wrong.path("expected").stringValue()).isEqualTo("200, application/json, the right bytes");
        assertThat(wrong.path("saw").stringValue()).contains("wrong from byte");
    }

    @Test
    void aSoakLeavesNothingBehind() throws Exception {
        Cli.Result result = Cli.run(folder, "conform", "virtual-threads", "--soak", "6s");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .startsWith("all: soak\n")
                .contains("  ok    connections to the RPC service: ")
                .contains("  ok    calls under way for 256 requests: 768")
                .contains("  skip  live heap, idle: only after 100000 requests");
    }

    @Test
    void aModeOrGroupThatIsNoneIsRefused() throws Exception {
        Cli.Result mode = Cli.run(folder, "conform", "vertx-loop", "--mode", "most");
        assertThat(mode.exit()).isEqualTo(Exit.USAGE);
        assertThat(mode.err()).contains("'most' is no composition").contains("all-settled");
        Cli.Result group = Cli.run(folder, "conform", "vertx-loop", "--only", "colour");
        assertThat(group.exit()).isEqualTo(Exit.USAGE);
        assertThat(group.err()).contains("'colour' is no group of checks");
        Cli.Result time = Cli.run(folder, "conform", "vertx-loop", "--soak", "long");
        assertThat(time.exit()).isEqualTo(Exit.USAGE);
        assertThat(time.err()).contains("'long' is no duration");
        Cli.Result running = Cli.run(folder, "conform", "http://localhost:1", "--soak", "10m");
        assertThat(running.exit()).isEqualTo(Exit.USAGE);
        assertThat(running.err()).contains("--soak needs a contestant that Heddle starts");
    }
}
