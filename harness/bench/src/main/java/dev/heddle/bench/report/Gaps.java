package dev.heddle.bench.report;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run did not measure, derived from what it holds. */
final class Gaps {
    private static final Map<String, String> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("throughput", "Throughput and CPU time a request.");
        SCENARIOS.put(
                "latency",
                "Open-loop latency. Any latency shown here is closed-loop: a slow server slows down its own load, which hides "
                        + "the wait that users who don't wait for each other would feel.");
        SCENARIOS.put("capacity", "Capacity: the highest rate that keeps an objective was not searched for.");
        SCENARIOS.put("memory", "Memory a connection.");
        SCENARIOS.put("switching", "The time of a hand-off.");
    }

    private Gaps() {}

    static List<String> of(Run run, List<Trial> trials, List<SummaryRow> rows) {
        List<String> gaps = new ArrayList<>();
        SCENARIOS.forEach((scenario, gap) -> {
            if (trials.stream().noneMatch(trial -> trial.scenario().equals(scenario))) {
                gaps.add(gap);
            }
        });
        if (trials.stream().noneMatch(trial -> trial.contestant().endsWith(Trial.TWIN))) {
            gaps.add(
                    "The noise floor: no contestant ran under two names (an A/A pair), so how large a difference this machine "
                            + "makes out of nothing is unknown. Intervals that don't overlap are necessary, not sufficient.");
        }
        if (rows.stream().anyMatch(row -> row.estimate() != null && row.trials() == 1)) {
            gaps.add("The spread between processes, wherever the table says one trial.");
        }
        unread(rows)
                .forEach((metric, contestants) -> gaps.add(metric + " of " + contestants + ": it could not be read."));
        if (run.serverCpus().equals("any")) {
            gaps.add(
                    "The contestant alone: no CPU was set apart, so it shared them with its load and its downstreams.");
        }
        gaps.add(
                "The model apart from its framework: contestants differ in server, client and driver too. Read them as stacks.");
        gaps.add(
                "Other latencies, fan-outs and numbers of CPUs than those in the settings: the answer may flip there.");
        return gaps;
    }

    private static Map<String, String> unread(List<SummaryRow> rows) {
        return rows.stream()
                .filter(row -> row.verdict().equals(Summary.NOT_MEASURED))
                .collect(Collectors.groupingBy(
                        SummaryRow::metric,
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(SummaryRow::contestant, Collectors.toCollection(LinkedHashSet::new)),
                                contestants -> String.join(", ", contestants))));
    }
}
