package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Rung;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges points that have no load of their own, and judges how points and clocks belong together. */
final class PointRules {
    /**
     * A difference of more than this many seconds is a step of the clock. It is far more than an NTP daemon slews by in the
     * minutes of a trial (500 ppm).
     */
    private static final double CLOCK_STEP_SECONDS = 1;

    /**
     * The stacks of one rung's threads may have so much more resident than those of another's. One thread more or less of the
     * JVM's own makes a tenth. A stack that an interpreted method touched has four times what one has where none did.
     */
    private static final double EVEN = 1.25;
    /** A rung that adds fewer threads than this is not looked at, since the JVM's own threads come and go beside them. */
    private static final long FEW_THREADS = 20;

    /** This is the verdict of a fraction whose rate was never asked for. */
    static final Outcome.Invalid NO_CAPACITY = new Outcome.Invalid(
            RuleName.UNCONFIRMED, "there is no confirmed capacity to take a fraction of", List.of());

    private PointRules() {}

    /**
     * Judges a ladder of memory. The contestant must have been warm before it, because nothing is measured under load there and a
     * stack's size depends on who compiled its frames. The kernel's part must be known too, or else the total is void. What a
     * thread's stack has must be the same at each rung, or else it is void too.
     */
    static Outcome ladder(Evidence.Ladder ladder, List<Rung> rungs) {
        if (!ladder.missed().isEmpty()) {
            return new Outcome.Invalid(RuleName.ERRORS, ladder.missed(), List.of());
        }
        List<Outcome.Invalid> broken = new ArrayList<>();
        if (ladder.jitShare() > ladder.maxJitShare()) {
            broken.add(new Outcome.Invalid(
                    RuleName.NEVER_STEADY,
                    String.format(
                            Locale.ROOT,
                            "the JIT compilers had %.0f %% of the contestant's CPU time in the last burst of warm-up; the suite allows %.0f %%,"
                                    + " so allow more bursts",
                            100 * ladder.jitShare(),
                            100 * ladder.maxJitShare()),
                    List.of()));
        }
        if (!rungs.stream().allMatch(rung -> rung.bytes().containsKey("kernel"))) {
            broken.add(new Outcome.Invalid(
                    RuleName.KERNEL_MEMORY,
                    "the kernel keeps no account of what it spends on the contestant, since no control group for memory could be made (run"
                            + " as root, or in a delegated group): a connection's sockets are in no layer",
                    List.of(Metric.BYTES_PER_CONNECTION.name())));
        }
        DoubleSummaryStatistics stacks = stackOfAnAddedThread(rungs);
        if (stacks.getCount() > 1 && stacks.getMax() > EVEN * stacks.getMin()) {
            broken.add(new Outcome.Invalid(
                    RuleName.UNEVEN_STACKS,
                    String.format(
                            Locale.ROOT,
                            "a thread that was added had %.0f KB of its stack resident at one rung and %.0f KB at another, so that no line fits",
                            stacks.getMin() / 1024,
                            stacks.getMax() / 1024),
                    List.of(
                            Metric.BYTES_PER_CONNECTION.name(),
                            Metric.layer("stacks").name())));
        }
        return Rules.combined(broken);
    }

    /** Says in a sentence each what could not be judged of a ladder, since its record is older than the reading. */
    static List<String> unjudged(List<Rung> rungs) {
        return rungs.stream().anyMatch(rung -> rung.threads() == null)
                ? List.of(Fact.THREADS.missing(List.of(RuleName.UNEVEN_STACKS)))
                : List.of();
    }

    /** Returns what each rung on the way up added to the stacks, for each thread that it added. */
    private static DoubleSummaryStatistics stackOfAnAddedThread(List<Rung> rungs) {
        DoubleSummaryStatistics bytes = new DoubleSummaryStatistics();
        Rung.Threads before = null;
        for (Rung rung : rungs) {
            Rung.Threads threads = rung.threads();
            if (threads == null || rung.descending()) {
                continue;
            }
            if (before == null) {
                before = threads;
            } else if (threads.count() - before.count() >= FEW_THREADS) {
                bytes.accept(
                        (double) (threads.stackBytes() - before.stackBytes()) / (threads.count() - before.count()));
                before = threads;
            }
        }
        return bytes;
    }

    /**
     * Judges a whole fork of JMH: its threads must have been pinned, and the machine's rules about steal and throttling must be
     * kept. Foreign load is not judged, since it is not told apart from JMH's own.
     */
    static Outcome handOffs(Evidence.HandOffs handOffs) {
        if (handOffs.unpinnedShare() > 0) {
            return new Outcome.Invalid(
                    RuleName.UNPINNED, "this system cannot pin a thread to a CPU, so that no point holds", List.of());
        }
        if (handOffs.disturbance().steal() > handOffs.allowed().steal()) {
            return new Outcome.Invalid(
                    RuleName.STEAL,
                    String.format(
                            Locale.ROOT,
                            "the hypervisor gave %.1f %% of all CPUs' time to others while JMH ran",
                            100 * handOffs.disturbance().steal()),
                    List.of());
        }
        if (handOffs.disturbance().throttled() > handOffs.allowed().throttled()) {
            return new Outcome.Invalid(
                    RuleName.THROTTLING,
                    String.format(
                            Locale.ROOT,
                            "the control group's CPU quota stopped us for %.1f %% of the time while JMH ran",
                            100 * handOffs.disturbance().throttled()),
                    List.of());
        }
        return new Outcome.Valid();
    }

    /**
     * Returns the outcome, or what a step of the clock makes of a valid one. Every duration is taken from the monotonic clock.
     * If the wall clock shows another duration, then the clock was set or the machine slept. The time stamps of the trial and of
     * its histograms are then wrong.
     */
    static Outcome clock(Outcome outcome, double stepSeconds) {
        return Math.abs(stepSeconds) <= CLOCK_STEP_SECONDS || !(outcome instanceof Outcome.Valid)
                ? outcome
                : new Outcome.Invalid(
                        RuleName.CLOCK_STEP,
                        String.format(
                                Locale.ROOT,
                                "the machine's clock was set by %+.1f s while this trial ran, or the machine slept; let NTP settle, keep it awake,"
                                        + " and run again",
                                stepSeconds),
                        List.of());
    }

    /**
     * Returns what is wrong with a fraction of this capacity; null if nothing is. A fraction of a capacity that is not the
     * contestant's own is not a fraction of its capacity.
     */
    static Outcome.@Nullable Invalid fraction(@Nullable JudgedPoint capacity) {
        if (capacity == null || !capacity.metrics().containsKey(Metric.MAX_REQUESTS_PER_SECOND.name())) {
            return NO_CAPACITY;
        }
        return capacity.outcome() instanceof Outcome.Invalid invalid
                        && !invalid.verdict(Metric.MAX_REQUESTS_PER_SECOND.name())
                                .equals(Outcome.VALID)
                ? new Outcome.Invalid(
                        invalid.rule(),
                        "its rate is a fraction of a capacity that is not the contestant's own: " + invalid.reason(),
                        List.of())
                : null;
    }

    /**
     * Returns what is wrong with a capacity that a fraction of itself contradicts; null if it holds. The fraction was measured in
     * the same process and in a longer window, so it must keep the objective too.
     */
    static Outcome.@Nullable Invalid sustained(double fraction, JudgedPoint asked, double objectiveMillis) {
        Double p99 = asked.metrics().get(Metric.LATENCY_P99_MS.name());
        boolean contestantsOwn =
                asked.outcome().verdict(Metric.LATENCY_P99_MS.name()).equals(Outcome.VALID);
        return fraction < 1 && contestantsOwn && p99 != null && p99 > objectiveMillis
                ? new Outcome.Invalid(
                        RuleName.NOT_SUSTAINED,
                        String.format(
                                Locale.ROOT,
                                "at %s of it, asked for longer than a probe, the 99th percentile was %.1f ms",
                                fraction,
                                p99),
                        List.of())
                : null;
    }
}
