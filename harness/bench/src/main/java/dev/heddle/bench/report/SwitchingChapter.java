package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.List;

/** Reports on the time of one hand-off in isolation. */
record SwitchingChapter() implements Chapter {
    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.SWITCHING;
    }

    @Override
    public String title() {
        return "Hand-offs";
    }

    @Override
    public String method() {
        return "One hand-off in isolation (JMH). How many a request makes stands under throughput. Across CPUs a virtual thread's carrier is found "
                + "awake, so that its number lacks the wake-up that is most of the other two's.";
    }

    @Override
    public List<Metric> metrics(Analysis analysis) {
        return List.of(Metric.HANDOFF_NS);
    }

    @Override
    public List<Metric> terminal(Analysis analysis) {
        return metrics(analysis);
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.dots("handoff", "Hand-off time", Metric.HANDOFF_NS, "ns per hand-off");
    }
}
