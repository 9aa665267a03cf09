package dev.heddle.bench.meter;

/**
 * One thing that decides what a machine can measure.
 *
 * @param what what was looked at
 * @param found what was found there
 * @param level how it is
 * @param advice what to do about it; empty where nothing need be done
 */
public record Finding(String what, String found, Level level, String advice) {
    /** How it is. */
    public enum Level {
        /** As it should be. */
        FINE,
        /** It can be measured with, and the numbers suffer. */
        WORSE,
        /** Without it something cannot be measured at all. */
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

    /** Fine where the condition holds, else worse. */
    static Finding when(boolean fine, String what, String found, String advice) {
        return fine ? fine(what, found) : worse(what, found, advice);
    }
}
