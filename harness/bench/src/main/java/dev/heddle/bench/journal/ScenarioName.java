package dev.heddle.bench.journal;

import java.util.Arrays;

/** The scenario that a trial belongs to, by the name that {@code trials.jsonl} and {@code summary.csv} give it. */
public sealed interface ScenarioName {
    /** The name on disk. */
    String text();

    /** The scenario of a name; one that Heddle itself does not know keeps its name, and its numbers are shown all the same. */
    static ScenarioName of(String text) {
        return Arrays.stream(Known.values())
                .filter(known -> known.text.equals(text))
                .map(ScenarioName.class::cast)
                .findFirst()
                .orElseGet(() -> new Other(text));
    }

    /** The scenarios that Heddle measures, in the order in which it shows them. */
    enum Known implements ScenarioName {
        /** A closed loop over a ladder of users. */
        THROUGHPUT("throughput"),
        /** An open loop at fixed rates. */
        LATENCY("latency"),
        /** The highest rate that keeps the objective. */
        CAPACITY("capacity"),
        /** What a connection costs in memory. */
        MEMORY("memory"),
        /** One hand-off in isolation. */
        SWITCHING("switching"),
        /** One RPC service slows down for a while. */
        BROWNOUT("brownout"),
        /** Some requests are heavy. */
        INTERFERENCE("interference");

        private final String text;

        Known(String text) {
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

    /** A scenario of somebody else's. */
    record Other(String text) implements ScenarioName {
        @Override
        public String toString() {
            return text;
        }
    }
}
