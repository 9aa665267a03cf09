package dev.heddle.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NoiseTest {
    /**
     * The kernel counts ticks of 10 ms. One short window has too few of them and another one too many, and the sum must come out
     * even.
     */
    @Test
    void ticksOfShortWindowsCancelOut() {
        double few = foreign(10, 0.43);
        double many = foreign(12, 0.45);
        assertThat(few).isNegative();
        assertThat(few + many).isCloseTo(0, within(1e-9));
    }

    @Test
    void whatNobodyOfUsUsedIsForeign() {
        assertThat(foreign(25, 0.4)).isCloseTo(0.6, within(1e-9));
    }

    /**
     * Returns the foreign use beside a contestant that used so many CPUs, in 250 ms of which its CPU was busy for so many ticks.
     */
    private static double foreign(long busy, double contestant) {
        long[] idle = {0, 25, 0};
        return Noise.between(
                        new Noise.Reading(new long[3], new long[3], 0, 0),
                        new Noise.Reading(new long[] {busy, 25, 0}, idle, 0, 0),
                        0.25,
                        Map.of("contestant", contestant),
                        true)
                .foreignServer();
    }
}
