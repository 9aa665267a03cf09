package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The validity rules of a point under load, in the order in which they are asked. */
final class Rules {
    /** Rules that, when broken at a rate that failed the objective, mean that it was not the contestant that failed. */
    static final List<String> NOT_THE_CONTESTANT = Stream.concat(
                    BottleneckRules.ALL.stream(), MachineRules.ALL.stream())
            .map(Rule::name)
            .filter(name -> !name.equals(new BottleneckRules.UnexplainedWait().name()))
            .toList();

    /** Rules that what comes and goes on a machine breaks: another look may find it gone. */
    private static final List<String> OF_THE_MOMENT =
            MachineRules.ALL.stream().map(Rule::name).toList();

    private static final List<Rule> ALL = Stream.of(
                    RequestRules.ANSWERS, MachineRules.ALL, RequestRules.LAWS, BottleneckRules.ALL, SteadyRules.ALL)
            .flatMap(List::stream)
            .toList();

    private Rules() {}

    /** What the rule of that name says, whatever the others say; null if it is kept. */
    static Outcome.@Nullable Invalid broken(String rule, Evidence evidence) {
        return firstOf(List.of(rule), evidence);
    }

    /** What says that it was not the contestant that failed; null if nothing does. */
    static Outcome.@Nullable Invalid notTheContestant(Evidence evidence) {
        return firstOf(NOT_THE_CONTESTANT, evidence);
    }

    /** What disturbed the measurement and may be gone when it is made again; null if nothing did. */
    static Outcome.@Nullable Invalid disturbed(Evidence evidence) {
        return firstOf(OF_THE_MOMENT, evidence);
    }

    private static Outcome.@Nullable Invalid firstOf(List<String> rules, Evidence evidence) {
        return breaches(evidence).stream()
                .filter(invalid -> rules.contains(invalid.rule()))
                .findFirst()
                .orElse(null);
    }

    /**
     * The verdict: a rule that voids everything goes before those that void some metrics, of which the one that voids the most names the
     * verdict and all void theirs.
     */
    static Outcome judge(Evidence evidence) {
        List<Outcome.Invalid> breaches = breaches(evidence).stream()
                .sorted(Comparator.comparingInt(invalid -> -invalid.voids().size()))
                .toList();
        if (breaches.isEmpty()) {
            return new Outcome.Valid();
        }
        Optional<Outcome.Invalid> whole =
                breaches.stream().filter(invalid -> invalid.voids().isEmpty()).findFirst();
        if (whole.isPresent()) {
            return whole.get();
        }
        Outcome.Invalid first = breaches.getFirst();
        Set<String> voids = new LinkedHashSet<>();
        List<String> reasons = new ArrayList<>();
        for (Outcome.Invalid invalid : breaches) {
            if (!voids.containsAll(invalid.voids())) {
                reasons.add(
                        invalid.rule().equals(first.rule())
                                ? invalid.reason()
                                : invalid.rule() + ": " + invalid.reason());
            }
            voids.addAll(invalid.voids());
        }
        return new Outcome.Invalid(first.rule(), String.join("; ", reasons), List.copyOf(voids));
    }

    private static List<Outcome.Invalid> breaches(Evidence evidence) {
        return ALL.stream()
                .flatMap(rule -> rule.look(evidence).map(rule::invalid).stream())
                .toList();
    }
}
