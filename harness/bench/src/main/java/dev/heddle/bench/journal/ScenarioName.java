package dev.heddle.bench.journal;

import java.util.Arrays;

/** Names the scenario that a trial belongs to, as {@code trials.jsonl} and {@code summary.csv} do. */
public sealed interface ScenarioName {
    /** Returns the name on disk. */
    String text();

    /**
     * Returns the scenario of a name. One that Heddle itself does not know keeps its name, and its numbers are shown all the
     * same.
     */
    static ScenarioName of(String text) {
        return Arrays.stream(Known.values())
                .filter(known -> known.text.equals(text))
                .map(ScenarioName.class::cast)
                .findFirst()
                .orElseGet(() -> new Other(text));
    }

    /** Names the scenarios that Heddle measures, in the order in which it shows them. */
    enum Known implements ScenarioName {
        /** Runs a closed loop over a ladder of users. */
        THROUGHPUT("throughput"),
        /** Runs an open loop at fixed rates. */
        LATENCY("latency"),
        /** Searches for the highest rate that keeps the objective. */
        CAPACITY("capacity"),
        /** Measures what a connection costs in memory. */
        MEMORY("memory"),
        /** Measures one hand-off in isolation. */
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

    /** Names a scenario that is not one of Heddle's own. */
    record Other(String text) implements ScenarioName {
        @Override
        public String toString() {
            return text;
        }
    }
}
