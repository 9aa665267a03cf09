package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Ladder;
import dev.heddle.bench.analysis.Numbers;
import dev.heddle.bench.analysis.SummaryRow;
import dev.heddle.bench.analysis.Verdict;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import dev.heddle.bench.stats.Estimate;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the rows of data inside the plots. Each row has a {@code kind}, by which a template's layers choose their rows. */
final class PlotData {
    private PlotData() {}

    /**
     * Returns the estimates and the single trials behind them. Where there is no estimate, a null takes its place, so that a line
     * breaks there.
     */
    static ArrayNode readings(List<SummaryRow> shown, List<JudgedTrial> trials) {
        ArrayNode data = Template.array();
        for (SummaryRow row : shown) {
            if (row.estimate() == null) {
                data.addObject()
                        .put("kind", "estimate")
                        .put("contestant", row.contestant())
                        .put("point", row.point())
                        .putNull("value");
            } else {
                estimate(data, row, row.estimate());
            }
        }
        for (JudgedTrial trial : trials) {
            for (JudgedPoint point : trial.points()) {
                shown.stream()
                        .filter(row -> row.contestant().equals(trial.contestant()))
                        .filter(row -> row.point().equals(point.point()))
                        .forEach(row -> trial(data, trial, point, row.metric()));
            }
        }
        return data;
    }

    private static void trial(ArrayNode data, JudgedTrial trial, JudgedPoint point, Metric metric) {
        Double value = point.metrics().get(metric.name());
        if (value != null && Double.isFinite(value)) {
            reading(data, trial, point, metric).put("kind", "trial").put("value", value);
        }
    }

    /** Adds a memory ladder's readings of the total, on the way up and on the way down. */
    static void rungs(ArrayNode data, JudgedTrial trial, String name) {
        rungs(data, trial, name, rung -> rung.bytes().get(Ladder.TOTAL));
    }

    /** Adds the threads that a contestant had on a memory ladder, where they were recorded. */
    static void threads(ArrayNode data, JudgedTrial trial, String name) {
        rungs(
                data,
                trial,
                name,
                rung -> rung.threads() == null ? null : rung.threads().count());
    }

    private static void rungs(ArrayNode data, JudgedTrial trial, String name, Function<Rung, @Nullable Long> measured) {
        for (JudgedPoint ladder : trial.points()) {
            for (Rung rung : ladder.point().equals(name) ? ladder.rungs() : List.<Rung>of()) {
                Long value = measured.apply(rung);
                if (value != null) {
                    reading(data, trial, ladder, Metric.BYTES_PER_CONNECTION)
                            .put("kind", "rung")
                            .put("x", rung.connections())
                            .put("value", value)
                            .put("direction", rung.descending() ? "down" : "up");
                }
            }
        }
    }

    /**
     * Adds the two ends of the fitted line. The line has the row's slope, and goes through the mean of the readings that the slope
     * was fitted to.
     */
    static void fit(ArrayNode data, SummaryRow row, List<JudgedTrial> trials) {
        Estimate slope = row.estimate();
        if (slope == null) {
            return;
        }
        List<Rung> fitted = trials.stream()
                .filter(trial -> trial.contestant().equals(row.contestant()))
                .flatMap(trial -> trial.points().stream())
                .filter(point -> point.point().equals(row.point()))
                .filter(point -> Verdict.of(point.outcome(), row.metric()).equals(Verdict.VALID))
                .flatMap(point -> Ladder.ascending(point).stream())
                .filter(rung -> rung.bytes().containsKey(Ladder.TOTAL))
                .toList();
        IntSummaryStatistics held = fitted.stream().mapToInt(Rung::connections).summaryStatistics();
        double meanY = fitted.stream()
                .mapToLong(rung -> rung.bytes().get(Ladder.TOTAL))
                .average()
                .orElseThrow();
        for (int x : List.of(held.getMin(), held.getMax())) {
            data.addObject()
                    .put("kind", "fit")
                    .put("contestant", row.contestant())
                    .put("x", x)
                    .put("value", meanY + slope.value() * (x - held.getAverage()));
        }
    }

    static ObjectNode estimate(ArrayNode data, SummaryRow row, Estimate estimate) {
        ObjectNode datum = data.addObject()
                .put("kind", "estimate")
                .put("contestant", row.contestant())
                .put("point", row.point())
                .put("value", estimate.value())
                .put("interval", Numbers.withInterval(estimate, " ± "))
                .put("trials", row.trials());
        if (estimate.low() != null && estimate.high() != null) {
            datum.put("low", estimate.low()).put("high", estimate.high());
        }
        return datum;
    }

    private static ObjectNode reading(ArrayNode data, JudgedTrial trial, JudgedPoint point, Metric metric) {
        Verdict verdict = Verdict.of(point.outcome(), metric);
        String reason = switch (point.outcome()) {
            case Outcome.Valid valid -> "";
            case Outcome.Invalid invalid -> verdict.equals(Verdict.VALID) ? "" : invalid.reason();
            case Outcome.Failed failed -> failed.error();
        };
        return data.addObject()
                .put("contestant", trial.contestant())
                .put("point", point.point())
                .put("trial", trial.id())
                .put("verdict", verdict.text())
                .put("reason", reason);
    }
}
