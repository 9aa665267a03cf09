package dev.heddle.bench.report;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Estimate;
import dev.heddle.bench.stats.Slope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From raw trials to tidy rows: one estimate a contestant, point and metric. */
final class Summary {
    static final String VALID = "valid";
    static final String NOT_MEASURED = "not-measured";
    static final String TOTAL = "total";

    /** The layers that a connection's memory is split into, from the JVM outwards. */
    static final List<String> LAYERS = List.of("heap", "stacks", "direct", "metaspace", "kernel", "other");

    private static final String HEADER = "scenario,contestant,point,metric,unit,estimate,ci_low,ci_high,trials,verdict";

    private Summary() {}

    /**
     * Rows in the order in which the trials first name them. Only valid readings are averaged; a row without one has no
     * estimate, and the verdict that most of its trials had.
     */
    static List<SummaryRow> of(List<Trial> trials) {
        Map<Key, List<Reading>> groups = new LinkedHashMap<>();
        for (Trial trial : trials) {
            for (Point point : trial.points()) {
                readings(trial.scenario(), point)
                        .forEach((metric, reading) -> groups.computeIfAbsent(
                                        new Key(trial.scenario(), trial.contestant(), point.point(), metric),
                                        key -> new ArrayList<>())
                                .add(reading));
            }
        }
        return groups.entrySet().stream()
                .map(group -> row(group.getKey(), group.getValue()))
                .toList();
    }

    /** {@code summary.csv}: RFC 4180, with line feeds. */
    static String csv(List<SummaryRow> rows) {
        return Stream.concat(Stream.of(HEADER), rows.stream().map(Summary::line))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** The rungs that a slope is fitted to: on the way down, memory that the JVM has not returned would flatten it. */
    static List<Rung> ascending(Point point) {
        return point.rungs().stream().filter(rung -> !rung.descending()).toList();
    }

    private static Map<String, Reading> readings(String scenario, Point point) {
        Map<String, Reading> readings = new LinkedHashMap<>();
        point.metrics().forEach((metric, value) -> readings.put(metric, Reading.of(point, metric, single(value))));
        if (!point.rungs().isEmpty()) {
            readings.put(
                    Metric.BYTES_PER_CONNECTION, Reading.of(point, Metric.BYTES_PER_CONNECTION, slope(point, TOTAL)));
            for (String layer : LAYERS) {
                String metric = Metric.BYTES_PER_CONNECTION + "." + layer;
                readings.put(metric, Reading.of(point, metric, slope(point, layer)));
            }
        }
        if (readings.isEmpty()) {
            String headline = Metric.headline(scenario);
            readings.put(headline, Reading.of(point, headline, null));
        }
        return readings;
    }

    private static @Nullable Estimate single(double value) {
        return Double.isFinite(value) ? new Estimate(value, null, null, 1) : null;
    }

    private static @Nullable Estimate slope(Point point, String layer) {
        List<Rung> rungs = ascending(point);
        boolean everyRung = rungs.stream().allMatch(rung -> rung.bytes().containsKey(layer));
        if (!everyRung
                || rungs.size() < 3
                || rungs.stream().mapToInt(Rung::connections).distinct().count() < 2) {
            return null;
        }
        return Slope.of(
                rungs.stream().mapToDouble(Rung::connections).toArray(),
                rungs.stream().mapToDouble(rung -> rung.bytes().get(layer)).toArray());
    }

    private static SummaryRow row(Key key, List<Reading> readings) {
        List<Estimate> valid = readings.stream()
                .filter(reading -> reading.verdict().equals(VALID))
                .map(Reading::value)
                .filter(Objects::nonNull)
                .toList();
        Estimate estimate = switch (valid.size()) {
            case 0 -> null;
            case 1 -> valid.getFirst();
            default -> Estimate.ofReplicates(valid.stream().map(Estimate::value).toList());
        };
        String verdict = valid.isEmpty() ? mostCommonVerdict(readings) : VALID;
        return new SummaryRow(
                key.scenario(),
                key.contestant(),
                key.point(),
                key.metric(),
                Metric.unit(key.metric()),
                estimate,
                valid.size(),
                verdict);
    }

    /** The first to appear where several are as common. */
    private static String mostCommonVerdict(List<Reading> readings) {
        Map<String, Long> counts = readings.stream()
                .collect(Collectors.groupingBy(Reading::verdict, LinkedHashMap::new, Collectors.counting()));
        String most = readings.getFirst().verdict();
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            if (count.getValue() > counts.getOrDefault(most, 0L)) {
                most = count.getKey();
            }
        }
        return most;
    }

    private static String line(SummaryRow row) {
        Estimate estimate = row.estimate();
        return Stream.of(
                        row.scenario(),
                        row.contestant(),
                        row.point(),
                        row.metric(),
                        row.unit(),
                        cell(estimate, Estimate::value),
                        cell(estimate, Estimate::low),
                        cell(estimate, Estimate::high),
                        Integer.toString(row.trials()),
                        row.verdict())
                .map(Summary::quoted)
                .collect(Collectors.joining(","));
    }

    private static String cell(@Nullable Estimate estimate, Function<Estimate, @Nullable Double> part) {
        Double value = estimate == null ? null : part.apply(estimate);
        return value == null ? "" : Numbers.plain(value);
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",\r\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }

    private record Key(String scenario, String contestant, String point, String metric) {}

    private record Reading(@Nullable Estimate value, String verdict) {
        /** A point that kept every rule, but lacks this metric, did not measure it. */
        static Reading of(Point point, String metric, @Nullable Estimate value) {
            String verdict = point.outcome().verdict(metric);
            return new Reading(value, verdict.equals(VALID) && value == null ? NOT_MEASURED : verdict);
        }
    }
}
