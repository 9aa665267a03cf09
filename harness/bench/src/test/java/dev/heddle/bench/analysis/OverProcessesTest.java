package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Scale;
import dev.heddle.bench.stats.Estimate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverProcessesTest {
    /** Two processes of the reference run: 265 µs, which Heddle once gave an interval from -85 to 616. */
    private static final List<Double> CPU = List.of(237.8, 292.9);

    @Test
    void whatIsPositiveIsAGeometricMean() {
        Estimate estimate = estimate(Scale.POSITIVE, CPU);
        assertThat(estimate.value()).isCloseTo(Math.sqrt(237.8 * 292.9), within(1e-9));
        assertThat(estimate.low()).isPositive();
        assertThat(estimate(Scale.NON_NEGATIVE, CPU)).isEqualTo(estimate);
        // The broken twin is the old estimate of the same two.
        assertThat(Estimate.ofReplicates(CPU).low()).isNegative();
    }

    @Test
    void aZeroOfWhatIsPositiveLeavesNoEstimate() {
        assertThat(OverProcesses.of(Scale.POSITIVE, List.of(1.0, 0.0, 2.0)).estimate())
                .isNull();
        assertThat(OverProcesses.of(Scale.POSITIVE, List.of(-3.0)).estimate()).isNull();
    }

    @Test
    void aZeroOfWhatIsCountedCounts() {
        OverProcesses all = OverProcesses.of(Scale.NON_NEGATIVE, List.of(0.0, 3.0));
        assertThat(all.mean()).isEqualTo(Mean.ARITHMETIC);
        assertThat(all.estimate()).matches(mean -> mean.value() == 1.5 && Objects.requireNonNull(mean.low()) == 0);
    }

    @Test
    void aShareStaysAShare() {
        Estimate half = estimate(Scale.SHARE, List.of(0.0, 1.0));
        assertThat(half).isEqualTo(new Estimate(0.5, 0.0, 1.0, 2));
    }

    /** None in three windows is no proof that there are none. */
    @ParameterizedTest
    @EnumSource(names = {"NON_NEGATIVE", "SHARE"})
    void whatNobodySawHasNoInterval(Scale scale) {
        assertThat(estimate(scale, List.of(0.0, 0.0, 0.0))).isEqualTo(new Estimate(0, null, null, 3));
    }

    @Test
    void aRemainderMayBeNegative() {
        OverProcesses other = OverProcesses.of(Scale.SIGNED, List.of(-300.0, 100.0, 320.0));
        assertThat(other.mean()).isEqualTo(Mean.ARITHMETIC);
        assertThat(Objects.requireNonNull(other.estimate()).value()).isCloseTo(40, within(1e-9));
        assertThat(other.estimate().low()).isNegative();
    }

    @ParameterizedTest
    @EnumSource
    void oneProcessHasAValueAndNoInterval(Scale scale) {
        assertThat(estimate(scale, List.of(0.25))).isEqualTo(new Estimate(0.25, null, null, 1));
    }

    @Test
    void everyMetricDeclaresWhatItCanBe() {
        assertThat(Metric.CPU_US_PER_REQUEST.scale()).isEqualTo(Scale.POSITIVE);
        assertThat(Metric.BYTES_PER_CONNECTION.scale()).isEqualTo(Scale.POSITIVE);
        assertThat(Metric.VOLUNTARY_SWITCHES_PER_REQUEST.scale()).isEqualTo(Scale.NON_NEGATIVE);
        assertThat(Metric.ERROR_RATIO.scale()).isEqualTo(Scale.SHARE);
        assertThat(Metric.LAYERS).allMatch(layer -> Metric.layer(layer).scale() == Scale.SIGNED);
        // A later Heddle's: a time can't be negative, of a number without a unit nobody knows.
        assertThat(Metric.of("toy_ms").scale()).isEqualTo(Scale.NON_NEGATIVE);
        assertThat(Metric.of("toy").scale()).isEqualTo(Scale.SIGNED);
        assertThat(Metric.of("bytes_per_connection.toy").scale()).isEqualTo(Scale.SIGNED);
    }

    private static Estimate estimate(Scale scale, List<Double> values) {
        return Objects.requireNonNull(OverProcesses.of(scale, values).estimate());
    }
}
