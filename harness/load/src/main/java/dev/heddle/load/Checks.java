package dev.heddle.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/** Holds what theory says a report must show in the self-test, and checks that it does. */
final class Checks {
    private static final double NANOS = 1e9;

    private final String experiment;
    private final StreamReport report;
    private final List<SelfTest.Check> done = new ArrayList<>();

    Checks(String experiment, StreamReport report) {
        this.experiment = experiment;
        this.report = report;
    }

    List<SelfTest.Check> done() {
        return done;
    }

    private Checks add(String what, String expected, String observed, boolean passed) {
        done.add(new SelfTest.Check(experiment, what, expected, observed, passed));
        return this;
    }

    /** Checks that every request is accounted for, in all and in the sum of the seconds. */
    Checks conserved() {
        Tally counts = report.counts();
        Tally seconds = new Tally(
                report.perSecond().stream().mapToLong(Second::scheduled).sum(),
                report.perSecond().stream().mapToLong(Second::answered).sum(),
                report.perSecond().stream().mapToLong(Second::wrong).sum(),
                report.perSecond().stream().mapToLong(Second::timedOut).sum(),
                report.perSecond().stream().mapToLong(Second::refused).sum(),
                report.perSecond().stream().mapToLong(Second::unsent).sum(),
                counts.firstError());
        return add(
                "conservation",
                "scheduled = answered + wrong + timed out + refused + unsent, by second too",
                counts.scheduled() + " = " + counts.answered() + " + " + counts.wrong() + " + " + counts.timedOut()
                        + " + " + counts.refused() + " + " + counts.unsent()
                        + (counts.equals(seconds) ? "" : ", but by second " + seconds),
                counts.conserved() && counts.equals(seconds));
    }

    /** Checks that this many requests begin in the window, to the unit, and that each gets the right answer. */
    Checks answered(long requests) {
        boolean all = report.scheduledInWindow() == requests && report.answeredInWindow() == requests;
        return add(
                "requests",
                requests + " scheduled and answered, no error",
                report.scheduledInWindow() + " scheduled, " + report.answeredInWindow() + " answered, "
                        + report.counts().errors() + " errors"
                        + (report.counts().errors() == 0
                                ? ""
                                : " (" + report.counts().firstError() + ")"),
                all && report.counts().errors() == 0);
    }

    Checks counts(long answered, long wrong, long refused) {
        Tally counts = report.counts();
        return add(
                "counts",
                answered + " answered, " + wrong + " wrong, " + refused + " refused",
                counts.answered() + " answered, " + counts.wrong() + " wrong, " + counts.refused() + " refused",
                counts.answered() == answered && counts.wrong() == wrong && counts.refused() == refused);
    }

    Checks atLeast(String what, long least, long observed) {
        return add(what, "at least " + least, Long.toString(observed), observed >= least);
    }

    Checks exactly(String what, long expected, long observed) {
        return add(what, Long.toString(expected), Long.toString(observed), observed == expected);
    }

    /** Checks that a percentile of response time, in seconds, lies between two bounds. */
    Checks responseTime(double percentile, double least, double most) {
        double observed = Reports.decode(report.responseTime()).getValueAtPercentile(percentile) / NANOS;
        return add(
                name(percentile) + " response time",
                millis(least) + " to " + millis(most),
                millis(observed),
                observed >= least && observed <= most);
    }

    /**
     * Checks a percentile of the response times of a window with one stall in it. A request that is late by more than the stall
     * less a seconds began in the stall's first a seconds; at a constant rate, the share of a seconds in the window is a divided
     * by its length. So the (1 - a / window) quantile is the stall less a, and as much more as it takes to catch up with what
     * came in a.
     *
     * @param tolerance how far it may lie from the expected value
     */
    Checks stalled(double percentile, double stallSeconds, double windowSeconds, double tolerance) {
        double expected = stallSeconds - (1 - percentile / 100) * windowSeconds;
        double observed = Reports.decode(report.responseTime()).getValueAtPercentile(percentile) / NANOS;
        return add(
                name(percentile) + " response time",
                millis(expected) + " ± " + Math.round(100 * tolerance) + " %",
                millis(observed),
                Math.abs(observed / expected - 1) <= tolerance);
    }

    /** Checks that a percentile of the response times, in seconds, is no greater than a bound without the generator's own lateness. */
    Checks punctual(double percentile, double most) {
        double observed =
                Reports.decode(Objects.requireNonNull(report.punctual())).getValueAtPercentile(percentile) / NANOS;
        return add(
                name(percentile) + " without its own lateness",
                "at most " + millis(most),
                millis(observed),
                observed <= most);
    }

    /** Checks that a percentile of the generator's own lateness, in seconds, is no greater than a bound. */
    Checks lateness(double percentile, double most) {
        double observed = Reports.decode(report.lateness()).getValueAtPercentile(percentile) / NANOS;
        return add(name(percentile) + " lateness", "at most " + millis(most), millis(observed), observed <= most);
    }

    /** Checks the requests in flight by Little's law: rate times mean service time. */
    Checks inFlight(double expected, double windowSeconds, double tolerance) {
        Histogram serviceTime = Reports.decode(report.serviceTime());
        double observed = report.answeredInWindow() / windowSeconds * serviceTime.getMean() / NANOS;
        return add(
                "in flight (Little's law)",
                Math.round(expected) + " ± " + Math.round(100 * tolerance) + " %",
                Long.toString(Math.round(observed)),
                Math.abs(observed / expected - 1) <= tolerance);
    }

    private static String name(double percentile) {
        return "p" + (percentile == Math.rint(percentile) ? Long.toString((long) percentile) : percentile);
    }

    private static String millis(double seconds) {
        return String.format(Locale.ROOT, seconds < 0.001 ? "%.2f ms" : "%.1f ms", 1e3 * seconds);
    }
}
