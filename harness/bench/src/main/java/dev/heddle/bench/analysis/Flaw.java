package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * A flaw is one point of one trial that is not valid, or not in full.
 *
 * @param verdict the rule that it broke, or {@link Verdict#FAILED}
 * @param reason what was seen, in a sentence
 * @param voids the metrics that are void; empty means all of the point's
 */
public record Flaw(
        ScenarioName scenario,
        String contestant,
        String point,
        String trial,
        Verdict verdict,
        String reason,
        List<Metric> voids) {
    /** Returns every flaw of these trials, in the order measured. */
    static List<Flaw> of(List<JudgedTrial> trials) {
        List<Flaw> flaws = new ArrayList<>();
        for (JudgedTrial trial : trials) {
            for (JudgedPoint point : trial.points()) {
                switch (point.outcome()) {
                    case Outcome.Valid valid -> {}
                    case Outcome.Invalid invalid ->
                        flaws.add(of(
                                trial,
                                point,
                                new Verdict.Broken(invalid.rule()),
                                invalid.reason(),
                                invalid.voids().stream().map(Metric::of).toList()));
                    case Outcome.Failed failed ->
                        flaws.add(of(trial, point, Verdict.FAILED, failed.error(), List.of()));
                }
            }
        }
        return List.copyOf(flaws);
    }

    /** Is true where this row lacks the flawed reading. */
    public boolean touches(SummaryRow row) {
        return row.scenario().equals(scenario)
                && row.contestant().equals(contestant)
                && row.point().equals(point)
                && (voids.isEmpty() || voids.contains(row.metric()));
    }

    /** Returns one line that says which point it is, and why it is flawed. */
    public String sentence() {
        return "%s, %s, %s (trial %s): %s: %s".formatted(contestant, scenario, point, trial, verdict, reason);
    }

    private static Flaw of(JudgedTrial trial, JudgedPoint point, Verdict verdict, String reason, List<Metric> voids) {
        return new Flaw(trial.scenario(), trial.contestant(), point.point(), trial.id(), verdict, reason, voids);
    }
}
