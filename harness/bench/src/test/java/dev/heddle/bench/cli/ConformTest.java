package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract suite against real contestants with real downstreams, and against one that lies. */
class ConformTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"platform-threads", "virtual-threads", "vertx-loop"})
    void oursConform(String name) throws Exception {
        Cli.Result result = Cli.run(folder, "conform", name);
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("sequential: calls under way at once", "all: calls under way at once");
        assertThat(result.out()).doesNotContain("FAIL").containsPattern("(\\d\\d) of \\1 checks passed");
    }

    @Test
    void oneWrongByteIsFound() throws Exception {
        Path manifest = Cli.HOME.resolve("harness/bench/src/test/fixtures/one-wrong-byte/contestant.yaml");
        Cli.Result result = Cli.run(folder, "conform", manifest.toString());
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(Heddle.FAILED);
        assertThat(result.out())
                .contains("FAIL  all: bytes of customer 7")
                .contains("wrong from byte")
                .contains("ok    all: bytes of customer 1\n");
    }
}
