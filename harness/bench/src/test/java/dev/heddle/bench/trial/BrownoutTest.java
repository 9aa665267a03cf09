package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Histograms;
import dev.heddle.bench.journal.Sample;
import dev.heddle.load.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Slow from second 3 to second 5; 20 ms before it. */
class BrownoutTest {
    private static List<Sample> series(double... p99) {
        List<Sample> series = new ArrayList<>();
        for (int second = 0; second < p99.length; second++) {
            series.add(new Sample(second, Map.of("response_time_p99_ms", p99[second], "errors", 0.0)));
        }
        return series;
    }

    @Test
    void recoveryIsFromTheEndOfTheSlownessToTheFirstOfThreeCalmSeconds() {
        assertThat(Brownout.recovery(series(20, 19, 20, 400, 400, 21, 20, 20, 20), 3, 5))
                .hasValue(0);
        assertThat(Brownout.recovery(series(20, 19, 20, 400, 400, 300, 90, 30, 20, 20), 3, 5))
                .hasValue(2);
        // Calm for two seconds only is not recovered yet.
        assertThat(Brownout.recovery(series(20, 19, 20, 400, 400, 20, 20, 300, 20, 20, 20), 3, 5))
                .hasValue(3);
    }

    @Test
    void whatNeverComesBackHasNoRecovery() {
        assertThat(Brownout.recovery(series(20, 19, 20, 400, 400, 300, 300, 300, 300), 3, 5))
                .isEmpty();
        assertThat(Brownout.recovery(series(20, 19, 20, 400, 400, 20, 20), 3, 5))
                .isEmpty();
    }

    /** The twin of an honest server: it turns away at once what would have taken long. */
    @Test
    void failingFastGetsNobodyBetterPercentiles() {
        Histogram honest = new Histogram(3);
        honest.recordValueWithCount(8_000_000, 950);
        honest.recordValueWithCount(1_500_000_000, 50);
        Histogram fast = new Histogram(3);
        fast.recordValueWithCount(8_000_000, 950);
        assertThat(Histograms.percentiles(Histograms.withFailed(honest, 0, 4_000)))
                .isEqualTo(Histograms.percentiles(honest));
        assertThat(fast.getValueAtPercentile(99)).isLessThan(9_000_000);
        assertThat(Histograms.withFailed(fast, 50, 4_000).getValueAtPercentile(99))
                .isGreaterThan(3_900_000_000L);
        assertThat(fast.getTotalCount()).isEqualTo(950);
    }

    /** Its twin answers the few that it answers at once, and turns the others away. */
    @Test
    void whoTurnsAwayRequestsForNothingIsNotQuickThere() {
        Second honest = new Second(3, 50, 50, 0, 0, 0, 0, 1_000_000, 30_000_000, 30_000_000, 0);
        Second refusing = new Second(3, 50, 5, 45, 0, 0, 0, 1_000_000, 1_000_000, 1_000_000, 0);
        Second silent = new Second(3, 50, 0, 0, 50, 0, 0, 0, 0, 0, 0);
        assertThat(Brownout.noopP99(honest, 4_000)).hasValue(30);
        assertThat(Brownout.noopP99(refusing, 4_000)).hasValue(4_000);
        assertThat(Brownout.noopP99(silent, 4_000)).hasValue(4_000);
        assertThat(Brownout.noopP99(new Second(3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 4_000))
                .isEmpty();
    }

    @Test
    void aSecondWithErrorsOrWithoutAnswersIsNotCalm() {
        List<Sample> errors = series(20, 19, 20, 400, 400, 20, 20, 20, 20);
        errors.set(6, new Sample(6, Map.of("response_time_p99_ms", 20.0, "errors", 1.0)));
        assertThat(Brownout.recovery(errors, 3, 5)).isEmpty();
        List<Sample> silent = series(20, 19, 20, 400, 400, 20, 20, 20, 20);
        silent.set(5, new Sample(5, Map.of("errors", 0.0)));
        assertThat(Brownout.recovery(silent, 3, 5)).hasValue(1);
    }
}
