package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.PointOrder;
import dev.heddle.bench.analysis.Question;
import dev.heddle.bench.analysis.Standing;
import dev.heddle.bench.analysis.SummaryRow;
import dev.heddle.bench.analysis.Text;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes tables with a column for each contestant. The last column says what can be said of them. */
final class Scores {
    private Scores() {}

    /**
     * Makes the table of the answer, with a row for each question. The row is that of the question's last point that has a lead, or
     * else of its last point. It also says what the other points say.
     */
    static String questions(List<String> contestants, List<Question.Answered> answered) {
        return table(
                "Question by question, at the highest load that has a lead",
                contestants,
                answered.stream().map(question -> row(contestants, question)).toList());
    }

    /** Makes the table of one scenario's numbers, with a row for each metric and point. */
    static String chapter(Chapter chapter, Analysis analysis) {
        List<String> contestants = analysis.contestants();
        List<String> lines = new ArrayList<>();
        for (Metric metric : chapter.metrics(analysis)) {
            Map<String, List<SummaryRow>> byPoint = analysis.rows().stream()
                    .filter(row -> row.scenario().equals(chapter.scenario())
                            && row.metric().equals(metric))
                    .sorted((a, b) -> PointOrder.compare(a.point(), b.point()))
                    .collect(Collectors.groupingBy(SummaryRow::point, LinkedHashMap::new, Collectors.toList()));
            byPoint.forEach((point, compared) -> {
                Optional<Standing> standing = analysis.standing(compared);
                lines.add(row(
                        contestants,
                        metric.label(),
                        point,
                        compared,
                        standing.map(Scores::leader).orElse(""),
                        standing.map(Standing::text).map(Html::escape).orElse("")));
            });
        }
        return lines.isEmpty() ? "" : table(chapter.title() + " in numbers", contestants, lines);
    }

    private static String row(List<String> contestants, Question.Answered answered) {
        List<Question.At> points = answered.points();
        Question.At shown = points.stream()
                .filter(point -> point.standing() instanceof Standing.Leads)
                .reduce((first, second) -> second)
                .orElse(points.getLast());
        List<String> others = points.stream()
                .filter(point -> point != shown)
                .map(point -> point.point() + ": " + brief(point.standing(), shown.standing()))
                .toList();
        String says = Html.escape(shown.standing().text())
                + (others.isEmpty()
                        ? ""
                        : "<span class=\"also\">" + Html.escape(String.join("; ", others)) + "</span>");
        return row(
                contestants,
                Text.capitalised(answered.question().label()),
                shown.point(),
                shown.rows(),
                leader(shown.standing()),
                says);
    }

    private static String brief(Standing standing, Standing shown) {
        return switch (standing) {
            case Standing.Leads leads -> leads.leader().equals(leader(shown)) ? "the same" : leads.leader() + " ahead";
            case Standing.Alike alike ->
                (alike.telling()
                                ? alike.floor() == null
                                        ? "no detectable difference"
                                        : "no difference above the noise floor"
                                : "can't tell")
                        + (alike.behind().isEmpty()
                                ? ""
                                : " between " + Text.and(alike.best()) + ", behind them " + Text.and(alike.behind()));
            case Standing.Unknown unknown -> "can't tell";
        };
    }

    private static String leader(Standing standing) {
        return standing instanceof Standing.Leads leads ? leads.leader() : "";
    }

    private static String row(
            List<String> contestants, String label, String point, List<SummaryRow> rows, String leader, String says) {
        String cells = contestants.stream()
                .map(contestant -> "<td data-of=\"" + Html.escape(contestant) + "\""
                        + (contestant.equals(leader) ? " class=\"lead\"" : "") + ">"
                        + rows.stream()
                                .filter(row -> row.contestant().equals(contestant))
                                .map(Scores::cell)
                                .collect(Collectors.joining())
                        + "</td>")
                .collect(Collectors.joining());
        return "<tr><th scope=\"row\">%s<span class=\"at\">%s</span></th>%s<td class=\"says\">%s</td></tr>"
                .formatted(Html.escape(label), Html.escape(point), cells, says);
    }

    private static String cell(SummaryRow row) {
        Estimate estimate = row.estimate();
        return estimate == null
                ? "<span class=\"void\">" + Html.escape(row.verdict().text()) + "</span>"
                : Html.escape(Quantity.text(estimate, row.unit())) + "<span class=\"at\">n = " + row.trials()
                        + "</span>";
    }

    private static String table(String caption, List<String> contestants, List<String> rows) {
        String head = contestants.stream()
                .map(contestant -> "<th scope=\"col\">" + Html.escape(contestant) + "</th>")
                .collect(Collectors.joining());
        return """
                <div class="wide" tabindex="0" role="region" aria-label="%1$s"><table class="scores">
                <caption>%1$s</caption>
                <thead><tr><td></td>%2$s<th scope="col">What can be said</th></tr></thead>
                <tbody>
                %3$s
                </tbody></table></div>""".formatted(Html.escape(caption), head, String.join("\n", rows));
    }
}
