package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.ScenarioName;
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

/**
 * Makes comparisons of readings. It decides who is paired with whom, block by block, and which p values are adjusted together.
 */
final class Pairing {
    private Pairing() {}

    /** Returns every pair in every metric at every point. The A/A pairs are those whose {@link Comparison#aa} is true. */
    static List<Comparison> of(Run run, List<Reading> readings) {
        ClosedLoopLimit limit = new ClosedLoopLimit(readings);
        Map<Group, Map<String, Map<Integer, Double>>> groups = new LinkedHashMap<>();
        Map<Group, Map<String, Integer>> asked = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        run.contestants().forEach(entrant -> {
            names.add(entrant.name());
            names.add(Names.second(entrant.name()));
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
                .removeIf(valid -> !SummaryRows.telling(
                        valid.getValue().size(),
                        asked.getOrDefault(group, Map.of()).getOrDefault(valid.getKey(), 0))));
        Map<Family, List<Pair>> families = new LinkedHashMap<>();
        groups.forEach((group, values) -> families.computeIfAbsent(group.family(), family -> new ArrayList<>())
                .addAll(pairs(group, List.copyOf(names), values)));
        return families.values().stream().flatMap(pairs -> family(pairs, limit)).toList();
    }

    private static Stream<Comparison> family(List<Pair> pairs, ClosedLoopLimit limit) {
        // An A/A pair measures the noise and is none of the questions asked. It is therefore adjusted apart.
        Map<Boolean, List<Pair>> tested =
                pairs.stream().filter(pair -> pair.ratio().p() != null).collect(Collectors.partitioningBy(Pair::aa));
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
                .filter(Pair::aa)
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
                                        tested.getOrDefault(pair.aa(), List.of())
                                                .size())),
                        floor.isPresent() ? Math.expm1(floor.getAsDouble()) : null,
                        ClosedLoopLimit.isRate(
                                        pair.group().family().scenario(),
                                        pair.group().family().metric())
                                && !pair.aa()
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
                // A second name is compared only with its own first name.
                boolean asked = Names.isSecond(second) ? second.equals(Names.second(first)) : !Names.isSecond(first);
                if (a != null && b != null && asked) {
                    PairedRatio.of(a, b).ifPresent(ratio -> pairs.add(new Pair(group, first, second, ratio)));
                }
            }
        }
        return pairs;
    }

    /** Names the scenario and metric whose comparisons are made together, and so adjusted together. */
    private record Family(ScenarioName scenario, Metric metric) {}

    private record Group(Family family, String point) {
        static Group of(Reading reading) {
            return new Group(new Family(reading.scenario(), reading.metric()), reading.point());
        }
    }

    private record Pair(Group group, String a, String b, PairedRatio ratio) {
        boolean aa() {
            return b.equals(Names.second(a));
        }

        /** Returns the slower of the two, where the metric is a rate. */
        String slower() {
            return ratio.ratio().value() >= 1 ? b : a;
        }
    }
}
