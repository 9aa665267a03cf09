package dev.heddle.bench.report;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code decision.md}: a decision record in the form of <a href="https://adr.github.io/madr/">MADR 4</a>, filled with what the run found. What it
 * can't carry it does not recommend.
 */
final class Decision {
    /** As a share: a difference so great is told in words. */
    private static final double TENFOLD = 9;

    private final Run run;
    private final List<Trial> trials;
    private final DecisionEvidence evidence;
    private final DecisionOutcome outcome;
    private final StringBuilder text = new StringBuilder();

    private Decision(Run run, List<Trial> trials) {
        this.run = run;
        this.trials = trials;
        this.evidence = new DecisionEvidence(run, trials);
        this.outcome = evidence.outcome();
    }

    static String of(Run run, List<Trial> trials) {
        Decision decision = new Decision(run, trials);
        decision.context();
        decision.drivers();
        decision.options();
        decision.outcome();
        decision.prosAndCons();
        decision.more();
        return decision.text.toString();
    }

    private void context() {
        DecisionContext context = new DecisionContext(run);
        lines("""
                ---
                status: proposed
                date: %s
                ---
                # Which concurrency model: %s

                ## Context and Problem Statement

                For an I/O-bound service, should a request run on a platform thread, on a virtual thread or on an event loop? This record is about one \
                service, whose request queries a database, calls other services, combines the answers and responds:
                """.formatted(run.started().replaceFirst("T.*", ""), escape(outcome.headline())));
        List<String> workload = context.workload();
        bullets(
                workload.isEmpty()
                        ? List.of("The workload is in the settings of [report.html](report.html).")
                        : workload);
        lines("""

                and about one machine: %s. The service had CPUs %s to itself, load and downstreams had %s.%s
                """.formatted(
                escape(machine()),
                escape(run.serverCpus()),
                escape(run.loadCpus()),
                context.jvm().isEmpty() ? "" : " Every JVM: " + escape(String.join(", ", context.jvm())) + "."));
    }

    private String machine() {
        return List.of("cpu model", "cpus online", "memory", "os", "jdk").stream()
                .filter(run.environment()::containsKey)
                .map(what -> what + " " + run.environment().get(what))
                .collect(Collectors.joining(", "));
    }

    private void drivers() {
        heading("Decision Drivers");
        List<String> objective = new DecisionContext(run).objective();
        lines((objective.isEmpty()
                        ? "The run was given no objective. "
                        : "The objective is " + escape(String.join(", ", objective)) + ". ")
                + "Drivers decide in this order; each leaves the options that no other was found better than:\n");
        bullets(DecisionDriver.ORDER.stream()
                .map(driver -> driver.name() + " (`" + driver.metric() + "` of " + driver.scenario() + ")"
                        + (evidence.points(driver).isEmpty()
                                ? ": not measured"
                                : evidence.best(driver, evidence.options()).isEmpty() ? ": not heard" : ""))
                .toList());
        lines("\nA driver is not heard where " + DecisionEvidence.NOT_HEARD + ". " + DecisionEvidence.LIMIT + "\n");
    }

    private void options() {
        heading("Considered Options");
        bullets(evidence.options().stream()
                .map(option -> option
                        + run.contestants().stream()
                                .filter(entrant -> entrant.name().equals(option))
                                .map(entrant -> " (" + entrant.model() + "): " + entrant.description())
                                .findFirst()
                                .orElse(""))
                .toList());
        lines("");
    }

    private void outcome() {
        heading("Decision Outcome");
        switch (outcome) {
            case DecisionOutcome.Chosen chosen -> {
                lines("Chosen option: \"" + escape(chosen.option()) + "\", because it is the one left:\n");
                bullets(chosen.why());
            }
            case DecisionOutcome.NoDifference none -> {
                lines("No option is chosen: no difference between " + escape(String.join(", ", none.options()))
                        + " that counts, by any driver that was heard.\n");
                bullets(none.why());
            }
            case DecisionOutcome.Depends depends -> {
                lines("No option is chosen: which is best depends on the load.\n");
                bullets(depends.why());
            }
            case DecisionOutcome.Refused refused -> {
                lines("No recommendation: this run is not evidence enough for one.\n");
                bullets(refused.reasons());
            }
        }
        lines("\n### Consequences\n");
        bullets(consequences());
        lines("""

                ### Confirmation

                This repeats the run; its `decision.md` then says whether the outcome holds:

                    %s

                This rebuilds everything here from the raw trials:

                    ./heddle report %s
                """.formatted(
                        ShellCommand.repeating(run.commandLine()), ShellCommand.of(List.of("results/" + run.run()))));
    }

    private List<String> consequences() {
        return switch (outcome) {
            case DecisionOutcome.Chosen chosen -> {
                List<String> found = DecisionArgument.of(evidence, chosen.option()).stream()
                        .filter(argument -> argument.side() != DecisionArgument.Side.NEUTRAL)
                        .map(DecisionArgument::sentence)
                        .toList();
                // What speaks against the choice on too little evidence to count is not for the table alone.
                List<String> warnings = DecisionArgument.of(evidence, chosen.option()).stream()
                        .filter(argument ->
                                argument.side() == DecisionArgument.Side.NEUTRAL && argument.worstUncounted())
                        .map(argument -> argument.sentence() + "; the worst of all, on evidence that does not count")
                        .toList();
                List<String> all =
                        Stream.concat(found.stream(), warnings.stream()).toList();
                yield all.isEmpty() ? List.of("Neutral, because nothing else was found that sets it apart.") : all;
            }
            case DecisionOutcome.NoDifference none ->
                List.of(
                        "Good, because the choice is free on these grounds: make it by what the team knows, its libraries and its tools.",
                        "Bad, because a difference smaller than this run could see may still be there; the numbers below say how small.");
            case DecisionOutcome.Depends depends ->
                List.of(
                        "Good, because it is known on what it depends: " + DecisionEvidence.byPoint(depends.best())
                                + ".",
                        "Bad, because the load of the service must be known before the choice, and may change after it.");
            case DecisionOutcome.Refused refused ->
                List.of(
                        "Neutral, because nothing is decided. The numbers below are what was seen, not reasons to choose.");
        };
    }

    private void prosAndCons() {
        heading("Pros and Cons of the Options");
        lines(DecisionTable.of(evidence, DecisionDriver.ORDER));
        lines("""

                Good and bad are differences that paired comparisons over at least %d blocks of fresh processes find, adjusted for all of the metric, and \
                that are greater than the noise floor; neutral is all else, and both. ± is half the width of the 95 %% interval, (n) how many valid \
                processes it rests on; ± of one is of the slope within it.""".formatted(DecisionEvidence.LEAST_BLOCKS));
        for (String option : evidence.options()) {
            lines("\n### " + escape(option) + "\n");
            List<DecisionArgument> arguments = DecisionArgument.of(evidence, option);
            bullets(
                    arguments.isEmpty()
                            ? List.of("Neutral, because nothing of it was measured that decides.")
                            : arguments.stream()
                                    .map(argument ->
                                            argument.sentence() + " — trials " + links(argument.driver(), option))
                                    .toList());
        }
        lines("");
    }

    /** The lines of {@code trials.jsonl} behind an argument. */
    private String links(DecisionDriver driver, String option) {
        List<String> links = new ArrayList<>();
        for (int line = 1; line <= trials.size(); line++) {
            Trial trial = trials.get(line - 1);
            boolean behind = trial.scenario().equals(driver.scenario())
                    && trial.contestant().equals(option)
                    && trial.points().stream().anyMatch(point -> point.point().startsWith(driver.point()));
            if (behind) {
                links.add("[" + line + "](trials.jsonl#L" + line + ")");
            }
        }
        return String.join(" ", links);
    }

    private void comparisons() {
        List<List<String>> lines = new ArrayList<>();
        for (DecisionDriver driver : DecisionDriver.ORDER) {
            for (String point : evidence.points(driver)) {
                evidence.comparisons().stream()
                        .filter(comparison ->
                                driver.covers(comparison) && comparison.point().equals(point))
                        .map(comparison -> comparison(driver, comparison))
                        .forEach(lines::add);
            }
        }
        lines("\n### Every comparison\n");
        lines(
                lines.isEmpty()
                        ? "No two options have a valid reading in one block."
                        : MarkdownTable.of(
                                List.of(
                                        "by",
                                        "point",
                                        "ratio of",
                                        "to",
                                        "is",
                                        "95 % interval",
                                        "blocks",
                                        "p, adjusted",
                                        "seen 9 times in 10",
                                        "verdict"),
                                lines));
    }

    private static List<String> comparison(DecisionDriver driver, Comparison comparison) {
        Estimate ratio = comparison.ratio();
        Double low = ratio.low();
        Double high = ratio.high();
        Double p = comparison.pAdjusted();
        Double detectable = comparison.visible();
        return List.of(
                driver.name(),
                comparison.point(),
                comparison.a(),
                comparison.b(),
                Numbers.factor(ratio.value()),
                low == null || high == null ? "" : Numbers.factor(low) + " to " + Numbers.factor(high),
                Integer.toString(ratio.replicates()),
                p == null ? "" : p < 0.001 ? "< 0.001" : Numbers.factor(p),
                detectable == null ? "" : detectable > TENFOLD ? "> tenfold" : Numbers.percent(detectable),
                comparison.twins()
                        ? "noise floor"
                        : switch (comparison.verdict()) {
                            case DIFFERENT ->
                                DecisionEvidence.counts(comparison) ? "different" : "different, not counted";
                            case WITHIN_NOISE_FLOOR -> "within the noise floor";
                            case BELOW_LIMIT -> "below the limit";
                            case NONE_DETECTABLE -> "no detectable difference";
                            case TOO_FEW -> "too few blocks";
                        });
    }

    private void more() {
        heading("More Information");
        lines("### What would change this\n");
        List<String> changes = new ArrayList<>(flips());
        changes.addAll(Gaps.of(run, trials, evidence.rows()));
        bullets(changes);
        lines("\n### Noise floor\n");
        List<String> floors = floors();
        bullets(floors.isEmpty() ? List.of("Unknown: no contestant ran under a second name (an A/A pair).") : floors);
        comparisons();
        lines("""

                ### Evidence

                * [report.html](report.html): every plot, table, environment and settings
                * [notebook.ipynb](notebook.ipynb): the same as code that can be questioned
                * [summary.csv](summary.csv), [points.csv](points.csv), [dictionary.csv](dictionary.csv): the numbers as tidy tables
                * [trials.jsonl](trials.jsonl): the raw truth, a line a trial; [run.json](run.json): what was asked for and where it ran
                * Heddle %s, commit %s, suite %s, seed %d, started %s""".formatted(run.heddle(), run.commit(), escape(run.suite()), run.seed(), run.started()));
    }

    /** Where the lead changed hands along an axis that the run swept, or from one driver to another. */
    private List<String> flips() {
        List<String> flips = new ArrayList<>();
        Map<String, List<String>> leaders = new LinkedHashMap<>();
        for (DecisionDriver driver : DecisionDriver.ORDER) {
            Map<String, List<String>> best = evidence.best(driver, evidence.options());
            Map<String, List<String>> led = new LinkedHashMap<>();
            best.forEach((point, ahead) -> {
                if (ahead.size() < evidence.options().size()) {
                    led.put(point, ahead);
                    leaders.put(driver.name(), ahead);
                }
            });
            if (led.values().stream().distinct().count() > 1) {
                flips.add("Along the points of " + driver.scenario() + " the answer by " + driver.name()
                        + " flips: best are " + DecisionEvidence.byPoint(led) + ".");
            }
        }
        if (leaders.values().stream().distinct().count() > 1) {
            flips.add("Another order of the drivers: best are "
                    + leaders.entrySet().stream()
                            .map(lead -> String.join(" and ", lead.getValue()) + " by " + lead.getKey())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return flips;
    }

    private List<String> floors() {
        return evidence.comparisons().stream()
                .filter(Comparison::twins)
                .filter(comparison -> DecisionDriver.ORDER.stream().anyMatch(driver -> driver.covers(comparison)))
                .sorted((a, b) -> PointOrder.compare(a.point(), b.point()))
                .map(comparison ->
                        "`" + comparison.metric() + "` of " + comparison.scenario() + " at " + comparison.point() + ": "
                                + comparison.a() + " differed from itself by "
                                + Numbers.percent(comparison.factor().value() - 1) + interval(comparison.ratio()))
                .toList();
    }

    private static String interval(Estimate ratio) {
        Double low = ratio.low();
        Double high = ratio.high();
        return " in the mean of " + Text.count(ratio.replicates(), "block")
                + (low == null || high == null
                        ? ""
                        : " (ratio " + Numbers.factor(low) + " to " + Numbers.factor(high) + ")");
    }

    private void heading(String title) {
        lines("## " + title + "\n");
    }

    private void lines(String lines) {
        text.append(lines).append('\n');
    }

    private void bullets(List<String> items) {
        items.forEach(item -> lines("* " + escape(item)));
    }

    /** Ours uses code and links, which stay; what a run's own names hold must not become markup. */
    private static String escape(String text) {
        return MarkdownTable.noMarkup(text);
    }
}
