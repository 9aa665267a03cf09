package dev.heddle.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tries what the intervals promise on data like the harness's own. Each process has an effect of its own (lognormal, and one
 * process in ten is slow by 30 %). Within a process, readings are autocorrelated (AR(1), 0.7) with lognormal noise, which is
 * skewed and heavy-tailed. A run of {@code results/standard} shows processes of one contestant that differ by 2 to 15 % in most
 * metrics, and by up to 47 % in some.
 */
class CoverageTest {
    /** With so many, a share of 95 % is known within 0.35 % (its standard error). */
    private static final int REPLICATIONS = 4_000;

    private static final int READINGS = 10;
    private static final double SLOW_SHARE = 0.1;
    private static final double SLOW_BY = 0.3;
    private static final double CORRELATION = 0.7;

    private static double[] process(Random random, double between, double within) {
        double slow = random.nextDouble() < SLOW_SHARE ? 1 + SLOW_BY : 1;
        double level = 100 * slow * lognormal(between, random.nextGaussian());
        double state = random.nextGaussian();
        double[] series = new double[READINGS];
        for (int i = 0; i < READINGS; i++) {
            state = CORRELATION * state + Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
            series[i] = level * lognormal(within, state);
        }
        return series;
    }

    /** Returns a lognormal value; the mean of these values is 1. */
    private static double lognormal(double sigma, double z) {
        return Math.exp(sigma * z - sigma * sigma / 2);
    }

    /** Returns the geometric mean over processes, from so many of them that its own error does not count. */
    private static double truth(double between, double within) {
        Random random = new Random(41);
        return Math.exp(DoubleStream.generate(() -> Math.log(mean(process(random, between, within))))
                .limit(200_000)
                .average()
                .orElseThrow());
    }

    private static List<Double> run(Random random, int processes, double between, double within) {
        return Stream.generate(() -> mean(process(random, between, within)))
                .limit(processes)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.3", "0.1, 0.1", "0.3, 0.1", "0.45, 0.1"})
    void nominal95OfWhatIsPositiveCoversBetween93And97(double between, double within) {
        double truth = truth(between, within);
        for (int processes : List.of(2, 3, 5, 15)) {
            Random random = new Random(42);
            int covered = 0;
            for (int i = 0; i < REPLICATIONS; i++) {
                covered += covers(Estimate.geometric(run(random, processes, between, within)), truth) ? 1 : 0;
            }
            assertThat((double) covered / REPLICATIONS)
                    .as("%d processes", processes)
                    .isBetween(0.93, 0.97);
        }
    }

    /**
     * What no interval can do: if all but the rare slow process are within 4 %, three that hold no slow one say nothing of it.
     */
    @Test
    void whatIsRareAndFarOffIsMissed() {
        double truth = truth(0.02, 0.05);
        Random random = new Random(42);
        int covered = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            covered += covers(Estimate.geometric(run(random, 3, 0.02, 0.05)), truth) ? 1 : 0;
        }
        assertThat((double) covered / REPLICATIONS).isBetween(0.88, 0.95);
    }

    /** The broken twin that this test is there to catch: it takes the readings of all processes for independent ones. */
    @Test
    void takingReadingsForReplicatesIsCaught() {
        double truth = truth(0.1, 0.3);
        Random random = new Random(42);
        int covered = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            List<Double> pooled = new ArrayList<>();
            for (int p = 0; p < 5; p++) {
                Arrays.stream(process(random, 0.1, 0.3)).forEach(pooled::add);
            }
            covered += covers(Estimate.geometric(pooled), truth) ? 1 : 0;
        }
        assertThat((double) covered / REPLICATIONS).isLessThan(0.75);
    }

    /** The broken twin of the logarithms: of values that differ by 45 %, two intervals of five hold what cannot be. */
    @Test
    void anIntervalOfTheValuesThemselvesReachesBelowZero() {
        Random random = new Random(42);
        int below = 0;
        int covered = 0;
        double arithmetic = 100 * (1 + SLOW_SHARE * SLOW_BY);
        for (int i = 0; i < REPLICATIONS; i++) {
            List<Double> values = run(random, 3, 0.45, 0.1);
            Estimate plain = Estimate.ofReplicates(values);
            below += Objects.requireNonNull(plain.low()) < 0 ? 1 : 0;
            covered += covers(plain, arithmetic) ? 1 : 0;
            assertThat(Estimate.geometric(values).low()).isPositive();
        }
        assertThat((double) below / REPLICATIONS).isGreaterThan(0.3);
        assertThat((double) covered / REPLICATIONS).isLessThan(0.94);
    }

    /** Blocks drift together by 20 %; the two contestants differ by the ratio. */
    @ParameterizedTest
    @CsvSource({"3, 1.0", "5, 1.0", "15, 1.0", "5, 1.3"})
    void thePairedRatioCoversItsTruth(int blocks, double truth) {
        Random random = new Random(43);
        int covered = 0;
        int calledDifferent = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            Map<Integer, Double> a = new HashMap<>();
            Map<Integer, Double> b = new HashMap<>();
            for (int block = 0; block < blocks; block++) {
                double drift = lognormal(0.2, random.nextGaussian());
                a.put(block, truth * drift * mean(process(random, 0.05, 0.3)));
                b.put(block, drift * mean(process(random, 0.05, 0.3)));
            }
            PairedRatio ratio = PairedRatio.of(a, b).orElseThrow();
            covered += covers(ratio.ratio(), truth) ? 1 : 0;
            calledDifferent += Objects.requireNonNull(ratio.p()) < 0.05 ? 1 : 0;
        }
        assertThat((double) covered / REPLICATIONS).isBetween(0.93, 0.97);
        if (truth == 1) {
            assertThat((double) calledDifferent / REPLICATIONS).isBetween(0.03, 0.07);
        }
    }

    /** Two runs share no blocks, and one may have more processes that differ more. */
    @ParameterizedTest
    @CsvSource({"3, 0.1, 3, 0.1", "5, 0.1, 3, 0.2", "5, 0.1, 5, 0.1", "15, 0.1, 5, 0.1", "15, 0.1, 15, 0.3"})
    void theUnpairedRatioCoversItsTruth(int before, double spreadBefore, int after, double spreadAfter) {
        Random random = new Random(46);
        int covered = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            List<Double> a = Stream.generate(() -> 1.2 * Math.exp(spreadAfter * random.nextGaussian()))
                    .limit(after)
                    .toList();
            List<Double> b = Stream.generate(() -> Math.exp(spreadBefore * random.nextGaussian()))
                    .limit(before)
                    .toList();
            covered += covers(PairedRatio.unpaired(a, b).orElseThrow().ratio(), 1.2) ? 1 : 0;
        }
        assertThat((double) covered / REPLICATIONS).isBetween(0.93, 0.97);
    }

    /** A difference that is said to be detectable is detected about nine times in ten. */
    @Test
    void theDetectableDifferenceIsDetected() {
        Random random = new Random(44);
        int blocks = 8;
        double spread = 0.03;
        double truth = 1 + PairedRatio.expectDetectable(spread, blocks, 1);
        int seen = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            Map<Integer, Double> a = new HashMap<>();
            Map<Integer, Double> b = new HashMap<>();
            for (int block = 0; block < blocks; block++) {
                a.put(block, truth * lognormal(spread, random.nextGaussian()));
                b.put(block, lognormal(spread, random.nextGaussian()));
            }
            seen += Objects.requireNonNull(PairedRatio.of(a, b).orElseThrow().p()) < 0.05 ? 1 : 0;
        }
        assertThat((double) seen / REPLICATIONS).isBetween(0.86, 0.96);
    }

    /**
     * Compares one contestant with itself nine times. With Holm, one run in twenty calls any of them different; without, many
     * runs do.
     */
    @Test
    void holmKeepsTheFamilyInCheck() {
        Random random = new Random(45);
        int family = 0;
        int unadjusted = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            List<Double> p = new ArrayList<>();
            for (int comparison = 0; comparison < 9; comparison++) {
                Map<Integer, Double> a = new HashMap<>();
                Map<Integer, Double> b = new HashMap<>();
                for (int block = 0; block < 5; block++) {
                    a.put(block, lognormal(0.05, random.nextGaussian()));
                    b.put(block, lognormal(0.05, random.nextGaussian()));
                }
                p.add(Objects.requireNonNull(PairedRatio.of(a, b).orElseThrow().p()));
            }
            family += Holm.adjust(p).stream().anyMatch(value -> value < 0.05) ? 1 : 0;
            unadjusted += p.stream().anyMatch(value -> value < 0.05) ? 1 : 0;
        }
        assertThat((double) family / REPLICATIONS).isBetween(0.03, 0.07);
        assertThat((double) unadjusted / REPLICATIONS).isGreaterThan(0.3);
    }

    private static boolean covers(Estimate estimate, double truth) {
        return Objects.requireNonNull(estimate.low()) <= truth && Objects.requireNonNull(estimate.high()) >= truth;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
