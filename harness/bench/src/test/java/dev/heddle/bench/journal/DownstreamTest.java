package dev.heddle.bench.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DownstreamTest {
    private static String lateness(long... nanos) {
        Histogram histogram = new Histogram(1, 600_000_000_000L, 2);
        for (long late : nanos) {
            histogram.recordValue(late);
        }
        return Histograms.encode(histogram);
    }

    /** What was late before a window, in the warm-up for example, is not the window's. */
    @Test
    void latenessIsThatOfTheTimeBetween() throws Exception {
        Downstream before = new Downstream(1, 1L, 0, lateness(900_000_000));
        Downstream after = new Downstream(3, 3L, 0, lateness(900_000_000, 1_000, 2_000));
        Histogram between =
                Histograms.decode(Objects.requireNonNull(after.since(before).rpcLateness()));
        assertThat(between.getTotalCount()).isEqualTo(2);
        assertThat(between.getMaxValue()).isLessThan(3_000);
        Histogram twin = Histograms.decode(Objects.requireNonNull(after.rpcLateness()));
        assertThat(twin.getMaxValue()).isGreaterThan(800_000_000);
    }

    @Test
    void latenessThatWasNotRecordedStaysUnknown() throws Exception {
        Downstream older = new Downstream(1, 1L, 0);
        Downstream now = new Downstream(2, 2L, 0, lateness(5));
        assertThat(now.since(older).rpcLateness()).isNull();
        assertThat(now.plus(older).rpcLateness()).isNull();
        assertThat(Histograms.decode(Objects.requireNonNull(now.plus(now).rpcLateness()))
                        .getTotalCount())
                .isEqualTo(2);
    }
}
