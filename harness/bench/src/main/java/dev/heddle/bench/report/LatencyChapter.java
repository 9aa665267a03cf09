package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.SummaryRow;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reports on response times while requests start by the clock. */
record LatencyChapter() implements Chapter {
    private static final LoadAxis RATES = new LoadAxis("rate=", "requests/s, the same for all", false);
    private static final LoadAxis SHARES = new LoadAxis("fraction=", "share of each one's own capacity", false);

    private static final String PERCENTILES =
            "Solid: response time from the intended start, all valid trials together; band: its range over the single trials. "
                    + "Dashed: service time from the sending. Drawn as far as ten requests lie beyond.";

    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.LATENCY;
    }

    @Override
    public String title() {
        return "Latency";
    }

    @Override
    public String method() {
        return "Open loop: requests start by the clock, whether or not earlier ones were answered, and are timed from the intended "
                + "start. At the same rate for all, and at the same share of each one's own capacity.";
    }

    @Override
    public List<Metric> metrics(Analysis analysis) {
        return List.of(
                Metric.LATENCY_P50_MS,
                Metric.LATENCY_P99_MS,
                Metric.LATENCY_P999_MS,
                Metric.WHOLE_CPU_US_PER_REQUEST,
                Metric.CPU_US_PER_REQUEST);
    }

    @Override
    public List<Metric> terminal(Analysis analysis) {
        return List.of(
                Metric.REQUESTS_PER_SECOND,
                Metric.WHOLE_CPU_US_PER_REQUEST,
                Metric.CPU_US_PER_REQUEST,
                Metric.LATENCY_P99_MS);
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.overLoad(RATES, "latency-rate", "p99 at equal rates", Metric.LATENCY_P99_MS, "p99, ms");
        canvas.overLoad(
                SHARES, "latency-fraction", "p99 at equal shares of capacity", Metric.LATENCY_P99_MS, "p99, ms");
        percentiles(canvas);
    }

    private static void percentiles(Canvas canvas) {
        List<SummaryRow> all = canvas.rows(Metric.LATENCY_P99_MS);
        Map<String, ArrayNode> curves = new LinkedHashMap<>();
        Canvas.points(all)
                .forEach(point -> curves.put(point, Distribution.curves(canvas.contestants(), canvas.trials(), point)));
        curves.forEach((point, data) -> {
            ObjectNode values = Template.object();
            values.set("domain", Distribution.domain(curves.values()));
            canvas.add(
                    "percentiles.json",
                    "percentiles-" + Canvas.fileName(point),
                    "Latency percentiles, " + point,
                    PERCENTILES,
                    all.stream().filter(row -> row.point().equals(point)).toList(),
                    data,
                    values);
        });
    }
}
