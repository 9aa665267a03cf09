package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void aLevelSeriesWithQuietCompilersIsSettled() {
        assertThat(WarmUp.settled(bursts(new double[] {900, 400, 210, 102, 100, 101}, 0.01)))
                .isTrue();
    }

    @Test
    void busyCompilersAreNot() {
        assertThat(WarmUp.settled(bursts(new double[] {900, 400, 210, 102, 100, 101}, 0.2)))
                .isFalse();
    }

    @Test
    void whatStillFallsIsNot() {
        assertThat(WarmUp.settled(bursts(new double[] {900, 400, 210, 150, 120}, 0.01)))
                .isFalse();
    }

    @Test
    void neitherIsWhatAnswersNothing() {
        assertThat(WarmUp.settled(bursts(new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN}, 0)))
                .isFalse();
    }

    @Test
    void norIsAShortSeries() {
        assertThat(WarmUp.settled(bursts(new double[] {100, 100}, 0))).isFalse();
    }

    @Test
    void aLadderOfMemoryIsValidOnlyAfterQuietCompilers() {
        Point measured = new Point(Memory.IDLE, new Outcome.Valid(), Map.of(), List.of(), Map.of());
        assertThat(SteadyRules.memory(measured, 0.09, 0.1)).isEqualTo(measured);
        assertThat(SteadyRules.memory(measured, 0.3, 0.1).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.rule() + ": " + invalid.reason())
                                .contains("never-steady: the JIT compilers had 30 %"));
    }

    private static List<WarmUp.Burst> bursts(double[] cpuMicros, double jitShare) {
        List<WarmUp.Burst> bursts = new ArrayList<>();
        for (double micros : cpuMicros) {
            bursts.add(new WarmUp.Burst(64, micros, jitShare, 5_000));
        }
        return bursts;
    }
}
