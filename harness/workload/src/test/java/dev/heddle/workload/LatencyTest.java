package dev.heddle.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final Latency LOGNORMAL = new Latency.Lognormal(Duration.ofMillis(20), Duration.ofMillis(80));

    @Test
    void lognormalHasTheDeclaredPercentiles() {
        long[] sorted = LongStream.rangeClosed(1, 200_000)
                .map(id -> LOGNORMAL.nanos(42, 0, id))
                .sorted()
                .toArray();
        assertThat(sorted[100_000] / 20e6).isCloseTo(1, within(0.01));
        assertThat(sorted[198_000] / 80e6).isCloseTo(1, within(0.02));
    }

    @Test
    void uniformAndListDrawEveryValueAsOften() {
        Latency uniform = new Latency.Uniform(Duration.ofMillis(10), Duration.ofMillis(20));
        long[] sorted = LongStream.rangeClosed(1, 10_000)
                .map(id -> uniform.nanos(42, 0, id))
                .sorted()
                .toArray();
        assertThat(sorted[0]).isBetween(10_000_000L, 10_100_000L);
        assertThat(sorted[5_000] / 15e6).isCloseTo(1, within(0.02));
        assertThat(sorted[9_999]).isBetween(19_900_000L, 20_000_000L);
        Latency list = new Latency.Empirical(List.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(4)));
        assertThat(LongStream.range(0, 9_000)
                        .filter(id -> list.nanos(42, 0, id) == 4_000_000)
                        .count())
                .isBetween(2_800L, 3_200L);
    }

    @Test
    void aCallsLatencyIsAFunctionOfSeedServiceAndId() {
        assertThat(LOGNORMAL.nanos(1, 2, 3)).isEqualTo(LOGNORMAL.nanos(1, 2, 3));
        assertThat(LOGNORMAL.nanos(1, 2, 3)).isNotEqualTo(LOGNORMAL.nanos(2, 2, 3));
        assertThat(LOGNORMAL.nanos(1, 2, 3)).isNotEqualTo(LOGNORMAL.nanos(1, 0, 3));
        assertThat(LOGNORMAL.nanos(1, 2, 3)).isNotEqualTo(LOGNORMAL.nanos(1, 2, 4));
    }

    @Test
    void itsTextReadsBack() {
        assertThat(Latency.of(LOGNORMAL.text())).isEqualTo(LOGNORMAL);
        Latency fixed = new Latency.Fixed(Duration.ofMillis(5));
        assertThat(Latency.of(fixed.text())).isEqualTo(fixed);
        Latency uniform = new Latency.Uniform(Duration.ofMillis(5), Duration.ofMillis(50));
        assertThat(Latency.of(uniform.text())).isEqualTo(uniform);
        Latency list = new Latency.Empirical(List.of(Duration.ofMillis(5), Duration.ofMillis(90)));
        assertThat(Latency.of(list.text())).isEqualTo(list);
        assertThatIllegalArgumentException().isThrownBy(() -> Latency.of("soon"));
        assertThatIllegalArgumentException().isThrownBy(() -> Latency.of("uniform:5"));
        assertThatIllegalArgumentException().isThrownBy(() -> Latency.of("uniform:5,4"));
        assertThatIllegalArgumentException().isThrownBy(() -> Latency.of("list:"));
        assertThatIllegalArgumentException().isThrownBy(() -> Latency.of("fixed:x"));
    }
}
