package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClockStepTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<Point> POINTS = List.of(
            new Point("p", new Outcome.Valid(), Map.of("m", 1.0), List.of(), Map.of()), Point.failed("q", "gone"));

    @Test
    void clocksThatKeepPaceChangeNothing() {
        assertThat(ClockStep.judge(START, START.plusSeconds(60), 60.4, POINTS)).isEqualTo(POINTS);
    }

    @Test
    void aClockThatWasSetVoidsWhatWasValid() {
        List<Point> back = ClockStep.judge(START, START.minusSeconds(3540), 60, POINTS);
        assertThat(back.getFirst().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.rule()).isEqualTo("clock-step"))
                .asString()
                .contains("-3600.0 s");
        assertThat(back.getLast()).isEqualTo(POINTS.getLast());
        assertThat(ClockStep.judge(START, START.plusSeconds(90), 60, POINTS)
                        .getFirst()
                        .outcome())
                .isInstanceOf(Outcome.Invalid.class);
    }
}
