package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.List;

/** Reports on capacity, which is the highest rate that keeps the objective. */
record CapacityChapter() implements Chapter {
    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.CAPACITY;
    }

    @Override
    public String title() {
        return "Capacity";
    }

    @Override
    public String method() {
        return "Open loop: the highest rate at which the objective is still kept.";
    }

    @Override
    public List<Metric> metrics(Analysis analysis) {
        return List.of(Metric.MAX_REQUESTS_PER_SECOND);
    }

    @Override
    public List<Metric> terminal(Analysis analysis) {
        return metrics(analysis);
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.dots("capacity", "Highest rate that keeps the objective", Metric.MAX_REQUESTS_PER_SECOND, "requests/s");
    }
}
