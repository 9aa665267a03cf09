package dev.heddle.bench.judge;

import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Trial;
import java.util.List;

/** Applies the rules of today to what was recorded. */
public final class Judge {
    private Judge() {}

    /** Every trial of a run, in the order measured. */
    public static List<JudgedTrial> of(RunFolder folder) {
        return folder.trials().stream().map(Judge::judged).toList();
    }

    private static JudgedTrial judged(Trial trial) {
        return new JudgedTrial(
                trial,
                trial.points().stream()
                        .map(point -> new JudgedPoint(point, point.outcome(), point.metrics(), List.of()))
                        .toList());
    }
}
