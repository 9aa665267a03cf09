package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Journal;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.judge.Judge;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.ProcessStarter;
import dev.heddle.bench.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs a plan, block by block. What a process yielded, or why it yielded nothing, is on disk before the next begins. */
public final class Runner implements AutoCloseable {
    /**
     * A failure is believed only after so long. Ctrl-C reaches contestant and bench at once, and which of the two notices first is
     * chance.
     */
    private static final Duration BEFORE_A_FAILURE_IS_BELIEVED = Duration.ofMillis(500);

    private final ProcessStarter starter;
    private final Clock clock;
    private final Suite suite;
    private final Run run;
    private final @Nullable String postgresUrl;
    private final Plan plan;
    private final Journal journal;
    private final Progress progress;
    private @Nullable Testbed testbed;

    /** Hears how far the run is. */
    public interface Progress {
        /** Hears that a process is about to be measured, or several that take turns. */
        void begins(List<Step> steps);

        /** Hears that a trial has ended and is on disk. The rules of today say what it is worth. */
        void ended(Step last, JudgedTrial trial);
    }

    /**
     * Makes a runner. It starts the downstreams when a scenario first needs them.
     *
     * @param postgresUrl the reader's own database, or null for one of ours
     */
    public Runner(
            ProcessStarter starter,
            Clock clock,
            Suite suite,
            Run run,
            @Nullable String postgresUrl,
            Plan plan,
            Journal journal,
            Progress progress) {
        this.starter = starter;
        this.clock = clock;
        this.suite = suite;
        this.run = run;
        this.postgresUrl = postgresUrl;
        this.plan = plan;
        this.journal = journal;
        this.progress = progress;
    }

    /**
     * Runs what is left of the plan. If a process fails, that is recorded, and the next one is tried.
     *
     * @throws LaunchException if a downstream or the load engine is gone, without which nothing can be measured any more
     * @throws IOException if the run's folder cannot be written
     */
    public void run() throws LaunchException, IOException {
        for (List<Step> together : plan.together()) {
            List<Step> left = together.stream()
                    .filter(step -> !journal.done().containsAll(step.ids()))
                    .toList();
            if (!left.isEmpty()) {
                measure(left);
            }
        }
    }

    private void measure(List<Step> steps) throws LaunchException, IOException {
        progress.begins(steps);
        if (steps.getFirst().scenario().needsDownstreams() && testbed == null) {
            testbed = Testbed.start(starter, suite, plan.seed(), postgresUrl, run.combineRounds(), plan.mostTogether());
        }
        List<Path> folders = new ArrayList<>();
        for (Step step : steps) {
            folders.add(journal.trialFolder(step.id()));
        }
        Instant started = clock.now();
        long start = clock.nanos();
        List<List<Measured>> measured =
                steps.getFirst().scenario().measure(new Block(starter, suite, plan, testbed, steps, folders));
        if (anyFailed(measured)) {
            clock.sleep(BEFORE_A_FAILURE_IS_BELIEVED);
        }
        starter.requireNotEnding();
        double seconds = (clock.nanos() - start) / 1e9;
        double step = Duration.between(started, clock.now()).toNanos() / 1e9 - seconds;
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            for (Measured found : measured.get(i)) {
                // Contestants that took turns share the time, so each has its part of it.
                trials.add(trial(steps.get(i), found, started, seconds / steps.size(), step));
            }
        }
        journal.append(trials);
        for (JudgedTrial judged : Judge.of(run, trials)) {
            progress.ended(steps.getLast(), judged);
        }
        String dead = testbed == null ? "" : testbed.dead();
        if (!dead.isEmpty()) {
            throw new LaunchException(
                    "After trial " + (steps.getLast().index() + 1) + " " + dead
                            + " was gone; what was measured so far is kept. Is something else on this machine ending processes?");
        }
    }

    private static boolean anyFailed(List<List<Measured>> measured) {
        return measured.stream()
                .flatMap(List::stream)
                .flatMap(found -> found.points().stream())
                .anyMatch(point -> point.error() != null);
    }

    private static Trial trial(Step step, Measured found, Instant started, double seconds, double clockStep) {
        return new Trial(
                step.id(found.scenario()),
                step.id(),
                step.block(),
                step.contestant().name(),
                step.contestant().model(),
                found.scenario().text(),
                started.truncatedTo(ChronoUnit.MILLIS).toString(),
                rounded(seconds),
                rounded(clockStep),
                found.warmups(),
                found.points());
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1e3) / 1e3;
    }

    @Override
    public void close() {
        Stream.ofNullable(testbed).forEach(Testbed::close);
    }
}
