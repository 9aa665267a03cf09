package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.List;

/** Reports on the interference scenario, in which some requests are heavy and everyone else's are timed. */
record InterferenceChapter() implements Chapter {
    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.INTERFERENCE;
    }

    @Override
    public String title() {
        return "Interference";
    }

    @Override
    public String method() {
        return "Some requests are heavy: they compute for long (cpu), or block a thread where they should not (block). What everyone "
                + "else then waits.";
    }

    @Override
    public List<Metric> metrics(Analysis analysis) {
        return List.of(Metric.LATENCY_P50_MS, Metric.LATENCY_P99_MS, Metric.LATENCY_P999_MS);
    }

    @Override
    public List<Metric> terminal(Analysis analysis) {
        return List.of(Metric.LATENCY_P50_MS, Metric.LATENCY_P99_MS);
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.dots(
                "interference",
                "p99 of everyone else beside heavy requests",
                Metric.LATENCY_P99_MS,
                "p99 of the other requests, ms");
    }
}
