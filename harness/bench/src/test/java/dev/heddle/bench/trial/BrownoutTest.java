package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
