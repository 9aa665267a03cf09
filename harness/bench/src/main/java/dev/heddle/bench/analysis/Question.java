package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question is what a reader asks of the run. It asks for one metric over some points of a scenario.
 *
 * @param place the lower, the earlier it is answered
 * @param label a few words, also within a sentence
 */
public record Question(int place, String label, ScenarioName scenario, Metric metric, Points points) {
    private static final List<Question> ORDER = Inquiry.known()
            .flatMap(inquiry -> inquiry.questions().stream())
            .sorted(Comparator.comparingInt(Question::place))
            .toList();

    /** Holds one point's rows and what they say. */
    public record At(String point, List<SummaryRow> rows, Standing standing) {
        public At {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Holds a question with what the run says of it, point by point in the order of load. There is no point where the run did not
     * ask.
     */
    public record Answered(Question question, List<At> points) {
        public Answered {
            points = List.copyOf(points);
        }
    }

    /** Returns every question, in the order in which they are answered. */
    static List<Question> inOrder() {
        return ORDER;
    }

    /** Returns the question as a run asks it that compares the cost of a request by this metric. */
    private Question by(Metric cost) {
        return metric.equals(Metric.CPU_US_PER_REQUEST) ? new Question(place, label, scenario, cost, points) : this;
    }

    /** Returns the questions for which the run has a point. */
    static List<Answered> answered(List<SummaryRow> rows, List<Comparison> comparisons) {
        List<Answered> answered = new ArrayList<>();
        Metric cost = Cost.compared(rows);
        for (Question question : ORDER.stream().map(any -> any.by(cost)).toList()) {
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
                .filter(row -> points.cover(row.point()) && !row.ofSecondName())
                .sorted((a, b) -> PointOrder.compare(a.point(), b.point()))
                .forEach(row -> byPoint.computeIfAbsent(row.point(), point -> new ArrayList<>())
                        .add(row));
        return byPoint.entrySet().stream()
                .map(point -> new At(point.getKey(), point.getValue(), Standing.of(point.getValue(), comparisons)))
                .toList();
    }
}
