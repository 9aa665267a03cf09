package dev.heddle.bench.report;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Estimate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code report.html}: one file that asks the network for nothing. Without scripts its plots are still pictures. */
final class Page {
    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

    private Page() {}

    /** @param svgs each plot's picture, by the plot's name */
    static String of(
            Run run,
            List<Trial> trials,
            List<SummaryRow> rows,
            List<Plot> plots,
            Map<String, String> svgs,
            List<String> notes) {
        List<Flaw> flaws = Flaw.of(trials);
        List<Comparison> comparisons = Comparison.of(run, trials);
        List<String> contestants = Plots.contestants(run, rows);
        List<Question.Answered> answered = Question.answered(rows, comparisons);
        Map<String, String> parts = Map.ofEntries(
                Map.entry("style", Resources.own("report.css")),
                Map.entry("title", Html.escape("Heddle: " + run.run())),
                Map.entry("facts", facts(run)),
                Map.entry("answer", answer(Answer.of(run, trials, rows, comparisons), contestants)),
                Map.entry("scores", answered.isEmpty() ? "" : Scores.questions(withoutTwins(contestants), answered)),
                Map.entry("notes", notes.isEmpty() ? "" : Html.list(notes)),
                Map.entry("contents", contents(rows)),
                Map.entry("choices", plots.isEmpty() ? "" : Key.choices(contestants)),
                Map.entry(
                        "sections",
                        measured(rows)
                                .map(section -> section(section, run, rows, comparisons, plots, svgs))
                                .collect(Collectors.joining("\n"))),
                Map.entry("gaps", Html.list(Gaps.of(run, trials, rows))),
                Map.entry("flaws", flaws.isEmpty() ? "<p>None: every point is valid.</p>" : flaws(flaws)),
                Map.entry("rows", rows(rows)),
                Map.entry("trials", trials(trials)),
                Map.entry("contestants", contestants(run)),
                Map.entry("environment", environment(run)),
                Map.entry("settings", Html.escape(run.settings())),
                Map.entry("command", Html.escape(ShellCommand.repeating(run.commandLine()))),
                Map.entry("run", Html.escape("results/" + run.run())),
                Map.entry("made", made(run)),
                Map.entry("scripts", scripts(plots)));
        return HOLE.matcher(Resources.own("report.html"))
                .replaceAll(hole -> Matcher.quoteReplacement(part(parts, hole.group(1))));
    }

    private static List<String> withoutTwins(List<String> contestants) {
        return contestants.stream().filter(name -> !name.endsWith(Trial.TWIN)).toList();
    }

    private static Stream<Section> measured(List<SummaryRow> rows) {
        return Section.ALL.stream()
                .filter(section -> rows.stream().anyMatch(row -> row.scenario().equals(section.scenario())));
    }

    private static String answer(Answer answer, List<String> contestants) {
        return "<dl>" + sentence("The answer", answer.who(), contestants)
                + sentence("How sure", answer.sure(), contestants)
                + sentence("Where it stops holding", answer.holds(), contestants) + "</dl>";
    }

    private static String sentence(String term, String text, List<String> contestants) {
        String names = contestants.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(name -> Pattern.quote(Html.escape(name)))
                .collect(Collectors.joining("|"));
        String set = Html.escape(text);
        return "<div><dt>" + term + "</dt><dd>"
                + (names.isEmpty() ? set : set.replaceAll("(?:" + names + ")", "<b>$0</b>")) + "</dd></div>\n";
    }

    private static String contents(List<SummaryRow> rows) {
        Stream<String> sections = measured(rows)
                .map(section -> "<a href=\"#%s\">%s</a>".formatted(section.scenario(), Html.escape(section.title())));
        return Stream.concat(
                        sections,
                        Stream.of(
                                "<a href=\"#gaps\">Not measured</a>",
                                "<a href=\"#flaws\">Not valid</a>",
                                "<a href=\"#conditions\">Conditions</a>",
                                "<a href=\"#repeat\">Repeat it</a>",
                                "<a href=\"#all\">Everything</a>"))
                .collect(Collectors.joining("\n"));
    }

    private static String section(
            Section section,
            Run run,
            List<SummaryRow> rows,
            List<Comparison> comparisons,
            List<Plot> plots,
            Map<String, String> svgs) {
        List<String> contestants = Plots.contestants(run, rows);
        StringBuilder figures = new StringBuilder();
        String said = "";
        for (Plot plot : plots) {
            if (plot.section().equals(section.scenario())) {
                String legend = plot.legend().equals(said) ? "" : plot.legend();
                said = plot.legend();
                figures.append(Figure.of(
                                plot,
                                legend,
                                svgs.getOrDefault(plot.name(), ""),
                                ShellCommand.repeating(run.commandLine())))
                        .append('\n');
            }
        }
        return """
                <section id="%s">
                <h2>%s</h2>
                <p class="method">%s</p>
                %s<div class="figures">
                %s
                </div>
                %s
                </section>""".formatted(
                        section.scenario(),
                        Html.escape(section.title()),
                        Html.escape(section.method()),
                        Key.printed(contestants),
                        figures,
                        Scores.section(section, contestants, rows, comparisons));
    }

    private static String part(Map<String, String> parts, String name) {
        String part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("report.html has a hole that nothing fills: " + name);
        }
        return part;
    }

    private static String facts(Run run) {
        return Html.escape("Heddle run %s: suite %s, %s, %s"
                .formatted(
                        run.run(),
                        run.suite(),
                        run.started().replaceFirst("T.*", ""),
                        Text.and(run.contestants().stream()
                                .map(Run.Entrant::name)
                                .toList())));
    }

    private static String made(Run run) {
        return Html.escape("Heddle %s, commit %s, seed %d, started %s. Contestant on CPUs %s, everything else on %s."
                .formatted(run.heddle(), run.commit(), run.seed(), run.started(), run.serverCpus(), run.loadCpus()));
    }

    private static String rows(List<SummaryRow> rows) {
        return Html.table(
                List.of(
                        "scenario",
                        "contestant",
                        "point",
                        "metric",
                        "estimate",
                        "95 % low",
                        "95 % high",
                        "unit",
                        "trials",
                        "verdict"),
                rows.stream().map(Page::row).toList());
    }

    private static List<String> row(SummaryRow row) {
        Estimate estimate = row.estimate();
        return List.of(
                row.scenario(),
                row.contestant(),
                row.point(),
                row.metric(),
                number(estimate == null ? null : estimate.value()),
                number(estimate == null ? null : estimate.low()),
                number(estimate == null ? null : estimate.high()),
                row.unit(),
                Integer.toString(row.trials()),
                row.verdict());
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : Numbers.brief(value);
    }

    private static String flaws(List<Flaw> flaws) {
        return Html.table(
                List.of("scenario", "contestant", "point", "trial", "rule", "what was seen", "metrics that it voids"),
                flaws.stream()
                        .map(flaw -> List.of(
                                flaw.scenario(),
                                flaw.contestant(),
                                flaw.point(),
                                flaw.trial(),
                                flaw.rule(),
                                flaw.reason(),
                                flaw.voids().isEmpty() ? "all" : String.join(", ", flaw.voids())))
                        .toList());
    }

    private static String trials(List<Trial> trials) {
        return Html.table(
                List.of("trial", "block", "contestant", "scenario", "started", "seconds", "warm-up", "points valid"),
                trials.stream()
                        .map(trial -> List.of(
                                trial.id(),
                                Integer.toString(trial.block()),
                                trial.contestant(),
                                trial.scenario(),
                                trial.started(),
                                Numbers.brief(trial.seconds()),
                                trial.warmup(),
                                valid(trial) + " of " + trial.points().size()))
                        .toList());
    }

    private static long valid(Trial trial) {
        return trial.points().stream()
                .filter(point -> point.outcome() instanceof Outcome.Valid)
                .count();
    }

    private static String contestants(Run run) {
        return Html.table(
                List.of("contestant", "model", "what it is"),
                run.contestants().stream()
                        .map(entrant -> List.of(entrant.name(), entrant.model(), entrant.description()))
                        .toList());
    }

    private static String environment(Run run) {
        return Html.table(
                List.of("what", "value"),
                run.environment().entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static String scripts(List<Plot> plots) {
        ObjectNode specs = Template.object();
        plots.forEach(plot -> specs.set(plot.name(), plot.spec()));
        return String.join(
                "\n",
                Html.json("specs", specs.toString().replace(Plot.INK, "currentColor")),
                Html.script(Resources.webjar("vega")),
                Html.script(Resources.webjar("vega-lite")),
                Html.script(Resources.webjar("vega-embed")),
                Html.script(Resources.own("page.js")));
    }
}
