package dev.heddle.load;

/** Counts towards a {@link Tally}. Only one event loop uses it. */
final class Counter {
    long scheduled;
    long answered;
    long wrong;
    long timedOut;
    long refused;
    long unsent;
    private String firstError = "";

    void error(String what) {
        if (firstError.isEmpty()) {
            firstError = what;
        }
    }

    Counter copy() {
        Counter copy = new Counter();
        copy.add(this);
        return copy;
    }

    private void add(Counter counter) {
        scheduled += counter.scheduled;
        answered += counter.answered;
        wrong += counter.wrong;
        timedOut += counter.timedOut;
        refused += counter.refused;
        unsent += counter.unsent;
        error(counter.firstError);
    }

    /** Returns what the counters counted together. No loop may still be counting. */
    static Tally sum(Iterable<Counter> counters) {
        Counter total = new Counter();
        for (Counter counter : counters) {
            total.add(counter);
        }
        return total.tally();
    }

    Tally tally() {
        return new Tally(scheduled, answered, wrong, timedOut, refused, unsent, firstError);
    }
}
