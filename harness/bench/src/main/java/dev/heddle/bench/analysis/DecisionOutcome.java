package dev.heddle.bench.analysis;

import java.util.List;
import java.util.Map;

/** Says what a run's evidence supports. */
public sealed interface DecisionOutcome {
    /**
     * One option is left when the drivers have been asked in their order.
     *
     * @param why a sentence for each driver that was asked
     */
    record Chosen(String option, List<String> why) implements DecisionOutcome {}

    /** No driver can tell these options apart. It can tell them from the options that are not listed. */
    record NoDifference(List<String> options, List<String> why) implements DecisionOutcome {}

    /**
     * No option is best at every point of the first driver that tells them apart.
     *
     * @param best who is best at each point
     */
    record Depends(DecisionDriver driver, Map<String, List<String>> best, List<String> why)
            implements DecisionOutcome {}

    /**
     * The run can't carry a recommendation.
     *
     * @param reasons what it lacks, a sentence each
     */
    record Refused(List<String> reasons) implements DecisionOutcome {}

    /** Returns the outcome in a few words. */
    default String headline() {
        return switch (this) {
            case Chosen chosen -> "run requests as " + chosen.option() + " does";
            case NoDifference none -> "no difference between " + String.join(", ", none.options()) + " that counts";
            case Depends depends ->
                "it depends: the lead in " + depends.driver().name() + " changes hands";
            case Refused refused -> "no recommendation from this run";
        };
    }
}
