package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import java.util.List;
import java.util.Map;

/** Made-up trials whose verdicts are made up too; the one place that knows how they would be recorded. */
public final class Made {
    private Made() {}

    public static JudgedPoint point(String point, Outcome outcome, Map<String, Double> metrics) {
        return point(point, outcome, metrics, List.of(), Map.of());
    }

    public static JudgedPoint point(
            String point, Outcome outcome, Map<String, Double> metrics, List<Rung> rungs, Map<String, Double> context) {
        return point(point, outcome, metrics, rungs, context, Map.of(), List.of());
    }

    public static JudgedPoint point(
            String point,
            Outcome outcome,
            Map<String, Double> metrics,
            List<Rung> rungs,
            Map<String, Double> context,
            Map<String, String> histograms,
            List<Sample> series) {
        return new JudgedPoint(
                new Point(point, outcome, metrics, rungs, context, histograms, series), outcome, metrics, List.of());
    }

    public static JudgedPoint failed(String point, String error) {
        return point(point, new Outcome.Failed(error), Map.of());
    }

    public static JudgedTrial trial(
            String id, int block, String contestant, String scenario, String warmup, List<JudgedPoint> points) {
        return new JudgedTrial(
                new Trial(
                        id,
                        block,
                        contestant,
                        contestant,
                        scenario,
                        "2026-01-02T03:04:05Z",
                        12.5,
                        warmup,
                        points.stream().map(JudgedPoint::recorded).toList()),
                points);
    }
}
