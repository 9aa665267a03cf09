package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Model;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.journal.WarmUp;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.util.Arrays;
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
        Point recorded = new Point(
                point,
                outcome instanceof Outcome.Failed failed ? failed.error() : null,
                metrics,
                evidence(outcome),
                rungs,
                context,
                series,
                histograms);
        return JudgedPoint.of(recorded, outcome, List.of());
    }

    /** A record of the first format says of itself what it is worth. */
    private static Evidence evidence(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Valid valid -> new Evidence.Older("valid", "", "", List.of());
            case Outcome.Invalid invalid ->
                new Evidence.Older("invalid", invalid.rule(), invalid.reason(), invalid.voids());
            case Outcome.Failed failed -> new Evidence.None();
        };
    }

    public static JudgedPoint failed(String point, String error) {
        return point(point, new Outcome.Failed(error), Map.of());
    }

    public static JudgedTrial trial(
            String id, int block, String contestant, String scenario, List<JudgedPoint> points) {
        return trial(id, block, contestant, scenario, List.of(), points);
    }

    public static JudgedTrial trial(
            String id, int block, String contestant, String scenario, List<WarmUp> warmups, List<JudgedPoint> points) {
        return new JudgedTrial(
                new Trial(
                        id,
                        process(id),
                        block,
                        contestant,
                        model(contestant),
                        scenario,
                        "2026-01-02T03:04:05Z",
                        12.5,
                        0,
                        warmups,
                        points.stream().map(JudgedPoint::recorded).toList()),
                points);
    }

    /** Latency is measured of the process that has shown its capacity, as in a run. */
    private static String process(String id) {
        return id.replaceFirst("^(capacity|latency)-", "");
    }

    /** The model of a contestant that is called by it, or of any other. */
    public static Model model(String contestant) {
        return Arrays.stream(Model.values())
                .filter(model -> contestant.startsWith(model.text()))
                .findFirst()
                .orElse(Model.EVENT_LOOP);
    }

    /** A run on this Heddle's own engine and database. */
    public static Run run(
            String name,
            List<String> commandLine,
            String suite,
            List<Run.Entrant> contestants,
            Map<String, String> environment,
            String settings) {
        return new Run(
                Run.FORMAT,
                name,
                "0.1.0",
                "unknown",
                commandLine,
                suite,
                7,
                "2026-01-02T03:04:05Z",
                "1",
                "0",
                contestants,
                Run.Engine.builtIn(),
                false,
                0,
                null,
                environment,
                settings);
    }
}
