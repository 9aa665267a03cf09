package dev.heddle.bench.report;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Estimate;
import dev.heddle.bench.stats.Holm;
import dev.heddle.bench.stats.PairedRatio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two contestants in one metric at one point, over the blocks in which both have a valid reading; none of whom fewer than half are valid
 * ({@link Summary#telling}).
 *
 * @param a one of them, the earlier in the run's list
 * @param b the other
 * @param ratio a's value over b's, paired by block; without interval where one block has both
 * @param standardError of the mean of the blocks' logarithms of the ratio; null likewise
 * @param pAdjusted how probable so large a difference is if there is none, adjusted by Holm for all comparisons of this scenario and
 *     metric; null where there is no interval
 * @param detectable the smallest difference that would have been found nine times in ten, as a share: 0.05 is 5 %; null likewise
 * @param noiseFloor by how much a contestant differed from itself under a second name in this scenario and metric, at the point where it
 *     differed the most, as a share; null where no such A/A pair was measured
 * @param belowLimit whether it is of throughput in closed loop and the slower one is not at its limit ({@link ClosedLoopLimit})
 */
record Comparison(
        String a,
        String b,
        String scenario,
        String point,
        String metric,
        Estimate ratio,
        @Nullable Double standardError,
        @Nullable Double pAdjusted,
        @Nullable Double detectable,
        @Nullable Double noiseFloor,
        boolean belowLimit) {
    /** A difference is called one when its adjusted p is below this. */
    static final double LEVEL = 0.05;

    /** What can be said of the two. */
    enum Verdict {
        /** They differ, and by more than a contestant differs from itself. */
        DIFFERENT,
        /** They differ by no more than a contestant differs from itself: not offered as a difference. */
        WITHIN_NOISE_FLOOR,
        /** No difference was found; one of {@link Comparison#visible} would have been called one. */
        NONE_DETECTABLE,
        /** The rate of a closed loop whose slower one could do more: it tells response times apart, if anything, and no throughput. */
        BELOW_LIMIT,
        /** Fewer than two blocks have both: nothing can be said. */
        TOO_FEW
    }

    /** Every pair in every metric at every point; the A/A pairs are the ones whose {@link #twins} is true. */
    static List<Comparison> of(Run run, List<Trial> trials) {
        List<Reading> readings = Reading.of(trials);
        ClosedLoopLimit limit = new ClosedLoopLimit(readings);
        Map<Group, Map<String, Map<Integer, Double>>> groups = new LinkedHashMap<>();
        Map<Group, Map<String, Integer>> asked = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        run.contestants().forEach(entrant -> {
            names.add(entrant.name());
            names.add(entrant.name() + Trial.TWIN);
        });
        for (Reading reading : readings) {
            names.add(reading.contestant());
            asked.computeIfAbsent(Group.of(reading), group -> new LinkedHashMap<>())
                    .merge(reading.contestant(), 1, Integer::sum);
            if (reading.valid()) {
                groups.computeIfAbsent(Group.of(reading), group -> new LinkedHashMap<>())
                        .computeIfAbsent(reading.contestant(), contestant -> new TreeMap<>())
                        .put(reading.block(), reading.number());
            }
        }
        groups.forEach((group, values) -> values.entrySet()
                .removeIf(valid -> !Summary.telling(
                        valid.getValue().size(),
                        asked.getOrDefault(group, Map.of()).getOrDefault(valid.getKey(), 0))));
        Map<Family, List<Pair>> families = new LinkedHashMap<>();
        groups.forEach((group, values) -> families.computeIfAbsent(group.family(), family -> new ArrayList<>())
                .addAll(pairs(group, List.copyOf(names), values)));
        return families.values().stream().flatMap(pairs -> family(pairs, limit)).toList();
    }

    /** Whether a and b are one contestant under two names. */
    boolean twins() {
        return b.equals(a + Trial.TWIN);
    }

    Verdict verdict() {
        if (pAdjusted == null) {
            return Verdict.TOO_FEW;
        }
        if (belowLimit) {
            return Verdict.BELOW_LIMIT;
        }
        if (pAdjusted >= LEVEL) {
            return Verdict.NONE_DETECTABLE;
        }
        return !twins() && noiseFloor != null && Math.abs(Math.log(ratio.value())) <= Math.log1p(noiseFloor)
                ? Verdict.WITHIN_NOISE_FLOOR
                : Verdict.DIFFERENT;
    }

    /** The smallest difference that would have been called one nine times in ten, as a share: none within the noise floor is. */
    @Nullable
    Double visible() {
        return detectable == null || noiseFloor == null || twins()
                ? detectable
                : Double.valueOf(Math.max(detectable, noiseFloor));
    }

    /** What can be said of the two, in a sentence without its full stop. */
    String sentence() {
        return switch (verdict()) {
            case DIFFERENT -> larger() + " has " + times() + " " + smaller() + "'s" + floor();
            case WITHIN_NOISE_FLOOR ->
                larger() + " has " + times() + " " + smaller() + "'s, which is within the noise floor of "
                        + Numbers.percent(Objects.requireNonNull(noiseFloor));
            case NONE_DETECTABLE ->
                "no detectable difference; a difference of " + Numbers.percent(Objects.requireNonNull(visible()))
                        + " would have been seen" + floor();
            case BELOW_LIMIT ->
                "no throughput to compare: " + smaller()
                        + " is not at its limit, and below it a closed loop's rate is the response time";
            case TOO_FEW -> "can't tell: " + blocks() + ", and an interval needs two or more";
        };
    }

    /** The square of the standard error; 0 without one. */
    double squaredError() {
        return standardError == null ? 0 : standardError * standardError;
    }

    /** The one with the greater value. */
    String larger() {
        return ratio.value() >= 1 ? a : b;
    }

    String smaller() {
        return ratio.value() >= 1 ? b : a;
    }

    /** The greater value over the smaller one, with its interval. */
    Estimate factor() {
        Double low = ratio.low();
        Double high = ratio.high();
        return ratio.value() >= 1 || low == null || high == null
                ? ratio.value() >= 1 ? ratio : new Estimate(1 / ratio.value(), null, null, ratio.replicates())
                : new Estimate(1 / ratio.value(), 1 / high, 1 / low, ratio.replicates());
    }

    private String times() {
        Estimate factor = factor();
        return "%s times (%s to %s)"
                .formatted(
                        Numbers.factor(factor.value()),
                        Numbers.factor(Objects.requireNonNull(factor.low())),
                        Numbers.factor(Objects.requireNonNull(factor.high())));
    }

    private String floor() {
        return noiseFloor == null ? "; noise floor unknown" : "; noise floor " + Numbers.percent(noiseFloor);
    }

    private String blocks() {
        return ratio.replicates() == 1 ? "one block has both" : ratio.replicates() + " blocks have both";
    }

    private static Stream<Comparison> family(List<Pair> pairs, ClosedLoopLimit limit) {
        // An A/A pair is a measurement of the noise, not one of the questions asked.
        Map<Boolean, List<Pair>> tested =
                pairs.stream().filter(pair -> pair.ratio().p() != null).collect(Collectors.partitioningBy(Pair::twins));
        Map<Pair, Double> adjusted = new LinkedHashMap<>();
        for (List<Pair> together : tested.values()) {
            List<Double> p = Holm.adjust(together.stream()
                    .map(pair -> Objects.requireNonNull(pair.ratio().p()))
                    .toList());
            for (int i = 0; i < together.size(); i++) {
                adjusted.put(together.get(i), p.get(i));
            }
        }
        OptionalDouble floor = pairs.stream()
                .filter(Pair::twins)
                .mapToDouble(pair -> Math.abs(Math.log(pair.ratio().ratio().value())))
                .max();
        return pairs.stream()
                .map(pair -> new Comparison(
                        pair.a(),
                        pair.b(),
                        pair.group().family().scenario(),
                        pair.group().point(),
                        pair.group().family().metric(),
                        pair.ratio().ratio(),
                        pair.ratio().standardError(),
                        adjusted.get(pair),
                        pair.ratio()
                                .detectable(Math.max(
                                        1,
                                        tested.getOrDefault(pair.twins(), List.of())
                                                .size())),
                        floor.isPresent() ? Math.expm1(floor.getAsDouble()) : null,
                        ClosedLoopLimit.isRate(
                                        pair.group().family().scenario(),
                                        pair.group().family().metric())
                                && !pair.twins()
                                && !limit.reached(pair.slower(), pair.group().point())));
    }

    private static List<Pair> pairs(Group group, List<String> names, Map<String, Map<Integer, Double>> values) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                Map<Integer, Double> a = values.get(names.get(i));
                Map<Integer, Double> b = values.get(names.get(j));
                String first = names.get(i);
                String second = names.get(j);
                // A twin is compared with its own other name alone.
                boolean asked =
                        second.endsWith(Trial.TWIN) ? second.equals(first + Trial.TWIN) : !first.endsWith(Trial.TWIN);
                if (a != null && b != null && asked) {
                    PairedRatio.of(a, b).ifPresent(ratio -> pairs.add(new Pair(group, first, second, ratio)));
                }
            }
        }
        return pairs;
    }

    /** What is compared together, and so adjusted together. */
    private record Family(String scenario, String metric) {}

    private record Group(Family family, String point) {
        static Group of(Reading reading) {
            return new Group(new Family(reading.scenario(), reading.metric()), reading.point());
        }
    }

    private record Pair(Group group, String a, String b, PairedRatio ratio) {
        boolean twins() {
            return b.equals(a + Trial.TWIN);
        }

        /** Where the metric is a rate. */
        String slower() {
            return ratio.ratio().value() >= 1 ? b : a;
        }
    }
}
