package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCommandTest {
    /** In the folder that a run is in there is no room for another, and nobody has heddle on the path. */
    @Test
    void whatRepeatsARunLeavesItsFolderAlone() {
        assertThat(ShellCommand.repeating(List.of(
                        "heddle", "run", "--suite", "my suite.yaml", "--out", "results/reference", "--seed", "7")))
                .isEqualTo("./heddle run --suite 'my suite.yaml' --seed 7");
        assertThat(ShellCommand.repeating(List.of("heddle", "run"))).isEqualTo("./heddle run");
    }
}
