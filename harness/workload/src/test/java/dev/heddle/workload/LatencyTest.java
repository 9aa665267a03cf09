package dev.heddle.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
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
        assertThatIllegalArgumentException().isThrownBy(() -> Latency.of("soon"));
        assertThatIllegalArgumentException().isThrownBy(() -> Latency.of("fixed:x"));
    }
}
