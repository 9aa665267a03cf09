package dev.heddle.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatsTest {
    /** The NIST Statistical Reference Dataset Norris, as y, x. The certified slope stands below. */
    private static final double[][] NORRIS = {
        {0.1, 0.2}, {338.8, 337.4}, {118.1, 118.2}, {888.0, 884.6}, {9.2, 10.1}, {228.1, 226.5}, {668.5, 666.3},
        {998.5, 996.3}, {449.1, 448.6}, {778.9, 777.0}, {559.2, 558.2}, {0.3, 0.4}, {0.1, 0.6}, {778.1, 775.5},
        {668.8, 666.9}, {339.3, 338.0}, {448.9, 447.5}, {10.8, 11.6}, {557.7, 556.0}, {228.3, 228.1}, {998.0, 995.8},
        {888.8, 887.6}, {119.6, 120.2}, {0.3, 0.3}, {0.6, 0.3}, {557.6, 556.8}, {339.3, 339.1}, {888.0, 887.2},
        {998.5, 999.0}, {778.9, 779.0}, {10.2, 11.1}, {117.6, 118.3}, {228.9, 229.2}, {668.4, 669.1}, {449.2, 448.9},
        {0.2, 0.5}
    };

    private static final double CERTIFIED_SLOPE = 1.00211681802045;

    @Test
    void theSlopeIsNistsCertifiedOne() {
        double[] x = new double[NORRIS.length];
        double[] y = new double[NORRIS.length];
        for (int i = 0; i < NORRIS.length; i++) {
            y[i] = NORRIS[i][0];
            x[i] = NORRIS[i][1];
        }
        assertThat(Slope.of(x, y)).isCloseTo(CERTIFIED_SLOPE, within(1e-12));
    }

    @Test
    void aSlopeNeedsRungsThatDiffer() {
        assertThatIllegalArgumentException().isThrownBy(() -> Slope.of(new double[] {1, 2}, new double[] {1, 2}));
        assertThatIllegalArgumentException().isThrownBy(() -> Slope.of(new double[] {5, 5, 5}, new double[] {1, 2, 3}));
    }

    @Test
    void aMeanHasStudentsInterval() {
        // With s = 1 and n = 3, the half-width is t(0.975, 2) / sqrt 3.
        Estimate estimate = Estimate.ofReplicates(List.of(9.0, 10.0, 11.0));
        assertThat(estimate.value()).isEqualTo(10);
        assertThat(estimate.high()).isCloseTo(10 + 4.302652730 / Math.sqrt(3), within(1e-8));
        assertThat(estimate.replicates()).isEqualTo(3);
    }

    @Test
    void oneReplicateHasNoInterval() {
        assertThat(Estimate.ofReplicates(List.of(7.0))).isEqualTo(new Estimate(7, null, null, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Estimate.ofReplicates(List.of()));
    }

    @Test
    void oneReplicateCannotBeGivenAnInterval() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(25_505, 25_466.0, 25_544.0, 1));
    }

    @Test
    void aGeometricMeanIsOfWhatIsAboveZero() {
        Estimate estimate = Estimate.geometric(List.of(1.0, 100.0));
        assertThat(estimate.value()).isCloseTo(10, within(1e-12));
        assertThat(estimate.low()).isPositive();
        assertThat(Estimate.geometric(List.of(0.3, 0.3, 0.3))).isEqualTo(new Estimate(0.3, 0.3, 0.3, 3));
        assertThat(Estimate.geometric(List.of(7.0))).isEqualTo(new Estimate(7, null, null, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Estimate.geometric(List.of(1.0, 0.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> Estimate.geometric(List.of()));
    }

    @Test
    void anIntervalIsCutWhereTheQuantityEnds() {
        assertThat(new Estimate(0.4, -0.2, 1.3, 3).cut(0, 1)).isEqualTo(new Estimate(0.4, 0.0, 1.0, 3));
        assertThat(new Estimate(0.4, 0.3, 0.5, 3).cut(0, 1)).isEqualTo(new Estimate(0.4, 0.3, 0.5, 3));
        assertThat(new Estimate(0.4, null, null, 1).cut(0, 1)).isEqualTo(new Estimate(0.4, null, null, 1));
    }

    @Test
    void nineteenOfTwentyIntervalsCoverTheTruth() {
        Random random = new Random(42);
        int covered = 0;
        for (int i = 0; i < 20_000; i++) {
            List<Double> sample =
                    List.of(random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
            Estimate estimate = Estimate.ofReplicates(sample);
            double low = Objects.requireNonNull(estimate.low());
            double high = Objects.requireNonNull(estimate.high());
            covered += low <= 0 && high >= 0 ? 1 : 0;
        }
        assertThat(covered / 20_000.0).isBetween(0.94, 0.96);
    }
}
