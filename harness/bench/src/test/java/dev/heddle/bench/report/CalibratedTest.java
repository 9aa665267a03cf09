package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Trial;
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

    /** The twin: a machine so noisy that the slowdown drowns. */
    @Test
    void aNoisyMachineMissesIt() {
        assertThat(calibrated(run(40 * BLOCKS, 0.2, 0.05)).detected().share()).isLessThan(0.5);
    }

    /** The twin: an A/A pair of which one is not the same. */
    @Test
    void aPairThatDiffersIsCounted() {
        RunFolder honest = run(20 * BLOCKS, 0.01, 0.05);
        List<Trial> swapped = honest.trials().stream()
                .map(trial -> trial.contestant().equals("a" + Trial.TWIN) ? named(trial, "other") : trial)
                .map(trial ->
                        trial.contestant().equals("a" + Calibrated.SLOWED) ? named(trial, "a" + Trial.TWIN) : trial)
                .map(trial -> trial.contestant().equals("other") ? named(trial, "a" + Calibrated.SLOWED) : trial)
                .toList();
        assertThat(calibrated(new RunFolder(honest.run(), swapped, false))
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
        assertThat(Calibrated.of(new RunFolder(SyntheticRun.run(), List.of(), false), "a", BLOCKS))
                .isEmpty();
        assertThat(Calibrated.of(run(1, 0.01, 0.05), "a", 1)).isEmpty();
        assertThat(Calibrated.of(run(2, 0.01, 0.05), "a", 2)).isPresent();
    }

    private static Calibrated calibrated(RunFolder run) {
        return Calibrated.of(run, "a", BLOCKS).orElseThrow();
    }

    private static Trial named(Trial trial, String contestant) {
        return trial(
                trial.block(), contestant, trial.points().getFirst().metrics().getOrDefault("cpu_us_per_request", 0.0));
    }

    private static RunFolder run(int blocks, double spread, double slowdown) {
        Random random = new Random(5);
        List<Trial> trials = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            trials.add(trial(block, "a", 100 * Math.exp(spread * random.nextGaussian())));
            trials.add(trial(block, "a" + Trial.TWIN, 100 * Math.exp(spread * random.nextGaussian())));
            trials.add(trial(
                    block, "a" + Calibrated.SLOWED, 100 * (1 + slowdown) * Math.exp(spread * random.nextGaussian())));
        }
        return new RunFolder(SyntheticRun.run(), trials, false);
    }

    private static Trial trial(int block, String contestant, double cpu) {
        Point point = new Point(
                "concurrency=64", new Outcome.Valid(), Map.of("cpu_us_per_request", cpu), List.of(), Map.of());
        return new Trial(
                block + contestant,
                block,
                contestant,
                "m",
                "throughput",
                "2026-01-02T03:04:05Z",
                1,
                "",
                List.of(point));
    }
}
