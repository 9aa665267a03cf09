package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Whether the wall clock kept pace with the monotonic one while a trial ran. Every duration is taken from the latter; where the two part, the clock was set, or the
 * machine slept, and the time stamps of the trial and its histograms are wrong.
 */
final class ClockStep {
    /** Far more than an NTP daemon slews by in the minutes of a trial (500 ppm). */
    private static final double TOLERANCE_SECONDS = 1;

    private ClockStep() {}

    /** The points as they are, or each valid one voided. */
    static List<Point> judge(Instant started, Instant ended, double seconds, List<Point> points) {
        double step = Duration.between(started, ended).toNanos() / 1e9 - seconds;
        if (Math.abs(step) <= TOLERANCE_SECONDS) {
            return points;
        }
        String reason = String.format(
                Locale.ROOT,
                "the machine's clock was set by %+.1f s while this trial ran, or the machine slept; let NTP settle, keep it awake, and"
                        + " run again",
                step);
        return points.stream()
                .map(point -> switch (point.outcome()) {
                    case Outcome.Valid valid -> point.with(new Outcome.Invalid("clock-step", reason, List.of()));
                    case Outcome.Invalid invalid -> point;
                    case Outcome.Failed failed -> point;
                })
                .toList();
    }
}
