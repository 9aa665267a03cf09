package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Numbers;
import dev.heddle.bench.analysis.Verdict;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.judge.JudgedTrial;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns latency distributions into percentile curves over 1 / (1 - p). This is HdrHistogram's axis, on which each nine is as wide
 * as the one before. Values are in milliseconds.
 */
final class Distribution {
    /** A percentile is drawn only while so many values lie beyond it. With fewer, it would show the luck of a few requests. */
    static final int BEYOND = 10;

    private static final int STEPS_PER_NINE = 10;
    private static final double LAST = 100_000; // 99.999 %
    private static final double NANOS_PER_MILLI = 1e6;

    private Distribution() {}

    /**
     * Returns each contestant's response time and service time over all its valid trials together. Each has its range over the
     * single trials, as far as every trial has enough values.
     */
    static ArrayNode curves(List<String> contestants, List<JudgedTrial> trials, String point) {
        ArrayNode data = Template.array();
        for (String contestant : contestants) {
            for (String kind : List.of(Point.RESPONSE_TIME, Point.SERVICE_TIME)) {
                List<Histogram> single = histograms(contestant, trials, point, kind);
                if (!single.isEmpty()) {
                    curve(data, contestant, point, kind, single);
                }
            }
        }
        return data;
    }

    /**
     * Returns the ends of one axis for all curves, so that they can be compared. It reaches from the least to the largest value,
     * with some air.
     */
    static ArrayNode domain(Collection<ArrayNode> curves) {
        DoubleSummaryStatistics values = curves.stream()
                .flatMap(ArrayNode::valueStream)
                .mapToDouble(datum -> datum.required("value").asDouble())
                .summaryStatistics();
        return Template.array().add(values.getMin() * 0.8).add(values.getMax() * 1.25);
    }

    private static void curve(ArrayNode data, String contestant, String point, String kind, List<Histogram> single) {
        Histogram all = pooled(single);
        double end = all.getTotalCount() / (double) BEYOND;
        double allHave =
                single.stream().mapToLong(Histogram::getTotalCount).min().orElse(0) / (double) BEYOND;
        for (double x : grid()) {
            if (x > end) {
                break;
            }
            double percentile = 100 * (1 - 1 / x);
            ObjectNode datum = data.addObject()
                    .put("contestant", contestant)
                    .put("point", point)
                    .put("kind", kind)
                    .put("percentile", Numbers.percentile(percentile))
                    .put("x", x)
                    .put("value", at(all, percentile))
                    .put("trials", single.size());
            if (single.size() > 1 && x <= allHave) {
                datum.put(
                        "low",
                        single.stream()
                                .mapToDouble(h -> at(h, percentile))
                                .min()
                                .orElseThrow());
                datum.put(
                        "high",
                        single.stream()
                                .mapToDouble(h -> at(h, percentile))
                                .max()
                                .orElseThrow());
            }
        }
    }

    /**
     * Returns the places at which the curves are drawn. They begin at the median, since what lies before it needs no stretching.
     * They hit every labelled percentile exactly.
     */
    private static List<Double> grid() {
        List<Double> grid = new ArrayList<>(List.of(2.0, 2.5, 3.2, 4.0, 5.0, 6.3, 8.0));
        for (double nine = 10; nine < LAST; nine *= 10) {
            for (int step = 0; step < STEPS_PER_NINE; step++) {
                grid.add(step == 0 ? nine : nine * Math.pow(10, step / (double) STEPS_PER_NINE));
            }
        }
        grid.add(LAST);
        return grid;
    }

    private static double at(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    private static Histogram pooled(List<Histogram> single) {
        Histogram all = new Histogram(single.getFirst());
        all.reset();
        single.forEach(all::add);
        return all;
    }

    private static List<Histogram> histograms(String contestant, List<JudgedTrial> trials, String name, String kind) {
        return trials.stream()
                .filter(trial -> trial.contestant().equals(contestant))
                .flatMap(trial -> trial.points().stream())
                .filter(point -> point.point().equals(name))
                .filter(point ->
                        Verdict.of(point.outcome(), Metric.LATENCY_P99_MS).equals(Verdict.VALID))
                .map(point -> point.histograms().get(kind))
                .filter(Objects::nonNull)
                .map(Distribution::decoded)
                .filter(histogram -> histogram.getTotalCount() > 0)
                .toList();
    }

    static Histogram decoded(String base64) {
        try {
            Histogram histogram = Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64)), 0);
            histogram.setAutoResize(true);
            return histogram;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("a histogram in trials.jsonl is not HdrHistogram's compressed form", e);
        }
    }
}
