package dev.heddle.bench.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds the validity rules of a point under load, in the order in which they are asked. */
final class Rules {
    /**
     * These rules find a limit or a disturbance outside the contestant. If one is broken at a rate that failed the objective, the
     * contestant is not to blame for the failure.
     */
    static final List<RuleName> NOT_THE_CONTESTANT = Stream.concat(
                    BottleneckRules.ALL.stream(), MachineRules.ALL.stream())
            .map(Rule::name)
            .filter(name -> name != RuleName.UNEXPLAINED_WAIT)
            .toList();

    /** These rules are broken by what comes and goes on a machine, so another look may find it gone. */
    private static final List<RuleName> OF_THE_MOMENT =
            MachineRules.ALL.stream().map(Rule::name).toList();

    private static final List<Rule> ALL = Stream.of(
                    RequestRules.ANSWERS, MachineRules.ALL, RequestRules.LAWS, BottleneckRules.ALL, SteadyRules.ALL)
            .flatMap(List::stream)
            .toList();

    private Rules() {}

    /** Returns what the rule of that name says, whatever the others say; null if it is kept. */
    static Outcome.@Nullable Invalid broken(RuleName rule, LoadFacts facts) {
        return firstOf(List.of(rule), facts);
    }

    /** Returns what says that it was not the contestant that failed; null if nothing does. */
    static Outcome.@Nullable Invalid notTheContestant(LoadFacts facts) {
        return firstOf(NOT_THE_CONTESTANT, facts);
    }

    /** Returns what disturbed the measurement and may be gone when it is made again; null if nothing did. */
    static Outcome.@Nullable Invalid disturbed(LoadFacts facts) {
        return firstOf(OF_THE_MOMENT, facts);
    }

    private static Outcome.@Nullable Invalid firstOf(List<RuleName> rules, LoadFacts facts) {
        return breaches(facts, rule -> rules.contains(rule.name())).stream()
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the verdict. A rule that voids everything goes before those that void some metrics. Of those, the one that voids
     * the most names the verdict, and all of them void their metrics. A rule that lacks what it needs says nothing; {@link
     * #unjudged} names it.
     */
    static Outcome judge(LoadFacts facts) {
        return combined(breaches(facts, rule -> true));
    }

    /**
     * Returns a sentence for each fact that was lacking. It names the rules that could not look, each under the first fact that
     * it lacks.
     */
    static List<String> unjudged(LoadFacts facts) {
        Map<Fact, List<RuleName>> lacking = new EnumMap<>(Fact.class);
        for (Rule rule : ALL) {
            lacking(rule, facts).ifPresent(fact -> {
                List<RuleName> rules = lacking.computeIfAbsent(fact, f -> new ArrayList<>());
                if (!rules.contains(rule.name())) {
                    rules.add(rule.name());
                }
            });
        }
        return lacking.entrySet().stream()
                .map(fact -> fact.getKey().missing(fact.getValue()))
                .toList();
    }

    /** Returns the names of all rules. */
    static List<RuleName> names() {
        return ALL.stream().map(Rule::name).distinct().toList();
    }

    /** Returns the names of the rules that lack what they need. */
    static List<RuleName> silent(LoadFacts facts) {
        return ALL.stream()
                .filter(rule -> lacking(rule, facts).isPresent())
                .map(Rule::name)
                .toList();
    }

    private static Optional<Fact> lacking(Rule rule, LoadFacts facts) {
        return rule.needs().stream().filter(facts.lacks()::contains).min(Comparator.naturalOrder());
    }

    /** Returns several broken rules as one outcome. */
    static Outcome combined(List<Outcome.Invalid> broken) {
        List<Outcome.Invalid> breaches = broken.stream()
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

    /** Returns the rules that are broken, in their order. */
    static List<Outcome.Invalid> breaches(LoadFacts facts) {
        return breaches(facts, rule -> true);
    }

    private static List<Outcome.Invalid> breaches(LoadFacts facts, Predicate<Rule> asked) {
        return ALL.stream()
                .filter(asked)
                .filter(rule -> lacking(rule, facts).isEmpty())
                .flatMap(
                        rule -> rule
                                .look(facts)
                                .map(breach -> new Outcome.Invalid(rule.name(), breach.reason(), breach.voids()))
                                .stream())
                .toList();
    }
}
