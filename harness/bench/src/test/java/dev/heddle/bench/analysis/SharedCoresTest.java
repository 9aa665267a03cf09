package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run whose contestant shared a core with its load says so wherever it tells its conditions. */
class SharedCoresTest {
    private static final String SHARED = "contestant and load share one core (CPUs 0,1)";

    @Test
    void aSharedCoreIsSaid() {
        Run run = run(Map.of(Run.SHARED_CORES, SHARED));
        assertThat(Conditions.of(run)).contains(SHARED);
        assertThat(Gaps.of(run, List.of(), List.of())).anyMatch(gap -> gap.contains(SHARED));
    }

    /** The twin: a run with cores of its own, or one that was recorded before anybody looked. */
    @Test
    void nothingIsSaidWhereNoneIsShared() {
        Run run = run(Map.of());
        assertThat(Conditions.of(run)).doesNotContain("share one core");
        assertThat(Gaps.of(run, List.of(), List.of())).noneMatch(gap -> gap.contains("core of its own"));
    }

    private static Run run(Map<String, String> environment) {
        return Made.run("made", List.of("heddle", "run"), "quick", List.of(), environment, "workload: {}");
    }
}
