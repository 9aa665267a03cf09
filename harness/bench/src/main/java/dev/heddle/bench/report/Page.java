package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.Answer;
import dev.heddle.bench.analysis.Names;
import dev.heddle.bench.analysis.Text;
import dev.heddle.bench.journal.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code report.html}, one file that asks the network for nothing. Without scripts its plots are still pictures. */
final class Page {
    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

    private Page() {}

    /**
     * @param svgs each plot's picture, by the plot's name
     * @param notes what is to be said of the report itself, a sentence each
     */
    static String of(Analysis analysis, List<Plot> plots, Map<String, String> svgs, List<String> notes) {
        Run run = analysis.run();
        List<String> contestants = analysis.contestants();
        List<Chapter> chapters = Chapter.of(analysis);
        Map<String, String> parts = Map.ofEntries(
                Map.entry("style", Resources.own("report.css")),
                Map.entry("title", Html.escape("Heddle: " + run.run())),
                Map.entry("facts", facts(run)),
                Map.entry("answer", answer(analysis.answer(), contestants)),
                Map.entry(
                        "scores",
                        analysis.answered().isEmpty()
                                ? ""
                                : Scores.questions(Names.first(contestants), analysis.answered())),
                Map.entry("notes", notes.isEmpty() ? "" : Html.list(notes)),
                Map.entry("contents", contents(chapters)),
                Map.entry("choices", plots.isEmpty() ? "" : Key.choices(contestants)),
                Map.entry(
                        "sections",
                        chapters.stream()
                                .map(chapter -> section(chapter, analysis, plots, svgs))
                                .collect(Collectors.joining("\n"))),
                Map.entry("gaps", Html.list(analysis.gaps())),
                Map.entry(
                        "flaws",
                        analysis.flaws().isEmpty()
                                ? "<p>None: every point is valid.</p>"
                                : PageTables.flaws(analysis.flaws()) + PageTables.rules(analysis.flaws())),
                Map.entry(
                        "unjudged",
                        analysis.unjudged().isEmpty()
                                ? ""
                                : "<h3>Not judged</h3>\n" + PageTables.unjudged(analysis.unjudged())),
                Map.entry("rows", PageTables.rows(analysis.rows())),
                Map.entry("trials", PageTables.trials(analysis.trials())),
                Map.entry("contestants", PageTables.contestants(run)),
                Map.entry("environment", PageTables.environment(run)),
                Map.entry("settings", Html.escape(run.settings())),
                Map.entry("command", Html.escape(ShellCommand.repeating(run.commandLine()))),
                Map.entry("run", Html.escape("results/" + run.run())),
                Map.entry("made", made(run)),
                Map.entry("scripts", scripts(plots)));
        return HOLE.matcher(Resources.own("report.html"))
                .replaceAll(hole -> Matcher.quoteReplacement(part(parts, hole.group(1))));
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

    private static String contents(List<Chapter> chapters) {
        Stream<String> sections = chapters.stream()
                .map(chapter -> "<a href=\"#%s\">%s</a>"
                        .formatted(Html.escape(chapter.scenario().text()), Html.escape(chapter.title())));
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

    private static String section(Chapter chapter, Analysis analysis, List<Plot> plots, Map<String, String> svgs) {
        String command = ShellCommand.repeating(analysis.run().commandLine());
        StringBuilder figures = new StringBuilder();
        String said = "";
        for (Plot plot : plots) {
            if (plot.section().equals(chapter.scenario().text())) {
                String legend = plot.legend().equals(said) ? "" : plot.legend();
                said = plot.legend();
                figures.append(Figure.of(plot, legend, svgs.getOrDefault(plot.name(), ""), command))
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
                %s</section>""".formatted(
                        Html.escape(chapter.scenario().text()),
                        Html.escape(chapter.title()),
                        Html.escape(chapter.method()),
                        Key.printed(analysis.contestants()),
                        figures,
                        Scores.chapter(chapter, analysis),
                        chapter.remarks(analysis).stream()
                                .map(remark -> "<p class=\"method\">" + Html.escape(remark) + "</p>\n")
                                .collect(Collectors.joining()));
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
