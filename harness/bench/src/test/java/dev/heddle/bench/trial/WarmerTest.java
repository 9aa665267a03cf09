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

    /** Where the compilers tell what they had to do, that decides: costs of 70 and 130 in a row are noise. */
    @Test
    void compilersThatHaveNothingMoreToDoSettleIt() {
        assertThat(Warmer.settled(List.of(burst(0.3, true), burst(0.02, true), burst(0.01, true))))
                .isTrue();
        assertThat(Warmer.settled(List.of(burst(0.3, true), burst(0.02, true)))).isFalse();
    }

    /** The broken twins: compiling that is done in the pause, and methods that still wait when the pause is over. */
    @Test
    void compilersThatAreBehindDoNot() {
        Burst done = burst(0.01, true);
        assertThat(Warmer.settled(List.of(done, done, burst(0.2, true)))).isFalse();
        assertThat(Warmer.settled(List.of(done, done, burst(0.01, false)))).isFalse();
        assertThat(Warmer.settled(List.of(done, burst(0.01, false), done))).isFalse();
        assertThat(Warmer.settled(List.of(done, done, new Burst(64, Double.NaN, 0, 0, 0.0, true))))
                .isFalse();
    }

    private double cost = 70;

    /** In the burst itself the compilers had nothing: they were starved. */
    private Burst burst(double compiled, boolean queueEmpty) {
        cost = 200 - cost;
        return new Burst(64, cost, 0, 5_000, compiled, queueEmpty);
    }

    private static List<Burst> bursts(double[] cpuMicros, double jitShare) {
        List<Burst> bursts = new ArrayList<>();
        for (double micros : cpuMicros) {
            bursts.add(new Burst(64, micros, jitShare, 5_000));
        }
        return bursts;
    }
}
