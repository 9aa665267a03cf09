package dev.heddle.bench.report;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Estimate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
        Map<String, String> parts = Map.ofEntries(
                Map.entry("title", Html.escape("Heddle: " + run.run())),
                Map.entry("facts", facts(run)),
                Map.entry("answer", rows.isEmpty() ? "<p>No point was measured.</p>" : Html.list(Answer.of(rows))),
                Map.entry("notes", notes.isEmpty() ? "" : Html.list(notes)),
                Map.entry(
                        "plots",
                        plots.stream()
                                .map(plot -> figure(plot, svgs.getOrDefault(plot.name(), "")))
                                .collect(Collectors.joining("\n"))),
                Map.entry("gaps", Html.list(Gaps.of(run, trials, rows))),
                Map.entry("flaws", flaws.isEmpty() ? "<p>None: every point is valid.</p>" : flaws(flaws)),
                Map.entry("rows", rows(rows)),
                Map.entry("trials", trials(trials)),
                Map.entry("contestants", contestants(run)),
                Map.entry("environment", environment(run)),
                Map.entry("settings", Html.escape(run.settings())),
                Map.entry("command", Html.escape(command(run))),
                Map.entry("scripts", scripts(plots)));
        return HOLE.matcher(Resources.own("report.html"))
                .replaceAll(hole -> Matcher.quoteReplacement(part(parts, hole.group(1))));
    }

    private static String part(Map<String, String> parts, String name) {
        String part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("report.html has a hole that nothing fills: " + name);
        }
        return part;
    }

    private static String facts(Run run) {
        return Html.escape(
                "Suite %s, seed %d, started %s. Contestant on CPUs %s, everything else on %s. Heddle %s, commit %s."
                        .formatted(
                                run.suite(),
                                run.seed(),
                                run.started(),
                                run.serverCpus(),
                                run.loadCpus(),
                                run.heddle(),
                                run.commit()));
    }

    private static String figure(Plot plot, String svg) {
        String notes = plot.notes().isEmpty()
                ? ""
                : "<details class=\"flaws\"><summary>Not valid here: "
                        + plot.notes().size() + "</summary>" + Html.list(plot.notes()) + "</details>";
        return """
                <figure>
                <h3>%s</h3>
                <div class="plot" data-plot="%s">%s</div>
                <figcaption>%s
                <details><summary>In words</summary><p>%s</p></details>%s</figcaption>
                </figure>""".formatted(
                        Html.escape(plot.title()),
                        Html.escape(plot.name()),
                        svg.replace(Plot.INK, "currentColor"),
                        Html.escape(plot.legend()),
                        Html.escape(plot.description()),
                        notes);
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

    /** The command line as a shell reads it back. */
    private static String command(Run run) {
        return run.commandLine().stream()
                .map(word -> word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
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
