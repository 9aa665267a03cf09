package dev.heddle.bench.cli;

import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
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

/** Shows the progress of a run: as a bar on a terminal, as a line a trial elsewhere, and not at all when quiet. */
final class Console implements Runner.Progress, AutoCloseable {
    /** The bar's own thread draws on the load side's CPU, so once a second is enough. */
    private static final int DRAW_MS = 1_000;

    private final PrintWriter out;
    private final Plan plan;
    private final boolean quiet;
    private final @Nullable ProgressBar bar;

    Console(PrintWriter out, Plan plan, boolean quiet) {
        this.out = out;
        this.plan = plan;
        this.quiet = quiet;
        boolean terminal = System.console() != null && System.console().isTerminal();
        this.bar = quiet || !terminal
                ? null
                : new ProgressBarBuilder()
                        .setTaskName("heddle")
                        .setInitialMax(plan.estimate().toSeconds())
                        .setUnit("s", 1)
                        .setUpdateIntervalMillis(DRAW_MS)
                        .setStyle(
                                System.getenv("NO_COLOR") == null
                                        ? ProgressBarStyle.COLORFUL_UNICODE_BAR
                                        : ProgressBarStyle.ASCII)
                        .build();
    }

    @Override
    public void begins(List<Step> steps) {
        int index = steps.getFirst().index();
        String what = steps.stream().map(step -> step.contestant().name()).collect(Collectors.joining(" | ")) + ", "
                + steps.getFirst().scenario().kind().replace('-', ' ');
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
    public void ended(Step last, JudgedTrial trial) {
        if (bar != null) {
            bar.stepTo(plan.estimate().toSeconds() - secondsFrom(last.index() + 1));
        }
        for (JudgedPoint point : trial.points()) {
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

    private void note(JudgedTrial trial, JudgedPoint point, String what) {
        if (!quiet) {
            out.println("       " + trial.contestant() + " " + trial.scenario() + " " + point.point() + " " + what);
        }
    }

    private long secondsFrom(int index) {
        return plan.steps().subList(index, plan.steps().size()).stream()
                .mapToLong(step -> step.scenario().estimate().toSeconds())
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
