package dev.heddle.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long SECOND = 1_000_000_000L;

    /** The origin is near the overflow of nanoTime, which may be any number. */
    private static final long ORIGIN = Long.MAX_VALUE / 2;

    private static List<Long> starts(Arrivals arrivals, int loop, int loops, long seconds) {
        long end = ORIGIN + seconds * SECOND;
        Schedule schedule = new Schedule(arrivals, loop, loops, ORIGIN, end);
        List<Long> starts = new ArrayList<>();
        for (long next = schedule.next(); next < end; next = schedule.next()) {
            starts.add(next - ORIGIN);
            schedule.take();
        }
        return starts;
    }

    @Test
    void aConstantRateDoesNotDriftInADay() {
        List<Long> starts = starts(new Arrivals.ConstantRate(3), 0, 1, 86_400);
        assertThat(starts).hasSize(3 * 86_400);
        assertThat(starts.getLast()).isCloseTo(86_400 * SECOND - SECOND / 3, within(100L));
        assertThat(starts.subList(0, 4)).containsExactly(0L, SECOND / 3, 2 * SECOND / 3, SECOND);
    }

    @Test
    void eventLoopsTakeTurnsAtAConstantRate() {
        List<Long> together = new ArrayList<>();
        for (int loop = 0; loop < 3; loop++) {
            together.addAll(starts(new Arrivals.ConstantRate(1_000), loop, 3, 2));
        }
        assertThat(together.stream().sorted().toList()).isEqualTo(starts(new Arrivals.ConstantRate(1_000), 0, 1, 2));
    }

    @Test
    void aPoissonProcessHasItsMeanAndVarianceOnOneLoopAndOnThree() {
        for (int loops : new int[] {1, 3}) {
            long[] perSecond = new long[1_000];
            for (int loop = 0; loop < loops; loop++) {
                starts(new Arrivals.Poisson(100, 7), loop, loops, perSecond.length)
                        .forEach(start -> perSecond[(int) (start / SECOND)]++);
            }
            double mean = 0;
            double variance = 0;
            for (long count : perSecond) {
                mean += (double) count / perSecond.length;
            }
            for (long count : perSecond) {
                variance += (count - mean) * (count - mean) / (perSecond.length - 1);
            }
            // The bounds are four standard errors: of the mean sqrt(100 / 1,000), of the variance 100 sqrt(2 /
            // 1,000).
            assertThat(mean).isCloseTo(100, within(1.3));
            assertThat(variance).isCloseTo(100, within(18.0));
        }
    }

    @Test
    void theSameSeedGivesTheSameArrivalsAndAnotherOthers() {
        assertThat(starts(new Arrivals.Poisson(100, 7), 1, 2, 5))
                .isEqualTo(starts(new Arrivals.Poisson(100, 7), 1, 2, 5));
        assertThat(starts(new Arrivals.Poisson(100, 7), 1, 2, 5))
                .isNotEqualTo(starts(new Arrivals.Poisson(100, 8), 1, 2, 5))
                .isNotEqualTo(starts(new Arrivals.Poisson(100, 7), 0, 2, 5));
    }

    @Test
    void aRampGrowsAndFallsLinearly() {
        List<Long> up = starts(new Arrivals.Ramp(0, 1_000, false, 0), 0, 1, 10);
        assertThat(up).hasSize(5_000);
        // A quarter of them begin in the first half.
        assertThat(up.stream().filter(start -> start < 5 * SECOND)).hasSize(1_250);
        List<Long> down = starts(new Arrivals.Ramp(1_000, 0, false, 0), 0, 1, 10);
        assertThat((double) down.size()).isCloseTo(5_000, within(1.0));
        assertThat((double) down.stream().filter(start -> start < 5 * SECOND).count())
                .isCloseTo(3_750, within(1.0));
        assertThat((double)
                        starts(new Arrivals.Ramp(500, 1_500, true, 3), 0, 1, 10).size())
                .isCloseTo(10_000, within(400.0));
    }
}
