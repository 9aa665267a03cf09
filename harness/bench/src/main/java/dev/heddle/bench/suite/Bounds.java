package dev.heddle.bench.suite;

/** The bounds of what a suite may say; the message names the key as the user typed it. */
final class Bounds {
    private Bounds() {}

    static void require(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " is " + value + ", which is not between " + least + " and " + most);
        }
    }

    static void requireShare(String what, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " is " + value + ", which is not between 0 and 1");
        }
    }
}
