package dev.heddle.bench.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How a point ended. Invalid and failed points are kept and shown, and never averaged in. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Valid.class, name = "valid"),
    @JsonSubTypes.Type(value = Outcome.Invalid.class, name = "invalid"),
    @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed")
})
public sealed interface Outcome {
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
    }

    /**
     * The point could not be measured.
     *
     * @param error what happened, in a sentence
     */
    record Failed(String error) implements Outcome {}

    /** What {@code summary.csv} says of this metric of the point: {@code valid}, {@code failed}, or the broken rule's name. */
    default String verdict(String metric) {
        return switch (this) {
            case Valid valid -> "valid";
            case Failed failed -> "failed";
            case Invalid invalid ->
                invalid.voids().isEmpty() || invalid.voids().contains(metric) ? invalid.rule() : "valid";
        };
    }
}
