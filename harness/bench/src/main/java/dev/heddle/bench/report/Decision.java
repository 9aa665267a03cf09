package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.DecisionArgument;
import dev.heddle.bench.analysis.DecisionContext;
import dev.heddle.bench.analysis.DecisionDriver;
import dev.heddle.bench.analysis.DecisionEvidence;
import dev.heddle.bench.analysis.DecisionOutcome;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.judge.JudgedTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes {@code decision.md}. It is a decision record in the form of <a href="https://adr.github.io/madr/">MADR 4</a>, filled
 * with what the run found. It recommends nothing that the run's evidence can't carry.
 */
final class Decision {
    private final Run run;
    private final Analysis analysis;
    private final DecisionEvidence evidence;
    private final DecisionOutcome outcome;
    private final DecisionDetails details;
    private final StringBuilder text = new StringBuilder();

    private Decision(Analysis analysis) {
        this.run = analysis.run();
        this.analysis = analysis;
        this.evidence = analysis.evidence();
        this.outcome = analysis.decision();
        this.details = new DecisionDetails(analysis);
    }

    static String of(Analysis analysis) {
        Decision decision = new Decision(analysis);
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
        bullets(evidence.drivers().stream()
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
        bullets(details.consequences());
        lines("""

                ### Confirmation

                This repeats the run; its `decision.md` then says whether the outcome holds:

                    %s

                This rebuilds everything here from the raw trials:

                    ./heddle report %s
                """.formatted(
                        ShellCommand.repeating(run.commandLine()), ShellCommand.of(List.of("results/" + run.run()))));
    }

    private void prosAndCons() {
        heading("Pros and Cons of the Options");
        lines(DecisionTable.of(evidence, evidence.drivers()));
        lines("""

                Good and bad are differences that paired comparisons over at least %d blocks of fresh processes find, adjusted for all of the metric, and \
                that are greater than the noise floor; neutral is all else, and both. %s (n) is how many valid processes a value rests on; one alone has \
                no interval.""".formatted(DecisionEvidence.LEAST_BLOCKS, DecisionTable.READ));
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

    /** Returns links to the lines of {@code trials.jsonl} that an argument rests on. */
    private String links(DecisionDriver driver, String option) {
        List<JudgedTrial> trials = analysis.trials();
        List<String> links = new ArrayList<>();
        for (int line = 1; line <= trials.size(); line++) {
            JudgedTrial trial = trials.get(line - 1);
            boolean behind = trial.scenario().equals(driver.scenario())
                    && trial.contestant().equals(option)
                    && trial.points().stream().anyMatch(point -> driver.points().cover(point.point()));
            if (behind) {
                links.add("[" + line + "](trials.jsonl#L" + line + ")");
            }
        }
        return String.join(" ", links);
    }

    private void more() {
        heading("More Information");
        lines("### What would change this\n");
        List<String> changes = new ArrayList<>(details.flips());
        changes.addAll(analysis.gaps());
        bullets(changes);
        lines("\n### Noise floor\n");
        List<String> floors = details.floors();
        bullets(floors.isEmpty() ? List.of("Unknown: no contestant ran under a second name (an A/A pair).") : floors);
        if (!evidence.unweighed().isEmpty()) {
            lines("\n### Measured, and not weighed\n");
            lines(DecisionTable.of(evidence, evidence.unweighed()));
        }
        lines("\n### Every comparison\n");
        lines(details.comparisons());
        lines("""

                ### Evidence

                * [report.html](report.html): every plot, table, environment and settings
                * [notebook.ipynb](notebook.ipynb): the same as code that can be questioned
                * [summary.csv](summary.csv), [points.csv](points.csv), [dictionary.csv](dictionary.csv): the numbers as tidy tables
                * [trials.jsonl](trials.jsonl): the raw truth, a line a trial; [run.json](run.json): what was asked for and where it ran
                * Heddle %s, commit %s, suite %s, seed %d, started %s""".formatted(run.heddle(), run.commit(), escape(run.suite()), run.seed(), run.started()));
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

    /** Keeps the names that a run holds from becoming HTML. Heddle's own text uses Markdown's code and links, and these stay. */
    private static String escape(String text) {
        return MarkdownTable.noMarkup(text);
    }
}
