package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.judge.JudgedTrial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what a run says, in three sentences.
 *
 * @param who who is ahead in what, and where no difference was found
 * @param sure what that rests on
 * @param holds the conditions that it holds under, and where the lead changes
 */
public record Answer(String who, String sure, String holds) {
    static Answer of(
            Run run,
            List<JudgedTrial> trials,
            List<Flaw> flaws,
            List<Comparison> comparisons,
            List<Question.Answered> answered) {
        return new Answer(who(run, answered), sure(trials, flaws, comparisons, answered), holds(run, answered));
    }

    /** Returns the three sentences in their order. */
    public List<String> sentences() {
        return List.of(who, sure, holds);
    }

    private static String who(Run run, List<Question.Answered> answered) {
        Map<String, List<Question.Answered>> leads = new LinkedHashMap<>();
        Map<String, List<String>> behind = new LinkedHashMap<>();
        List<String> flips = new ArrayList<>();
        List<String> alike = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Question.Answered question : answered) {
            String label = question.question().label();
            Set<String> leaders = leaders(question).keySet();
            Set<String> last = behind(question).keySet();
            if (leaders.size() == 1 && last.containsAll(leaders)) {
                flips.add(label);
            } else if (leaders.size() == 1) {
                leads.computeIfAbsent(leaders.iterator().next(), leader -> new ArrayList<>())
                        .add(question);
            } else if (leaders.size() > 1) {
                flips.add(label);
            } else {
                List<Standing.Alike> found = alike(question);
                (found.stream().anyMatch(Standing.Alike::telling) ? alike : unknown).add(label);
                behind(question)
                        .forEach((name, points) -> behind.computeIfAbsent(name, n -> new ArrayList<>())
                                .add(label + at(points, question)));
            }
        }
        List<String> clauses = new ArrayList<>();
        leads.forEach((leader, questions) -> clauses.add("%s is ahead in %s (%s)"
                .formatted(
                        leader,
                        Text.and(questions.stream()
                                .map(it -> it.question().label())
                                .toList()),
                        by(questions))));
        behind.forEach((name, labels) -> add(clauses, name + " is behind in ", labels));
        add(clauses, "the lead changes with the load in ", flips);
        add(clauses, "no detectable difference in ", alike);
        add(clauses, (clauses.isEmpty() ? "this" : "the") + " run can't tell who is ahead in ", unknown);
        if (clauses.isEmpty()) {
            return "No point was measured, so this run says nothing.";
        }
        String caution = run.suite().equals("smoke") ? "Suite smoke proves the machinery, not a result: " : "";
        String sentence = caution + String.join("; ", clauses) + ".";
        boolean beginsWithName = caution.isEmpty() && !(leads.isEmpty() && behind.isEmpty());
        return beginsWithName ? sentence : Text.capitalised(sentence);
    }

    /** Returns the points at which a contestant is behind those who lead together, by the name of the one behind. */
    private static Map<String, List<String>> behind(Question.Answered question) {
        Map<String, List<String>> behind = new LinkedHashMap<>();
        for (Question.At point : question.points()) {
            if (point.standing() instanceof Standing.Alike alike) {
                alike.behind()
                        .forEach(last -> behind.computeIfAbsent(last, name -> new ArrayList<>())
                                .add(point.point()));
            }
        }
        return behind;
    }

    private static String at(List<String> points, Question.Answered question) {
        return points.size() == question.points().size() ? "" : " (at " + Text.and(points) + ")";
    }

    private static List<Standing.Alike> alike(Question.Answered question) {
        return question.points().stream()
                .map(Question.At::standing)
                .filter(Standing.Alike.class::isInstance)
                .map(Standing.Alike.class::cast)
                .toList();
    }

    private static void add(List<String> clauses, String says, List<String> labels) {
        if (!labels.isEmpty()) {
            clauses.add(says + Text.and(labels));
        }
    }

    /** Returns the points at which a contestant leads, by the name of the leader. */
    private static Map<String, List<Question.At>> leaders(Question.Answered question) {
        Map<String, List<Question.At>> leaders = new LinkedHashMap<>();
        for (Question.At point : question.points()) {
            if (point.standing() instanceof Standing.Leads leads) {
                leaders.computeIfAbsent(leads.leader(), leader -> new ArrayList<>())
                        .add(point);
            }
        }
        return leaders;
    }

    /** Tells by how much the leader leads the next best. It is the range of the factors over these questions and their points. */
    private static String by(List<Question.Answered> questions) {
        List<Double> factors = questions.stream()
                .flatMap(question -> question.points().stream())
                .map(Question.At::standing)
                .filter(Standing.Leads.class::isInstance)
                .map(Standing.Leads.class::cast)
                .map(leads -> leads.next().factor().value())
                .sorted()
                .toList();
        String least = Numbers.ratio(factors.getFirst());
        String most = Numbers.ratio(factors.getLast());
        return "by " + (least.equals(most) ? least : least + " to " + most) + " times";
    }

    private static String sure(
            List<JudgedTrial> trials,
            List<Flaw> flaws,
            List<Comparison> comparisons,
            List<Question.Answered> answered) {
        List<Integer> blocks = answered.stream()
                .flatMap(question -> question.points().stream())
                .map(Question.At::standing)
                .filter(Standing.Leads.class::isInstance)
                .map(Standing.Leads.class::cast)
                .map(leads -> leads.next().ratio().replicates())
                .sorted()
                .toList();
        int most = comparisons.stream()
                .mapToInt(comparison -> comparison.ratio().replicates())
                .max()
                .orElse(0);
        String rests = blocks.isEmpty()
                ? "No lead is claimed: there were " + Text.count(most, "paired block")
                        + " of fresh processes at the most"
                : "Each lead is a ratio over " + range(blocks)
                        + " paired blocks of fresh processes, tested at 5 % in each scenario and metric (corrected by Holm for all pairs and points in it)";
        return rests + "; " + noise(comparisons, answered) + "; " + flaws(trials, flaws) + ".";
    }

    private static String range(List<Integer> sorted) {
        return sorted.getFirst().equals(sorted.getLast())
                ? sorted.getFirst().toString()
                : sorted.getFirst() + " to " + sorted.getLast();
    }

    private static String noise(List<Comparison> comparisons, List<Question.Answered> answered) {
        Map<Comparison, String> pairs = new LinkedHashMap<>();
        for (Question question :
                answered.stream().map(Question.Answered::question).toList()) {
            comparisons.stream()
                    .filter(comparison -> comparison.scenario().equals(question.scenario())
                            && comparison.metric().equals(question.metric())
                            && question.points().cover(comparison.point())
                            && comparison.aa())
                    .forEach(comparison -> pairs.put(comparison, question.label()));
        }
        return pairs.entrySet().stream()
                .max(Comparator.comparingDouble(pair -> pair.getKey().factor().value()))
                .map(most ->
                        "one contestant differed from itself, which is the noise floor, the most in %s: by %s in the mean of %s"
                                .formatted(
                                        most.getValue(),
                                        Numbers.percent(most.getKey().factor().value() - 1),
                                        Text.count(most.getKey().ratio().replicates(), "block")))
                .orElse(
                        "the noise floor is unknown, since nobody ran against themselves: a small lead may be the machine's own");
    }

    private static String flaws(List<JudgedTrial> trials, List<Flaw> found) {
        long points = trials.stream().mapToLong(trial -> trial.points().size()).sum();
        int flaws = found.size();
        return flaws == 0
                ? "all " + points + " points are valid"
                : flaws + " of " + points + " points broke a rule, and what that voids is left out";
    }

    private static String holds(Run run, List<Question.Answered> answered) {
        List<String> limits = new ArrayList<>();
        for (Question.Answered question : answered) {
            Map<String, List<Question.At>> leaders = leaders(question);
            Map<String, List<String>> behind = behind(question);
            List<String> without = question.points().stream()
                    .filter(point -> !(point.standing() instanceof Standing.Leads))
                    .map(Question.At::point)
                    .toList();
            if (leaders.size() > 1 || (leaders.size() == 1 && behind.keySet().containsAll(leaders.keySet()))) {
                limits.add(Stream.concat(
                                leaders.entrySet().stream()
                                        .map(leader -> leader.getKey() + " at "
                                                + Text.and(leader.getValue().stream()
                                                        .map(Question.At::point)
                                                        .toList())),
                                behind.entrySet().stream()
                                        .map(last -> last.getKey() + " behind at " + Text.and(last.getValue())))
                        .collect(Collectors.joining(", ", question.question().label() + " flips: ", "")));
            } else if (leaders.size() == 1 && !without.isEmpty()) {
                limits.add("no lead in " + question.question().label() + " at " + Text.and(without));
            }
        }
        return "It is about " + Conditions.of(run)
                + (limits.isEmpty() ? "" : "; " + String.join("; ", limits))
                + "; other latencies, fan-outs and CPUs were not measured and may turn it round.";
    }
}
