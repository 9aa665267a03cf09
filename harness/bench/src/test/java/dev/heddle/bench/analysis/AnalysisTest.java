package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.judge.JudgedTrial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisTest {
    private final List<String> computed = new ArrayList<>();

    @Test
    void eachPartIsComputedOnceHoweverOftenItIsAskedFor() {
        Analysis analysis = watched(SyntheticRun.trials());
        for (int i = 0; i < 2; i++) {
            assertThat(analysis.answer().sentences()).hasSize(3);
            assertThat(analysis.gaps()).isNotEmpty();
            assertThat(analysis.evidence().options()).hasSize(3);
            assertThat(analysis.decision()).isInstanceOf(DecisionOutcome.Refused.class);
        }
        assertThat(computed).containsExactlyInAnyOrder("readings", "rows", "comparisons", "decision");
    }

    @Test
    void withoutATrialIsWhatTheOthersSay() {
        List<JudgedTrial> trials = SyntheticRun.trials();
        Analysis analysis = watched(trials);
        String first = trials.getFirst().id();
        Analysis without = analysis.without(first);
        List<JudgedTrial> others = trials.subList(1, trials.size());
        assertThat(without.trials()).isEqualTo(others);
        assertThat(without.rows())
                .isEqualTo(SyntheticRun.analysis(others).rows())
                .isNotEqualTo(analysis.rows());
        assertThat(without.comparisons())
                .isEqualTo(SyntheticRun.analysis(others).comparisons());
    }

    @Test
    void withoutATrialNothingIsComparedUnlessSomebodyAsks() {
        Analysis analysis = watched(SyntheticRun.trials());
        analysis.trials()
                .forEach(
                        trial -> assertThat(analysis.without(trial.id()).rows()).isNotEmpty());
        assertThat(computed).doesNotContain("comparisons");
    }

    private Analysis watched(List<JudgedTrial> trials) {
        return Analysis.of(SyntheticRun.run(), trials, List.of(), computed::add);
    }
}
