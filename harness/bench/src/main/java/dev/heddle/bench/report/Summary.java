package dev.heddle.bench.report;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Bootstrap;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From raw trials to tidy rows: one estimate a contestant, point and metric. */
final class Summary {
    static final String VALID = "valid";
    static final String NOT_MEASURED = "not-measured";
    static final String TOTAL = "total";

    /** The layers that a connection's memory is split into, from the JVM outwards. */
    static final List<String> LAYERS = List.of("heap", "stacks", "direct", "metaspace", "kernel", "other");

    static final List<String> COLUMNS = List.of(
            "scenario", "contestant", "point", "metric", "unit", "estimate", "ci_low", "ci_high", "trials", "verdict");

    private Summary() {}

    /**
     * Rows in the order in which the trials first name them. Only valid readings are averaged, with the interval of {@link Bootstrap#mean};
     * a row with too few of them has no estimate, and the verdict that most of its other trials had.
     */
    static List<SummaryRow> of(List<Trial> trials) {
        Map<Key, List<Reading>> groups = new LinkedHashMap<>();
        for (Reading reading : Reading.of(trials)) {
            groups.computeIfAbsent(Key.of(reading), key -> new ArrayList<>()).add(reading);
        }
        return groups.entrySet().stream()
                .map(group -> row(group.getKey(), group.getValue()))
                .toList();
    }

    /** {@code summary.csv}: RFC 4180, with line feeds. */
    static String csv(List<SummaryRow> rows) {
        return Csv.of(COLUMNS, rows.stream().map(Summary::line).toList());
    }

    /** The rungs that a slope is fitted to: on the way down, memory that the JVM has not returned would flatten it. */
    static List<Rung> ascending(Point point) {
        return point.rungs().stream().filter(rung -> !rung.descending()).toList();
    }

    private static SummaryRow row(Key key, List<Reading> readings) {
        List<Reading> valid = readings.stream().filter(Reading::valid).toList();
        boolean telling = telling(valid.size(), readings.size());
        Estimate estimate = switch (telling ? valid.size() : 0) {
            case 0 -> null;
            case 1 -> valid.getFirst().value();
            // The seed is the row's own name: the same records give the same interval.
            default -> Bootstrap.mean(valid.stream().map(Reading::within).toList(), key.hashCode());
        };
        String verdict = telling
                ? VALID
                : mostCommonVerdict(
                        readings.stream().filter(reading -> !reading.valid()).toList());
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

    /**
     * Whether the valid readings speak for all. A minority that a rule has left is a selection: what voids one contestant's fast blocks and
     * another's slow ones makes a difference out of nothing.
     */
    static boolean telling(int valid, int all) {
        return valid > 0 && 2 * valid >= all;
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

    private static List<String> line(SummaryRow row) {
        Estimate estimate = row.estimate();
        return List.of(
                row.scenario(),
                row.contestant(),
                row.point(),
                row.metric(),
                row.unit(),
                cell(estimate, Estimate::value),
                cell(estimate, Estimate::low),
                cell(estimate, Estimate::high),
                Integer.toString(row.trials()),
                row.verdict());
    }

    private static String cell(@Nullable Estimate estimate, Function<Estimate, @Nullable Double> part) {
        Double value = estimate == null ? null : part.apply(estimate);
        return value == null ? "" : Numbers.plain(value);
    }

    private record Key(String scenario, String contestant, String point, String metric) {
        static Key of(Reading reading) {
            return new Key(reading.scenario(), reading.contestant(), reading.point(), reading.metric());
        }
    }
}
