package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.List;

/**
 * Reports on a scenario that this Heddle does not know. It shows whatever metrics the record holds.
 *
 * @param scenario its name
 */
record OtherChapter(ScenarioName scenario) implements Chapter {
    @Override
    public String title() {
        return scenario.text();
    }

    @Override
    public String method() {
        return "This Heddle does not know the scenario, and shows its numbers as they were recorded.";
    }

    @Override
    public List<Metric> metrics(Analysis analysis) {
        return analysis.metrics(scenario);
    }

    @Override
    public List<Metric> terminal(Analysis analysis) {
        return metrics(analysis);
    }

    @Override
    public void draw(Canvas canvas) {
        for (Metric metric : canvas.metrics()) {
            canvas.dots(
                    Canvas.fileName(scenario + "-" + metric),
                    metric.label() + " in " + scenario,
                    metric,
                    metric.label() + (metric.unit().equals("1") ? "" : ", " + metric.unit()));
        }
    }
}
