package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.WarmUp;
import dev.heddle.bench.judge.JudgedTrial;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {
    private static final Run RUN = SyntheticRun.run();

    @Test
    void whoHadNotSettledIsSaid() {
        List<JudgedTrial> trials = List.of(
                warmed("a", List.of(warmUp(true))),
                warmed("a", List.of(warmUp(true), warmUp(false))),
                warmed("b", List.of(warmUp(true))),
                warmed("b", List.of()));
        assertThat(Gaps.of(RUN, trials, List.of()))
                .anySatisfy(gap -> assertThat(gap).contains("had not settled").contains(": 1 of 2 of a;"));
        assertThat(Gaps.of(RUN, trials.subList(2, 4), List.of())).noneMatch(gap -> gap.contains("settled"));
    }

    private static WarmUp warmUp(boolean settled) {
        return new WarmUp(settled, 1_000, List.of());
    }

    private static JudgedTrial warmed(String contestant, List<WarmUp> warmups) {
        return Made.trial(contestant, 0, contestant, "throughput", warmups, List.of());
    }
}
