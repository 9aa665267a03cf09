package dev.heddle.bench.conform;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One thing that the contract demands.
 *
 * @param mode the composition under test; empty of a running server, whose composition nobody tells
 * @param group what kind of demand: a {@link Group}, or {@value Soak#NAME}
 * @param name what
 * @param verdict whether it was met
 * @param expected what was to be seen
 * @param saw what was seen; of a skipped check, why it was
 */
public record Check(String mode, String group, String name, Verdict verdict, String expected, String saw) {
    /** What came of a check. */
    public enum Verdict {
        /** Seen as expected. */
        PASSED,
        /** Seen otherwise. */
        FAILED,
        /** Not looked at, for a stated reason. */
        SKIPPED;

        /** The name in a record. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it was met. */
    public boolean passed() {
        return verdict == Verdict.PASSED;
    }

    /** Whether it was broken. */
    public boolean failed() {
        return verdict == Verdict.FAILED;
    }

    /** Its mode, group and name, by which people know it. */
    public String title() {
        return (mode.isEmpty() ? "" : mode + ": ") + group + ": " + name;
    }
}
