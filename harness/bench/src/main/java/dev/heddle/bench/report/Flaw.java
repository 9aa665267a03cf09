package dev.heddle.bench.report;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * One point of one trial that is not valid, or not in full.
 *
 * @param rule the rule that it broke, or {@code failed}
 * @param reason what was seen, in a sentence
 * @param voids the metrics that are void; empty means all of the point's
 */
record Flaw(
        String scenario,
        String contestant,
        String point,
        String trial,
        String rule,
        String reason,
        List<String> voids) {
    static final String FAILED = "failed";

    /** Every flaw of these trials, in the order measured. */
    static List<Flaw> of(List<Trial> trials) {
        List<Flaw> flaws = new ArrayList<>();
        for (Trial trial : trials) {
            for (Point point : trial.points()) {
                switch (point.outcome()) {
                    case Outcome.Valid valid -> {}
                    case Outcome.Invalid invalid ->
                        flaws.add(of(trial, point, invalid.rule(), invalid.reason(), invalid.voids()));
                    case Outcome.Failed failed -> flaws.add(of(trial, point, FAILED, failed.error(), List.of()));
                }
            }
        }
        return flaws;
    }

    /** Whether this row lacks the flawed reading. */
    boolean touches(SummaryRow row) {
        return row.scenario().equals(scenario)
                && row.contestant().equals(contestant)
                && row.point().equals(point)
                && (voids.isEmpty() || voids.contains(row.metric()));
    }

    /** Which point, and why, in one line. */
    String sentence() {
        return "%s, %s, %s (trial %s): %s: %s".formatted(contestant, scenario, point, trial, rule, reason);
    }

    private static Flaw of(Trial trial, Point point, String rule, String reason, List<String> voids) {
        return new Flaw(trial.scenario(), trial.contestant(), point.point(), trial.id(), rule, reason, voids);
    }
}
