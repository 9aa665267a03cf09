package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTest {
    @Test
    void aChangeIsSaidWithItsInterval() {
        Change change = only(run(100, 101, 99, 100), run(110, 111, 109, 110));
        assertThat(change.changed()).isTrue();
        assertThat(change.ratio().value()).isCloseTo(1.1, within(0.001));
        assertThat(change.sentence())
                .startsWith(
                        "throughput, a, p, cpu_us_per_request: 100.0 +/- 1.3 -> 110.0 +/- 1.3 us, changed by +10.0 % (+8");
    }

    @Test
    void noChangeSaysWhatWouldHaveBeenSeen() {
        Change change = only(run(100, 101, 99, 100), run(100, 101, 100, 99));
        assertThat(change.changed()).isFalse();
        assertThat(change.sentence()).contains("no detectable change").contains("would have been seen");
    }

    @Test
    void oneProcessTellsNothing() {
        Change change = only(run(100), run(200));
        assertThat(change.changed()).isFalse();
        assertThat(change.sentence()).contains("can't tell");
    }

    @Test
    void whatOnlyOneOfThemMeasuredIsNotCompared() {
        assertThat(Change.of(run(100), Analysis.of(SyntheticRun.run(), List.of(), List.of())))
                .isEmpty();
    }

    private static Change only(Analysis before, Analysis after) {
        List<Change> changes = Change.of(before, after);
        assertThat(changes).hasSize(1);
        return changes.getFirst();
    }

    private static Analysis run(double... cpu) {
        List<JudgedTrial> trials = new ArrayList<>();
        for (int block = 0; block < cpu.length; block++) {
            JudgedPoint point =
                    Made.point("p", new Outcome.Valid(), Map.of("cpu_us_per_request", cpu[block]), List.of(), Map.of());
            trials.add(Made.trial("t" + block, block, "a", "throughput", List.of(point)));
        }
        return Analysis.of(SyntheticRun.run(), trials, List.of());
    }
}
