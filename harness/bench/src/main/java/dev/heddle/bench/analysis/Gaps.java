package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.judge.JudgedTrial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Tells what a run did not measure. It derives this from what the run holds. */
final class Gaps {
    private Gaps() {}

    static List<String> of(Run run, List<JudgedTrial> trials, List<SummaryRow> rows) {
        List<String> gaps = new ArrayList<>();
        Inquiry.known()
                .filter(inquiry ->
                        trials.stream().noneMatch(trial -> trial.scenario().equals(inquiry.scenario())))
                .map(Inquiry::gap)
                .forEach(gaps::add);
        if (trials.stream().noneMatch(trial -> Names.isSecond(trial.contestant()))) {
            gaps.add(
                    "The noise floor: no contestant ran under two names (an A/A pair), so how large a difference this machine "
                            + "makes out of nothing is unknown. Intervals that don't overlap are necessary, not sufficient.");
        }
        if (rows.stream().anyMatch(row -> row.estimate() != null && row.trials() == 1)) {
            gaps.add("The spread between processes, wherever a number rests on one.");
        }
        unsettled(trials).ifPresent(gaps::add);
        if (Cost.ownOnly(rows)) {
            gaps.add(Cost.OWN_ONLY);
        }
        unread(rows)
                .forEach((metric, contestants) -> gaps.add(metric + " of " + contestants + ": it could not be read."));
        if (run.serverCpus().equals("any")) {
            gaps.add(
                    "The contestant alone: no CPU was set apart, so it shared them with its load and its downstreams.");
        }
        String shared = run.environment().get(Run.SHARED_CORES);
        if (shared != null) {
            gaps.add(
                    "The contestant on a core of its own: " + shared
                            + ". Two threads of one core slow each other down, so its load and its downstreams are in all of its numbers.");
        }
        gaps.add(
                "The model apart from its framework: contestants differ in server, client and driver too. Read them as stacks.");
        gaps.add(
                "Other latencies, fan-outs and numbers of CPUs than those in the settings: the answer may flip there.");
        return gaps;
    }

    /** Tells which contestants were still warming up when the suite's bursts were used up. */
    private static Optional<String> unsettled(List<JudgedTrial> trials) {
        Map<String, Long> warmed = count(trials, trial -> !trial.warmups().isEmpty());
        Map<String, Long> not = count(trials, trial -> trial.warmups().stream().anyMatch(warmUp -> !warmUp.settled()));
        return not.isEmpty()
                ? Optional.empty()
                : Optional.of(not.entrySet().stream()
                        .map(who -> who.getValue() + " of " + warmed.get(who.getKey()) + " of " + who.getKey())
                        .collect(Collectors.joining(
                                ", ",
                                "The settled state of every process. By the rule of warm-up these trials had not settled when the suite's bursts were"
                                        + " used up: ",
                                "; each one's series stands beside it.")));
    }

    private static Map<String, Long> count(List<JudgedTrial> trials, Predicate<JudgedTrial> which) {
        return trials.stream()
                .filter(which)
                .collect(Collectors.groupingBy(JudgedTrial::contestant, LinkedHashMap::new, Collectors.counting()));
    }

    private static Map<Metric, String> unread(List<SummaryRow> rows) {
        return rows.stream()
                .filter(row -> row.verdict().equals(Verdict.NOT_MEASURED))
                .collect(Collectors.groupingBy(
                        SummaryRow::metric,
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(SummaryRow::contestant, Collectors.toCollection(LinkedHashSet::new)),
                                contestants -> String.join(", ", contestants))));
    }
}
