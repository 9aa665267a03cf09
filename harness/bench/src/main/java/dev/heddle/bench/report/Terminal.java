package dev.heddle.bench.report;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The run's main numbers as plain ASCII, for a terminal of 100 columns; everything else is in {@code summary.csv}. */
final class Terminal {
    private static final int WIDTH = 100;
    private static final List<String> METRICS = List.of(
            Metric.REQUESTS_PER_SECOND,
            Metric.CPU_US_PER_REQUEST,
            Metric.LATENCY_P99_MS,
            Metric.BYTES_PER_CONNECTION,
            Metric.HANDOFF_NS);

    private Terminal() {}

    /** A table a scenario and metric: points down, contestants across; a value that is not valid is its rule's name. */
    static String summary(Run run, List<SummaryRow> all, List<Comparison> comparisons) {
        List<SummaryRow> rows = all.stream().filter(row -> !row.ofTwin()).toList();
        List<String> contestants = Plots.contestants(run, rows);
        List<String> tables = new ArrayList<>();
        for (String scenario :
                rows.stream().map(SummaryRow::scenario).distinct().toList()) {
            for (String metric : METRICS) {
                List<SummaryRow> shown = rows.stream()
                        .filter(row ->
                                row.scenario().equals(scenario) && row.metric().equals(metric))
                        .toList();
                if (!shown.isEmpty()) {
                    boolean closedLoop = scenario.equals("throughput") && metric.startsWith("latency");
                    String title = scenario + ": " + metric + ", " + Metric.unit(metric)
                            + (closedLoop ? " (closed loop: not open-loop latency)" : "");
                    tables.add(table(title, contestants, shown));
                }
            }
        }
        return tables.isEmpty() ? "no point was measured\n" : String.join("\n", tables) + noise(comparisons);
    }

    /** By how much a contestant differed from itself, a line a scenario. */
    private static String noise(List<Comparison> comparisons) {
        StringBuilder text = new StringBuilder();
        Map<String, List<Comparison>> twins = comparisons.stream()
                .filter(comparison -> comparison.twins() && METRICS.contains(comparison.metric()))
                .collect(Collectors.groupingBy(Comparison::scenario, LinkedHashMap::new, Collectors.toList()));
        twins.forEach((scenario, pairs) -> text.append('\n')
                .append(scenario)
                .append(": noise floor, ")
                .append(pairs.getFirst().a())
                .append(" against itself:")
                .append(pairs.stream()
                        .filter(pair -> pair.noiseFloor() != null)
                        .map(pair ->
                                " " + pair.metric() + " " + Numbers.percent(Objects.requireNonNull(pair.noiseFloor())))
                        .distinct()
                        .collect(Collectors.joining(",")))
                .append('\n'));
        return text.toString();
    }

    private static String table(String title, List<String> contestants, List<SummaryRow> shown) {
        List<String> points =
                PointOrder.sorted(shown.stream().map(SummaryRow::point).toList());
        List<List<String>> columns = new ArrayList<>();
        for (String contestant : contestants) {
            List<String> cells =
                    points.stream().map(point -> cell(contestant, point, shown)).toList();
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                columns.add(Stream.concat(Stream.of(contestant), cells.stream()).toList());
            }
        }
        List<String> labels = Stream.concat(Stream.of(""), points.stream()).toList();
        StringBuilder text = new StringBuilder(title).append('\n');
        for (List<List<String>> fitting : pages(width(labels), columns)) {
            for (int line = 0; line < labels.size(); line++) {
                StringBuilder row = new StringBuilder("  ").append(left(labels.get(line), width(labels)));
                for (List<String> column : fitting) {
                    row.append("  ").append(right(column.get(line), width(column)));
                }
                text.append(row.toString().stripTrailing()).append('\n');
            }
        }
        return text.toString();
    }

    /** As many columns side by side as the terminal holds, the rest below. */
    private static List<List<List<String>>> pages(int labelWidth, List<List<String>> columns) {
        List<List<List<String>>> pages = new ArrayList<>();
        int used = WIDTH;
        for (List<String> column : columns) {
            if (used + 2 + width(column) > WIDTH) {
                pages.add(new ArrayList<>());
                used = 2 + labelWidth;
            }
            pages.getLast().add(column);
            used += 2 + width(column);
        }
        return pages;
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
        return estimate == null ? row.verdict() : Numbers.withInterval(estimate, " +/- ");
    }

    private static int width(List<String> cells) {
        return cells.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String left(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String right(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }
}
