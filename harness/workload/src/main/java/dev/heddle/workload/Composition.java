package dev.heddle.workload;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How the RPC calls of one request are composed; the words mean what they mean in JavaScript's {@code Promise}. */
public enum Composition {
    /** One call after the other; the first failure ends it. */
    SEQUENTIAL("sequential"),
    /** All calls together; the first failure ends it and cancels the rest. */
    ALL("all");

    private final String label;

    Composition(String label) {
        this.label = label;
    }

    /** The name in suites and in {@code HEDDLE_RPC_MODE}. */
    public String label() {
        return label;
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
