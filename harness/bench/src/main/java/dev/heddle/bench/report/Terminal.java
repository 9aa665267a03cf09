package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.Comparison;
import dev.heddle.bench.analysis.Inquiry;
import dev.heddle.bench.analysis.Names;
import dev.heddle.bench.analysis.Numbers;
import dev.heddle.bench.analysis.PointOrder;
import dev.heddle.bench.analysis.SummaryRow;
import dev.heddle.bench.analysis.Text;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Writes the run's main numbers as plain ASCII, for a terminal of 80 columns. Everything else is in {@code summary.csv}.
 */
final class Terminal {
    static final int WIDTH = 80;

    private Terminal() {}

    /**
     * Writes a table for each scenario and metric. Points stand down, contestants across. Where a value is not valid, the name of
     * the broken rule takes its place.
     */
    static String summary(Analysis analysis) {
        List<Chapter> chapters = Chapter.of(analysis);
        List<String> tables = new ArrayList<>();
        for (Chapter chapter : chapters) {
            for (Metric metric : chapter.terminal(analysis)) {
                List<SummaryRow> shown = analysis.rows().stream()
                        .filter(row -> row.scenario().equals(chapter.scenario())
                                && row.metric().equals(metric)
                                && !row.ofSecondName())
                        .toList();
                if (!shown.isEmpty()) {
                    tables.add(title(chapter, metric) + table(Names.first(analysis.contestants()), shown));
                }
            }
        }
        return tables.isEmpty()
                ? "no point was measured\n"
                : String.join("\n", tables)
                        + chapters.stream()
                                .map(chapter -> noise(chapter, analysis))
                                .collect(Collectors.joining());
    }

    private static String title(Chapter chapter, Metric metric) {
        boolean closedLoop =
                Inquiry.of(chapter.scenario()).closedLoop() && metric.unit().equals("ms");
        return lines(chapter.scenario() + ": " + metric + (closedLoop ? " (closed loop: not open-loop latency)" : ""));
    }

    /** Says by how much a contestant differed from itself. */
    private static String noise(Chapter chapter, Analysis analysis) {
        List<Metric> shown = chapter.terminal(analysis);
        List<Comparison> pairs = analysis.comparisons().stream()
                .filter(pair -> pair.aa()
                        && pair.noiseFloor() != null
                        && pair.scenario().equals(chapter.scenario())
                        && shown.contains(pair.metric()))
                .toList();
        return pairs.isEmpty()
                ? ""
                : "\n"
                        + lines(pairs.stream()
                                .map(pair -> " " + pair.metric() + " "
                                        + Numbers.percent(Objects.requireNonNull(pair.noiseFloor())))
                                .distinct()
                                .collect(Collectors.joining(
                                        ",",
                                        chapter.scenario() + ": noise floor, "
                                                + pairs.getFirst().a() + " against itself:",
                                        "")));
    }

    private static String table(List<String> contestants, List<SummaryRow> shown) {
        List<String> points =
                PointOrder.sorted(shown.stream().map(SummaryRow::point).toList());
        TextTable table = new TextTable(points.stream().map(Terminal::ascii).toList(), WIDTH);
        for (String contestant : contestants) {
            List<String> cells =
                    points.stream().map(point -> cell(contestant, point, shown)).toList();
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                table.column(ascii(contestant), cells);
            }
        }
        return table.text();
    }

    private static String cell(String contestant, String point, List<SummaryRow> shown) {
        return shown.stream()
                .filter(row ->
                        row.contestant().equals(contestant) && row.point().equals(point))
                .map(Terminal::text)
                .collect(Collectors.joining());
    }

    private static String text(SummaryRow row) {
        Estimate estimate = row.estimate();
        return ascii(estimate == null ? row.verdict().text() : Quantity.ascii(estimate, row.unit()));
    }

    private static String lines(String text) {
        return String.join("\n", Text.wrapped(ascii(text), WIDTH)) + "\n";
    }

    /** Replaces what is not ASCII. Users choose the names, and a terminal may be able to show nothing but ASCII. */
    private static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
