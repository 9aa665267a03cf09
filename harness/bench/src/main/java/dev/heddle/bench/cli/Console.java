package dev.heddle.bench.cli;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.trial.Plan;
import dev.heddle.bench.trial.Runner;
import dev.heddle.bench.trial.Step;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress of a run: a bar on a terminal, a line a trial elsewhere, nothing when quiet. */
final class Console implements Runner.Progress, AutoCloseable {
    /** The bar's own thread draws on the load side's CPU: once a second is enough. */
    private static final int DRAW_MS = 1_000;

    private final PrintWriter out;
    private final Plan plan;
    private final Suite suite;
    private final boolean quiet;
    private final @Nullable ProgressBar bar;

    Console(PrintWriter out, Plan plan, Suite suite, boolean quiet) {
        this.out = out;
        this.plan = plan;
        this.suite = suite;
        this.quiet = quiet;
        boolean terminal = System.console() != null && System.console().isTerminal();
        this.bar = quiet || !terminal
                ? null
                : new ProgressBarBuilder()
                        .setTaskName("heddle")
                        .setInitialMax(plan.estimate(suite).toSeconds())
                        .setUnit("s", 1)
                        .setUpdateIntervalMillis(DRAW_MS)
                        .setStyle(
                                System.getenv("NO_COLOR") == null
                                        ? ProgressBarStyle.COLORFUL_UNICODE_BAR
                                        : ProgressBarStyle.ASCII)
                        .build();
    }

    @Override
    public void begins(int index, List<Step> steps) {
        String what = steps.stream().map(step -> step.contestant().name()).collect(Collectors.joining(" | ")) + ", "
                + steps.getFirst().kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (bar != null) {
            bar.setExtraMessage(" " + (index + 1) + "/" + plan.steps().size() + " " + what);
        } else if (!quiet) {
            out.printf(
                    Locale.ROOT,
                    "[%2d/%d] %s; about %s left%n",
                    index + 1,
                    plan.steps().size(),
                    what,
                    text(secondsFrom(index)));
        }
    }

    @Override
    public void ended(int index, Trial trial) {
        if (bar != null) {
            bar.stepTo(plan.estimate(suite).toSeconds() - secondsFrom(index + 1));
        }
        for (Point point : trial.points()) {
            switch (point.outcome()) {
                case Outcome.Valid valid -> {}
                case Outcome.Invalid invalid ->
                    note(
                            trial,
                            point,
                            (invalid.voids().isEmpty()
                                            ? "invalid by rule " + invalid.rule()
                                            : "rule " + invalid.rule() + " voids " + String.join(", ", invalid.voids()))
                                    + ": " + invalid.reason());
                case Outcome.Failed failed -> note(trial, point, "failed: " + failed.error());
            }
        }
    }

    private void note(Trial trial, Point point, String what) {
        if (!quiet) {
            out.println("       " + trial.contestant() + " " + trial.scenario() + " " + point.point() + " " + what);
        }
    }

    private long secondsFrom(int index) {
        return plan.steps().subList(index, plan.steps().size()).stream()
                .mapToLong(step -> step.estimate(suite).toSeconds())
                .sum();
    }

    static String text(long seconds) {
        return seconds < 90 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
