package dev.heddle.workload;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Says how the RPC calls of one request are composed. The words mean what they mean in JavaScript's {@code Promise}. */
public enum Composition {
    /** The calls are made one after the other; the first failure ends the request. */
    SEQUENTIAL("sequential"),
    /** All calls are made together; the first failure ends the request and cancels the rest. */
    ALL("all"),
    /** All calls are made together; every outcome is in the answer, and a failed call is marked as failed. */
    ALL_SETTLED("all-settled"),
    /**
     * All calls are made together; the first success wins and cancels the rest. The request fails only when all calls have
     * failed.
     */
    ANY("any"),
    /** All calls are made together; the first outcome wins, success or failure, and cancels the rest. */
    RACE("race");

    private final String label;

    Composition(String label) {
        this.label = label;
    }

    /** Returns the name that suites and {@code HEDDLE_RPC_MODE} use. */
    public String label() {
        return label;
    }

    /** Returns whether the document has only one reply, that of the service that won, instead of one reply of each service. */
    public boolean firstWins() {
        return this == ANY || this == RACE;
    }

    /**
     * Returns the composition of that name.
     *
     * @throws IllegalArgumentException if there is none of that name; the message names the known ones
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
