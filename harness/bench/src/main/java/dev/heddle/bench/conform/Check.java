package dev.heddle.bench.conform;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Holds the check of one thing that the contract demands.
 *
 * @param mode the composition under test; empty for a running server, since nobody tells its composition
 * @param group the kind of demand: a {@link Group}, or {@value Soak#NAME}
 * @param name what is demanded
 * @param verdict whether it was met
 * @param expected what should be seen
 * @param saw what was seen; for a skipped check, why it was skipped
 */
public record Check(String mode, String group, String name, Verdict verdict, String expected, String saw) {
    /** Says what came of a check. */
    public enum Verdict {
        /** The demand was met: what was seen is what was expected. */
        PASSED,
        /** The demand was broken: something else was seen. */
        FAILED,
        /** Nobody looked, for a stated reason. */
        SKIPPED;

        /** Returns the name in a record. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns whether the demand was met. */
    public boolean passed() {
        return verdict == Verdict.PASSED;
    }

    /** Returns whether the demand was broken. */
    public boolean failed() {
        return verdict == Verdict.FAILED;
    }

    /** Returns its mode, group and name, by which people know it. */
    public String title() {
        return (mode.isEmpty() ? "" : mode + ": ") + group + ": " + name;
    }
}
