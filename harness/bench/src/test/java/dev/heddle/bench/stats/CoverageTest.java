package dev.heddle.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tries what the intervals promise on data like the harness's own. Each process has an effect of its own (lognormal, and one
 * process in ten is slow by 30 %). Within a process, readings are autocorrelated (AR(1), 0.7) with lognormal noise, which is
 * skewed and heavy-tailed.
 */
@Execution(ExecutionMode.CONCURRENT)
class CoverageTest {
    private static final int REPLICATIONS = 4_000;
    private static final double SLOW_SHARE = 0.1;
    private static final double SLOW_BY = 0.3;
    private static final double CORRELATION = 0.7;

    private static double[] process(Random random, int readings, double between, double within) {
        double slow = random.nextDouble() < SLOW_SHARE ? 1 + SLOW_BY : 1;
        double level = 100 * slow * lognormal(between, random.nextGaussian());
        double state = random.nextGaussian();
        double[] series = new double[readings];
        for (int i = 0; i < readings; i++) {
            state = CORRELATION * state + Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
            series[i] = level * lognormal(within, state);
        }
        return series;
    }

    /** Returns a lognormal value; the mean of these values is 1. */
    private static double lognormal(double sigma, double z) {
        return Math.exp(sigma * z - sigma * sigma / 2);
    }

    private static final double TRUTH = 100 * (1 + SLOW_SHARE * SLOW_BY);

    @ParameterizedTest
    @CsvSource({
        "3, 0.05, 0.3",
        "3, 0.10, 0.3",
        "4, 0.05, 0.3",
        "5, 0.05, 0.3",
        "5, 0.10, 0.3",
        "8, 0.05, 0.3",
        "10, 0.05, 0.3"
    })
    void nominal95CoversBetween93And97(int processes, double between, double within) {
        Random random = new Random(42);
        int covered = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            List<double[]> run = new ArrayList<>();
            for (int p = 0; p < processes; p++) {
                run.add(process(random, 10, between, within));
            }
            covered += covers(Bootstrap.mean(run, i), TRUTH) ? 1 : 0;
        }
        assertThat((double) covered / REPLICATIONS).isBetween(0.93, 0.97);
    }

    /** The broken twin that this test is there to catch: it takes the readings of all processes for independent ones. */
    @Test
    void takingReadingsForReplicatesIsCaught() {
        Random random = new Random(42);
        int covered = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            List<Double> pooled = new ArrayList<>();
            for (int p = 0; p < 5; p++) {
                Arrays.stream(process(random, 10, 0.1, 0.3)).forEach(pooled::add);
            }
            covered += covers(Estimate.ofReplicates(pooled), TRUTH) ? 1 : 0;
        }
        assertThat((double) covered / REPLICATIONS).isLessThan(0.75);
    }

    /** Blocks drift together by 20 %; the two contestants differ by the ratio. */
    @ParameterizedTest
    @CsvSource({"3, 1.0", "5, 1.0", "10, 1.0", "5, 1.3"})
    void thePairedRatioCoversItsTruth(int blocks, double truth) {
        Random random = new Random(43);
        int covered = 0;
        int calledDifferent = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            Map<Integer, Double> a = new HashMap<>();
            Map<Integer, Double> b = new HashMap<>();
            for (int block = 0; block < blocks; block++) {
                double drift = lognormal(0.2, random.nextGaussian());
                a.put(block, truth * drift * mean(process(random, 10, 0.05, 0.3)));
                b.put(block, drift * mean(process(random, 10, 0.05, 0.3)));
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
