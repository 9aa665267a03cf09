package dev.heddle.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares with worked examples that others have published. */
class PublishedExamplesTest {
    /**
     * The data of Student (W. S. Gosset), <i>The Probable Error of a Mean</i>, 1908: hours of sleep gained by two drugs. The t
     * values below are those of R's {@code sleep}.
     */
    private static final double[] SLEEP_1 = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    private static final double[] SLEEP_2 = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    /**
     * Takes the data as logarithms, since ratios are what is compared: t = -4.0621, 9 degrees of freedom, p = 0.002833, interval
     * -2.4599 to -0.7001.
     */
    @Test
    void thePairedTestIsStudentsOwn() {
        PairedRatio ratio =
                PairedRatio.of(exponentials(SLEEP_1), exponentials(SLEEP_2)).orElseThrow();
        assertThat(Math.log(ratio.ratio().value())).isCloseTo(-1.58, within(1e-9));
        assertThat(ratio.p()).isCloseTo(0.00283289, within(1e-8));
        assertThat(Math.log(Objects.requireNonNull(ratio.ratio().low()))).isCloseTo(-2.4598858, within(1e-6));
        assertThat(Math.log(Objects.requireNonNull(ratio.ratio().high()))).isCloseTo(-0.7001142, within(1e-6));
    }

    /**
     * Takes the same data as unpaired, by Welch's test: t = -1.8608, df = 17.776, p = 0.07939, interval -3.3654832 to 0.2054832.
     */
    @Test
    void theUnpairedTestIsWelchs() {
        PairedRatio ratio = PairedRatio.unpaired(
                        List.copyOf(exponentials(SLEEP_1).values()),
                        List.copyOf(exponentials(SLEEP_2).values()))
                .orElseThrow();
        assertThat(ratio.p()).isCloseTo(0.07939414, within(1e-7));
        assertThat(Math.log(Objects.requireNonNull(ratio.ratio().low()))).isCloseTo(-3.3654832, within(1e-6));
        assertThat(Math.log(Objects.requireNonNull(ratio.ratio().high()))).isCloseTo(0.2054832, within(1e-6));
    }

    @Test
    void aRatioNeedsPositiveValuesOfOneBlock() {
        assertThat(PairedRatio.of(Map.of(0, 1.0), Map.of(1, 1.0))).isEmpty();
        assertThat(PairedRatio.of(Map.of(0, -1.0), Map.of(0, 1.0))).isEmpty();
        PairedRatio one = PairedRatio.of(Map.of(0, 3.0), Map.of(0, 2.0)).orElseThrow();
        assertThat(one.ratio()).isEqualTo(new Estimate(Math.exp(Math.log(1.5)), null, null, 1));
        assertThat(one.p()).isNull();
        assertThat(one.detectable(1)).isNull();
    }

    /**
     * Checks the worked example of R's {@code p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm")}, and that ties stay monotone.
     */
    @Test
    void holmAdjustsAsPublished() {
        assertThat(Holm.adjust(List.of(0.01, 0.02, 0.03, 0.04, 0.05)))
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
                .containsExactly(0.05, 0.08, 0.09, 0.09, 0.09);
        assertThat(Holm.adjust(List.of(0.9, 0.004, 0.5))).containsExactly(1.0, 0.012, 1.0);
        assertThat(Holm.adjust(List.of())).isEmpty();
    }

    /**
     * Checks Clopper and Pearson 1934, where 3 of 10 is 0.067 to 0.652, and a relative of the rule of three, where 0 of 20 is 0
     * to 0.168.
     */
    @Test
    void theProportionIsClopperAndPearsons() {
        assertThat(Proportion.of(3, 10).low()).isCloseTo(0.06673951, within(1e-7));
        assertThat(Proportion.of(3, 10).high()).isCloseTo(0.65245285, within(1e-7));
        assertThat(Proportion.of(0, 20)).matches(p -> p.low() == 0 && Math.abs(p.high() - 0.1684335) < 1e-6);
        assertThat(Proportion.of(20, 20)).matches(p -> p.high() == 1 && Math.abs(p.low() - 0.8315665) < 1e-6);
        assertThatIllegalArgumentException().isThrownBy(() -> Proportion.of(0, 0));
    }

    /**
     * Finds the change in the flow of the Nile at Aswan, 1871 to 1970 (Cobb 1978): it fell when the dam was begun, after 1898,
     * which is the 28th reading.
     */
    @Test
    void theNileChangesOnce() {
        double[] nile = {
            1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958,
            1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020,
            1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040,
            759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
            744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740
        };
        List<SteadyState.Segment> segments = SteadyState.segments(nile);
        assertThat(segments).extracting(SteadyState.Segment::from).containsExactly(0, 28);
        assertThat(segments.getFirst().mean()).isCloseTo(1097.75, within(0.01));
        assertThat(segments.getLast().mean()).isCloseTo(849.97, within(0.01));
        assertThat(SteadyState.from(nile, 0.05)).isEqualTo(28);
        assertThat(SteadyState.from(nile, 0.5)).isZero();
    }

    @Test
    void aLevelSeriesIsOneSegmentAndAWarmUpIsCut() {
        Random random = new Random(1);
        int cut = 0;
        for (int i = 0; i < 200; i++) {
            double[] level = random.doubles(30, 0.95, 1.05).toArray();
            cut += SteadyState.segments(level).size() > 1 ? 1 : 0;
            double[] warming = level.clone();
            for (int j = 0; j < 10; j++) {
                warming[j] *= 1.5;
            }
            assertThat(SteadyState.from(warming, 0.1)).isEqualTo(10);
        }
        assertThat(cut).isLessThan(20);
        assertThat(SteadyState.segments(new double[] {5, 5, 5, 5})).hasSize(1);
        assertThat(SteadyState.segments(new double[] {5, 5, 5, 9, 9, 9})).hasSize(2);
        assertThatIllegalArgumentException().isThrownBy(() -> SteadyState.segments(new double[0]));
    }

    /** The second drug's hours as logarithms: R's {@code t.test(extra)} has mean 2.33 and interval 0.8976775 to 3.7623225. */
    @Test
    void theGeometricMeanHasStudentsIntervalOfTheLogarithms() {
        Estimate estimate = Estimate.geometric(exponentials(SLEEP_2).values());
        assertThat(Math.log(estimate.value())).isCloseTo(2.33, within(1e-9));
        assertThat(Math.log(Objects.requireNonNull(estimate.low()))).isCloseTo(0.8976775, within(1e-6));
        assertThat(Math.log(Objects.requireNonNull(estimate.high()))).isCloseTo(3.7623225, within(1e-6));
    }

    private static Map<Integer, Double> exponentials(double[] values) {
        Map<Integer, Double> byBlock = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            byBlock.put(i, Math.exp(values[i]));
        }
        return byBlock;
    }
}
