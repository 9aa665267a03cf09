package dev.heddle.load;

/**
 * Where every request went. Conservation holds to the unit: scheduled = answered + wrong + timedOut + refused + unsent (+ what is
 * in flight, while it runs).
 *
 * @param scheduled requests that were to be sent
 * @param answered answered, and rightly
 * @param wrong answered with another status or another body than the right one
 * @param timedOut not answered in time
 * @param refused the connection could not be opened, or was closed or reset before the answer was whole
 * @param unsent never sent
 * @param firstError the first thing that went wrong, in words; empty if nothing did
 */
public record Tally(
        long scheduled, long answered, long wrong, long timedOut, long refused, long unsent, String firstError) {

    /** Whether every request is accounted for when nothing is in flight any more. */
    public boolean conserved() {
        return scheduled == answered + wrong + timedOut + refused + unsent;
    }

    /** Requests that did not get the right answer. */
    public long errors() {
        return wrong + timedOut + refused + unsent;
    }
}
