package dev.heddle.bench.report;

import dev.heddle.bench.journal.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader asks of the run: one metric over the points of a scenario that begin alike.
 *
 * @param label a few words, also within a sentence
 * @param points how the names of its points begin
 */
record Question(String label, String scenario, String metric, String points) {
    /** The order is the one in which a decision weighs them. */
    static final List<Question> ALL = List.of(
            new Question("capacity", "capacity", Metric.MAX_REQUESTS_PER_SECOND, ""),
            new Question("throughput", "throughput", Metric.REQUESTS_PER_SECOND, ""),
            new Question("CPU a request", "throughput", Metric.CPU_US_PER_REQUEST, ""),
            new Question("p99 at equal rates", "latency", Metric.LATENCY_P99_MS, "rate="),
            new Question("p99 at equal shares of capacity", "latency", Metric.LATENCY_P99_MS, "fraction="),
            new Question("memory an idle connection", "memory", Metric.BYTES_PER_CONNECTION, "idle"),
            new Question("memory a request in flight", "memory", Metric.BYTES_PER_CONNECTION, "in-flight"),
            // Across CPUs the models do different work: a carrier that is awake needs no waking.
            new Question("hand-off time on one CPU", "switching", Metric.HANDOFF_NS, "same-cpu"),
            new Question("errors in a brownout", "brownout", Metric.ERROR_RATIO, ""),
            new Question("recovery from a brownout", "brownout", Metric.RECOVERY_SECONDS, ""),
            new Question("p99 beside CPU-heavy requests", "interference", Metric.LATENCY_P99_MS, "cpu"),
            new Question("p99 beside requests that block", "interference", Metric.LATENCY_P99_MS, "block"));

    /** One point's rows and what they say. */
    record At(String point, List<SummaryRow> rows, Standing standing) {
        At {
            rows = List.copyOf(rows);
        }
    }

    /** A question with what the run says of it, point by point in the order of load; no point where the run did not ask. */
    record Answered(Question question, List<At> points) {
        Answered {
            points = List.copyOf(points);
        }
    }

    /** The questions of which the run has a point. */
    static List<Answered> answered(List<SummaryRow> rows, List<Comparison> comparisons) {
        List<Answered> answered = new ArrayList<>();
        for (Question question : ALL) {
            List<At> points = question.at(rows, comparisons);
            if (!points.isEmpty()) {
                answered.add(new Answered(question, points));
            }
        }
        return answered;
    }

    private List<At> at(List<SummaryRow> rows, List<Comparison> comparisons) {
        Map<String, List<SummaryRow>> byPoint = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> row.scenario().equals(scenario) && row.metric().equals(metric))
                .filter(row -> row.point().startsWith(points))
                .filter(row -> !row.contestant().endsWith(Trial.TWIN))
                .sorted((a, b) -> PointOrder.compare(a.point(), b.point()))
                .forEach(row -> byPoint.computeIfAbsent(row.point(), point -> new ArrayList<>())
                        .add(row));
        return byPoint.entrySet().stream()
                .map(point -> new At(point.getKey(), point.getValue(), Standing.of(point.getValue(), comparisons)))
                .toList();
    }
}
