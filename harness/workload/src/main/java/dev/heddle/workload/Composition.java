package dev.heddle.workload;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How the RPC calls of one request are composed; the words mean what they mean in JavaScript's {@code Promise}. */
public enum Composition {
    /** One call after the other; the first failure ends it. */
    SEQUENTIAL("sequential"),
    /** All calls together; the first failure ends it and cancels the rest. */
    ALL("all"),
    /** All calls together; every outcome is in the answer, a failed call marked as such. */
    ALL_SETTLED("all-settled"),
    /** All calls together; the first success wins and cancels the rest; it fails when all have failed. */
    ANY("any"),
    /** All calls together; the first outcome wins, success or failure, and cancels the rest. */
    RACE("race");

    private final String label;

    Composition(String label) {
        this.label = label;
    }

    /** The name in suites and in {@code HEDDLE_RPC_MODE}. */
    public String label() {
        return label;
    }

    /** Whether the document has one reply, of whichever service was the first, rather than one of each. */
    public boolean firstWins() {
        return this == ANY || this == RACE;
    }

    /**
     * The composition of that name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static Composition of(String label) {
        for (Composition composition : values()) {
            if (composition.label.equals(label)) {
                return composition;
            }
        }
        throw new IllegalArgumentException("'" + label + "' is no composition; it is one of "
                + Arrays.stream(values()).map(Composition::label).collect(Collectors.joining(", ")));
    }
}
