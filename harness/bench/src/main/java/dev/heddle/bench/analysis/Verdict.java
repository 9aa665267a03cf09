package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.judge.Outcome;

/** Says what a reading, or a row of readings, is worth. Its text is the one that {@code summary.csv} shows. */
public sealed interface Verdict {
    /** The reading keeps every rule and has a value. */
    Verdict VALID = Plain.VALID;
    /** The point could not be measured. */
    Verdict FAILED = Plain.FAILED;
    /** The point kept every rule, but lacks this metric. */
    Verdict NOT_MEASURED = Plain.NOT_MEASURED;
    /** The readings are valid, but of a metric that is always above zero at least one is not, so that they have no mean. */
    Verdict NOT_POSITIVE = Plain.NOT_POSITIVE;

    /** Returns the verdict as {@code summary.csv} shows it. */
    String text();

    /** Returns what a point's outcome says of one of its metrics. */
    static Verdict of(Outcome outcome, Metric metric) {
        return switch (outcome) {
            case Outcome.Valid valid -> VALID;
            case Outcome.Failed failed -> FAILED;
            case Outcome.Invalid invalid ->
                invalid.voids().isEmpty() || invalid.voids().contains(metric.name())
                        ? new Broken(invalid.rule())
                        : VALID;
        };
    }

    /** Holds the verdicts that name no rule. */
    enum Plain implements Verdict {
        VALID("valid"),
        FAILED("failed"),
        NOT_MEASURED("not-measured"),
        NOT_POSITIVE("not-positive");

        private final String text;

        Plain(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A rule was broken.
     *
     * @param rule its name
     */
    record Broken(String rule) implements Verdict {
        @Override
        public String text() {
            return rule;
        }

        @Override
        public String toString() {
            return rule;
        }
    }
}
