package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibratedTest {
    private static final int BLOCKS = 5;

    @Test
    void anHonestMachineIsCalledDifferentSeldomAndFindsWhatIsPlanted() {
        Calibrated calibrated = calibrated(run(100 * BLOCKS, 0.01, 0.05));
        assertThat(calibrated.calledDifferent().of()).isEqualTo(100);
        assertThat(calibrated.calledDifferent().happened()).isLessThanOrEqualTo(12);
        assertThat(calibrated.alike().value()).isCloseTo(1, within(0.003));
        assertThat(calibrated.detected().of()).isEqualTo(50);
        assertThat(calibrated.detected().share()).isGreaterThan(0.9);
        assertThat(calibrated.planted().value()).isCloseTo(1.05, within(0.003));
        assertThat(calibrated.halfWidth()).isBetween(0.005, 0.02);
        assertThat(calibrated.sentences()).hasSize(3).anyMatch(said -> said.contains("of 100 (95 % interval"));
    }

    /** The broken twin: a machine so noisy that the slowdown drowns. */
    @Test
    void aNoisyMachineMissesIt() {
        assertThat(calibrated(run(40 * BLOCKS, 0.2, 0.05)).detected().share()).isLessThan(0.5);
    }

    /** The broken twin: an A/A pair of which one is not the same. */
    @Test
    void aPairThatDiffersIsCounted() {
        Analysis honest = run(20 * BLOCKS, 0.01, 0.05);
        List<JudgedTrial> swapped = honest.trials().stream()
                .map(trial -> trial.contestant().equals("a" + Trial.SECOND_NAME) ? named(trial, "other") : trial)
                .map(trial -> trial.contestant().equals("a" + Calibrated.SLOWED)
                        ? named(trial, "a" + Trial.SECOND_NAME)
                        : trial)
                .map(trial -> trial.contestant().equals("other") ? named(trial, "a" + Calibrated.SLOWED) : trial)
                .toList();
        assertThat(calibrated(Analysis.of(honest.run(), swapped, List.of()))
                        .calledDifferent()
                        .share())
                .isGreaterThan(0.8);
    }

    @Test
    void blocksThatAreLeftOverMakeNoPair() {
        Calibrated calibrated = calibrated(run(5 * BLOCKS + 4, 0.01, 0.05));
        assertThat(calibrated.calledDifferent().of()).isEqualTo(5);
        assertThat(calibrated.detected().of()).isEqualTo(2);
        assertThat(calibrated.slowdownBlocks()).isEqualTo(2 * BLOCKS);
        assertThat(calibrated(run(BLOCKS, 0.01, 0.05)).slowdownBlocks()).isEqualTo(BLOCKS);
    }

    @Test
    void fewerThanTwoValidBlocksTellNothing() {
        assertThat(Calibrated.of(Analysis.of(SyntheticRun.run(), List.of(), List.of()), "a", BLOCKS))
                .isEmpty();
        assertThat(Calibrated.of(run(1, 0.01, 0.05), "a", 1)).isEmpty();
        assertThat(Calibrated.of(run(2, 0.01, 0.05), "a", 2)).isPresent();
    }

    private static Calibrated calibrated(Analysis run) {
        return Calibrated.of(run, "a", BLOCKS).orElseThrow();
    }

    private static JudgedTrial named(JudgedTrial trial, String contestant) {
        return trial(
                trial.block(), contestant, trial.points().getFirst().metrics().getOrDefault("cpu_us_per_request", 0.0));
    }

    private static Analysis run(int blocks, double spread, double slowdown) {
        Random random = new Random(5);
        List<JudgedTrial> trials = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            trials.add(trial(block, "a", 100 * Math.exp(spread * random.nextGaussian())));
            trials.add(trial(block, "a" + Trial.SECOND_NAME, 100 * Math.exp(spread * random.nextGaussian())));
            trials.add(trial(
                    block, "a" + Calibrated.SLOWED, 100 * (1 + slowdown) * Math.exp(spread * random.nextGaussian())));
        }
        return Analysis.of(SyntheticRun.run(), trials, List.of());
    }

    private static JudgedTrial trial(int block, String contestant, double cpu) {
        JudgedPoint point = Made.point(
                "concurrency=64", new Outcome.Valid(), Map.of("cpu_us_per_request", cpu), List.of(), Map.of());
        return Made.trial(block + contestant, block, contestant, "throughput", List.of(point));
    }
}
