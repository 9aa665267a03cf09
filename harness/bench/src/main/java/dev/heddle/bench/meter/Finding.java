package dev.heddle.bench.meter;

/**
 * Holds one thing that decides what a machine can measure.
 *
 * @param what what was looked at
 * @param found what was found there
 * @param level how good it is
 * @param advice what to do about it; empty if nothing need be done
 */
public record Finding(String what, String found, Level level, String advice) {
    /** Says how good a thing is. */
    public enum Level {
        /** It is as it should be. */
        FINE,
        /** One can measure with it, but the numbers suffer. */
        WORSE,
        /** Without it, something cannot be measured at all. */
        LACKING
    }

    static Finding fine(String what, String found) {
        return new Finding(what, found, Level.FINE, "");
    }

    static Finding worse(String what, String found, String advice) {
        return new Finding(what, found, Level.WORSE, advice);
    }

    static Finding lacking(String what, String found, String advice) {
        return new Finding(what, found, Level.LACKING, advice);
    }

    /** Returns a finding that is fine if the condition holds, and worse if it does not. */
    static Finding when(boolean fine, String what, String found, String advice) {
        return fine ? fine(what, found) : worse(what, found, advice);
    }
}
