package dev.heddle.bench.judge;

import java.util.List;

/** An outcome says how a point ended. Invalid and failed points are kept and shown, but they are never averaged in. */
public sealed interface Outcome {
    /** {@code summary.csv} says this of a metric whose rules were kept. */
    String VALID = "valid";
    /** {@code summary.csv} says this of a point that could not be measured. */
    String FAILED = "failed";

    /** Every rule was kept. */
    record Valid() implements Outcome {}

    /**
     * A validity rule was broken.
     *
     * @param rule the rule's name, as in {@code summary.csv}
     * @param reason what was seen, in a sentence
     * @param voids the metrics that the rule voids; empty means all of the point's
     */
    record Invalid(String rule, String reason, List<String> voids) implements Outcome {
        public Invalid {
            voids = List.copyOf(voids);
        }

        /** Makes the outcome of a point that broke a rule of today. */
        public Invalid(RuleName rule, String reason, List<String> voids) {
            this(rule.text(), reason, voids);
        }
    }

    /**
     * The point could not be measured.
     *
     * @param error what happened, in a sentence
     */
    record Failed(String error) implements Outcome {}

    /**
     * Returns what {@code summary.csv} says of this metric of the point: {@code valid}, {@code failed}, or the broken rule's
     * name.
     */
    default String verdict(String metric) {
        return switch (this) {
            case Valid valid -> VALID;
            case Failed failed -> FAILED;
            case Invalid invalid ->
                invalid.voids().isEmpty() || invalid.voids().contains(metric) ? invalid.rule() : VALID;
        };
    }
}
