package dev.heddle.bench.journal;

/**
 * Says which values a metric can have. That decides how it is estimated over fresh processes, so that no interval holds what cannot
 * be.
 */
public enum Scale {
    /** It is above zero: a time, a size, a count of what is always there. A process that reads zero or less has not told it. */
    POSITIVE(
            "log",
            "always above zero: the geometric mean over processes, its interval on the log scale; not-positive where a process read zero or less"),
    /** It is zero where nothing was counted, and above zero otherwise. */
    NON_NEGATIVE(
            "log",
            "never below zero: the geometric mean over processes, its interval on the log scale; where a process read zero the arithmetic mean, its interval cut at zero"),
    /** It is a share of a whole, from 0 to 1. */
    SHARE("plain", "a share: the arithmetic mean over processes, its interval cut at 0 and 1"),
    /** It can be below zero too, as a remainder can, or a slope that is as small as its noise. */
    SIGNED(
            "plain",
            "may be below zero: the arithmetic mean over processes, with an interval that may reach below zero");

    private final String text;
    private final String estimated;

    Scale(String text, String estimated) {
        this.text = text;
        this.estimated = estimated;
    }

    /** Returns {@code log} or {@code plain}, as {@code points.csv} has it: the scale on which its readings are averaged. */
    public String text() {
        return text;
    }

    /** Says in a few words what such a metric can be and how it is estimated. */
    public String estimated() {
        return estimated;
    }
}
