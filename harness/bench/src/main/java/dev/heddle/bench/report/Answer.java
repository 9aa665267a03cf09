package dev.heddle.bench.report;

import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the run says, in sentences: a lead is claimed only where 95 % intervals exist and don't overlap. */
final class Answer {
    private static final List<String> SCENARIOS = List.of("throughput", "memory", "switching");

    private Answer() {}

    static List<String> of(List<SummaryRow> rows) {
        List<String> sentences = new ArrayList<>();
        for (String scenario : SCENARIOS) {
            Map<String, List<SummaryRow>> byPoint = new LinkedHashMap<>();
            rows.stream()
                    .filter(row -> row.scenario().equals(scenario) && !row.ofTwin())
                    .filter(row -> row.metric().equals(Metric.headline(scenario)))
                    .sorted((a, b) -> PointOrder.compare(a.point(), b.point()))
                    .forEach(row -> byPoint.computeIfAbsent(row.point(), point -> new ArrayList<>())
                            .add(row));
            Map<String, String> leaders = new LinkedHashMap<>();
            byPoint.forEach((point, compared) -> {
                Standing standing = Standing.of(compared);
                sentences.add(scenario + ", " + point + ": " + standing.sentence());
                if (standing.leader() != null) {
                    leaders.put(point, standing.leader());
                }
            });
            if (leaders.values().stream().distinct().count() > 1) {
                sentences.add(leaders.entrySet().stream()
                        .map(leader -> leader.getValue() + " at " + leader.getKey())
                        .collect(Collectors.joining(", ", scenario + ": the answer flips. Ahead are ", ".")));
            }
        }
        return sentences;
    }

    /** Who is ahead at one point, if anyone can be said to be, and the sentence that says so. */
    private record Standing(@Nullable String leader, String sentence) {
        static Standing of(List<SummaryRow> compared) {
            boolean higher = Metric.higherIsBetter(compared.getFirst().metric());
            List<Entry> entries = compared.stream()
                    .filter(row -> row.estimate() != null)
                    .map(Entry::of)
                    .sorted(Comparator.comparingDouble(entry -> higher ? -entry.value() : entry.value()))
                    .toList();
            String missing = compared.stream()
                    .filter(row -> row.estimate() == null)
                    .map(row -> " " + row.contestant() + " has no valid value (" + row.verdict() + ").")
                    .collect(Collectors.joining());
            if (entries.size() < 2) {
                return new Standing(
                        null, "can't tell from this run: fewer than two contestants have a valid value." + missing);
            }
            List<Entry> alone =
                    entries.stream().filter(entry -> entry.low() == null).toList();
            if (!alone.isEmpty()) {
                return new Standing(
                        null,
                        "can't tell from this run: one trial a point has no interval"
                                + (alone.size() == entries.size() ? "" : ", and " + named(alone) + " had no more")
                                + ". Values: " + listed(entries) + "." + missing);
            }
            Entry best = entries.getFirst();
            List<Entry> others = entries.subList(1, entries.size());
            List<Entry> tied = others.stream().filter(best::overlaps).toList();
            String ratios = others.stream()
                    .filter(other -> !best.overlaps(other))
                    .map(other -> higher ? best.timesAsMuchAs(other) : other.neededBeside(best))
                    .collect(Collectors.joining("; "));
            String sentence = tied.isEmpty()
                    ? best.contestant() + (higher ? " is ahead with " : " needs the least, ") + best.text() + ": "
                            + ratios + "."
                    : "can't tell " + best + " from " + listed(tied) + ": their 95 % intervals overlap."
                            + (ratios.isEmpty() ? "" : " Beside " + best.contestant() + ": " + ratios + ".");
            boolean oneProcess = entries.stream().anyMatch(entry -> entry.trials() == 1);
            String caveat = oneProcess
                    ? " An interval here is of the readings of one process; another process may differ by more."
                    : "";
            return new Standing(tied.isEmpty() ? best.contestant() : null, sentence + caveat + missing);
        }

        private static String named(List<Entry> entries) {
            return entries.stream().map(Entry::contestant).collect(Collectors.joining(", "));
        }

        private static String listed(List<Entry> entries) {
            return entries.stream().map(Entry::toString).collect(Collectors.joining(", "));
        }
    }

    /** One contestant at one point. */
    private record Entry(
            String contestant,
            double value,
            @Nullable Double low,
            @Nullable Double high,
            int trials,
            String text) {
        static Entry of(SummaryRow row) {
            Estimate estimate = Objects.requireNonNull(row.estimate());
            String unit = row.unit().equals("1/s") ? "requests/s" : row.unit();
            String text = Numbers.withInterval(estimate, " ± ") + " " + unit;
            return new Entry(row.contestant(), estimate.value(), estimate.low(), estimate.high(), row.trials(), text);
        }

        boolean overlaps(Entry other) {
            return low == null
                    || high == null
                    || other.low == null
                    || other.high == null
                    || (low <= other.high && other.low <= high);
        }

        String timesAsMuchAs(Entry smaller) {
            return ratio(this, smaller) + smaller.contestant + " at " + smaller.text;
        }

        String neededBeside(Entry smaller) {
            return contestant + " " + ratio(this, smaller) + "as much, " + text;
        }

        /** The bounds are the farthest that the two intervals allow: wider than a paired ratio's. */
        private static String ratio(Entry larger, Entry smaller) {
            if (larger.low == null || larger.high == null || smaller.low == null || smaller.high == null) {
                throw new IllegalStateException("a ratio is claimed only between intervals");
            }
            String most = smaller.low > 0 ? Numbers.ratio(larger.high / smaller.low) : "no upper bound";
            return "%s times (%s to %s) "
                    .formatted(
                            Numbers.ratio(larger.value / smaller.value),
                            Numbers.ratio(larger.low / smaller.high),
                            most);
        }

        @Override
        public String toString() {
            return contestant + " (" + text + ")";
        }
    }
}
