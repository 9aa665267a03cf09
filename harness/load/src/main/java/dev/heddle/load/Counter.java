package dev.heddle.load;

/** Counts towards a {@link Tally}. Confined to one event loop. */
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

    /** What they counted together; no loop counts any more. */
    static Tally sum(Iterable<Counter> counters) {
        Counter total = new Counter();
        for (Counter counter : counters) {
            total.scheduled += counter.scheduled;
            total.answered += counter.answered;
            total.wrong += counter.wrong;
            total.timedOut += counter.timedOut;
            total.refused += counter.refused;
            total.unsent += counter.unsent;
            total.error(counter.firstError);
        }
        return total.tally();
    }

    Tally tally() {
        return new Tally(scheduled, answered, wrong, timedOut, refused, unsent, firstError);
    }
}
