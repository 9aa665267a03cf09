package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.judge.JudgedTrial;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {
    private static final Run RUN = SyntheticRun.run();

    @Test
    void whoHadNotSettledIsSaid() {
        List<JudgedTrial> trials = List.of(
                warmed("a", "settled after 5 bursts of 1000 ms; …"),
                warmed("a", "not settled after 16 bursts of 1000 ms; …"),
                warmed("b", "settled after 4 bursts of 1000 ms; …"),
                warmed("b", ""));
        assertThat(Gaps.of(RUN, trials, List.of()))
                .anySatisfy(gap -> assertThat(gap).contains("had not settled").contains(": 1 of 2 of a;"));
        assertThat(Gaps.of(RUN, trials.subList(2, 4), List.of())).noneMatch(gap -> gap.contains("settled"));
    }

    private static JudgedTrial warmed(String contestant, String warmup) {
        return Made.trial(contestant, 0, contestant, "throughput", warmup, List.of());
    }
}
