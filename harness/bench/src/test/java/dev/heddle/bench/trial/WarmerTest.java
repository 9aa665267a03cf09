package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.WarmUp.Burst;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmerTest {
    @Test
    void aLevelSeriesWithQuietCompilersIsSettled() {
        assertThat(Warmer.settled(bursts(new double[] {900, 400, 210, 102, 100, 101}, 0.01)))
                .isTrue();
    }

    @Test
    void busyCompilersAreNot() {
        assertThat(Warmer.settled(bursts(new double[] {900, 400, 210, 102, 100, 101}, 0.2)))
                .isFalse();
    }

    @Test
    void whatStillFallsIsNot() {
        assertThat(Warmer.settled(bursts(new double[] {900, 400, 210, 150, 120}, 0.01)))
                .isFalse();
    }

    @Test
    void neitherIsWhatAnswersNothing() {
        assertThat(Warmer.settled(bursts(new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN}, 0)))
                .isFalse();
    }

    @Test
    void norIsAShortSeries() {
        assertThat(Warmer.settled(bursts(new double[] {100, 100}, 0))).isFalse();
    }

    private static List<Burst> bursts(double[] cpuMicros, double jitShare) {
        List<Burst> bursts = new ArrayList<>();
        for (double micros : cpuMicros) {
            bursts.add(new Burst(64, micros, jitShare, 5_000));
        }
        return bursts;
    }
}
