package dev.heddle.load;

/**
 * Counts where every request went. Conservation holds to the unit: scheduled = answered + wrong + timedOut + refused + unsent (+
 * what is in flight, while the load runs).
 *
 * @param scheduled requests that were to be sent
 * @param answered requests that got the right answer
 * @param wrong requests that got another status or another body than the right one
 * @param timedOut requests that were not answered in time
 * @param refused requests whose connection could not be opened, or was closed or reset before the answer was whole
 * @param unsent requests that were never sent
 * @param firstError the first thing that went wrong, in words; empty if nothing did
 */
public record Tally(
        long scheduled, long answered, long wrong, long timedOut, long refused, long unsent, String firstError) {

    /** Returns whether every request is accounted for, when nothing is in flight any more. */
    public boolean conserved() {
        return scheduled == answered + wrong + timedOut + refused + unsent;
    }

    /** Returns how many requests did not get the right answer. */
    public long errors() {
        return wrong + timedOut + refused + unsent;
    }

    /** Adds up both; the first error of either is the first error. */
    public Tally plus(Tally other) {
        return new Tally(
                scheduled + other.scheduled,
                answered + other.answered,
                wrong + other.wrong,
                timedOut + other.timedOut,
                refused + other.refused,
                unsent + other.unsent,
                firstError.isEmpty() ? other.firstError : firstError);
    }
}
