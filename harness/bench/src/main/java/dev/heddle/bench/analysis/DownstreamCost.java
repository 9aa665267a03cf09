package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells where equal work downstream costs unequal CPU time. Every contestant asks for the same queries, so what they cost PostgreSQL differs
 * by the way in which they are asked.
 */
final class DownstreamCost {
    /** A difference up to this share is not spoken of. */
    static final double UNEQUAL = 0.1;

    private DownstreamCost() {}

    /** Returns a sentence for each rung where the costs differ by more, or else one that says how little they do. */
    static List<String> of(List<SummaryRow> rows) {
        Map<String, List<SummaryRow>> rungs = rows.stream()
                .filter(row -> row.scenario().equals(ScenarioName.Known.THROUGHPUT)
                        && row.metric().equals(Metric.POSTGRES_CPU_US_PER_QUERY)
                        && row.estimate() != null
                        && !row.ofSecondName())
                .sorted((a, b) -> PointOrder.compare(a.point(), b.point()))
                .collect(Collectors.groupingBy(SummaryRow::point, LinkedHashMap::new, Collectors.toList()));
        List<String> sentences = new ArrayList<>();
        double most = 0;
        for (List<SummaryRow> rung : rungs.values()) {
            if (rung.size() < 2) {
                continue;
            }
            SummaryRow dear = rung.stream()
                    .max(Comparator.comparingDouble(DownstreamCost::value))
                    .orElseThrow();
            SummaryRow cheap = rung.stream()
                    .min(Comparator.comparingDouble(DownstreamCost::value))
                    .orElseThrow();
            double more = value(dear) / value(cheap) - 1;
            most = Math.max(most, more);
            if (more > UNEQUAL) {
                sentences.add(String.format(
                        Locale.ROOT,
                        "At %s a query costs PostgreSQL %.1f µs of CPU time for %s and %.1f µs for %s, which is %s more: the work downstream is equal"
                                + " in count there, and not in cost.",
                        dear.point(),
                        value(dear),
                        dear.contestant(),
                        value(cheap),
                        cheap.contestant(),
                        Numbers.percent(more)));
            }
        }
        if (sentences.isEmpty() && rungs.values().stream().anyMatch(rung -> rung.size() > 1)) {
            sentences.add("What a query costs PostgreSQL in CPU time differs between contestants by "
                    + Numbers.percent(most) + " at the most.");
        }
        return sentences;
    }

    private static double value(SummaryRow row) {
        Estimate estimate = row.estimate();
        return estimate == null ? Double.NaN : estimate.value();
    }
}
