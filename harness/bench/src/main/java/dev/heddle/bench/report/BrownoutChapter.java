package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Reports on the brownout scenario, in which one RPC service slows down for a while. */
record BrownoutChapter() implements Chapter {
    private static final String OVER_TIME =
            "Lines: median of the valid trials, second by second; band: their range. Shaded: the slow phase.";

    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.BROWNOUT;
    }

    @Override
    public String title() {
        return "Brownout";
    }

    @Override
    public String method() {
        return "Open loop, while one RPC service answers many times slower for some seconds.";
    }

    @Override
    public List<Metric> metrics(Analysis analysis) {
        return List.of(
                Metric.ERROR_RATIO,
                Metric.RECOVERY_SECONDS,
                Metric.LATENCY_P99_MS,
                Metric.NOOP_P99_BEFORE_MS,
                Metric.NOOP_P99_MS,
                Metric.PEAK_RSS_BYTES,
                Metric.PEAK_THREADS);
    }

    @Override
    public List<Metric> terminal(Analysis analysis) {
        return List.of(Metric.ERROR_RATIO, Metric.RECOVERY_SECONDS, Metric.LATENCY_P99_MS);
    }

    @Override
    public void draw(Canvas canvas) {
        overTime(canvas, new Line("errors", "Errors", "requests/s without right answer"), Metric.ERROR_RATIO, "errors");
        overTime(
                canvas,
                new Line("p99", "p99 response time", "p99 in this second, ms"),
                Metric.LATENCY_P99_MS,
                "response_time_p99_ms");
        overTime(
                canvas,
                new Line("noop", "p99 of /noop, which calls nobody", "p99 in this second, ms"),
                Metric.NOOP_P99_MS,
                "noop_p99_ms");
        overTime(canvas, new Line("rss", "Resident memory", "bytes"), Metric.PEAK_RSS_BYTES, "rss_bytes");
        overTime(canvas, new Line("threads", "Threads", "threads"), Metric.PEAK_THREADS, "threads");
    }

    /**
     * @param name its file's name
     * @param title above it
     * @param unit along its axis
     */
    private record Line(String name, String title, String unit) {}

    /**
     * @param metric what its description sums it up by
     * @param value the name of the samples' value that it draws
     */
    private static void overTime(Canvas canvas, Line line, Metric metric, String value) {
        boolean decades = metric.unit().equals("ms");
        for (String point : Canvas.points(canvas.rows(Metric.ERROR_RATIO))) {
            ObjectNode values = Template.object()
                    .put("unit", line.unit())
                    .put("format", metric.unit().equals("B") ? ".3~s" : "~s");
            values.set("scale", Canvas.scale(decades));
            values.set("phase", Series.phase(canvas.trials(), point));
            canvas.add(
                    "over-time.json",
                    "brownout-" + line.name(),
                    line.title(),
                    OVER_TIME,
                    canvas.rows(metric).stream()
                            .filter(row -> row.point().equals(point))
                            .toList(),
                    Series.lines(canvas.contestants(), canvas.trials(), point, value, decades),
                    values);
        }
    }
}
