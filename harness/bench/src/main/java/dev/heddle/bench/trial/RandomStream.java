package dev.heddle.bench.trial;

/** Names what is drawn from a run's seed. Each has a stream of its own, so that one more draw here changes nothing there. */
enum RandomStream {
    /** It draws the order of contestants in a block. */
    ORDER(7_001),
    /** It draws the order in which a process visits its points. */
    POINTS(7_002),
    /** It draws the arrivals of fixed rates and of probes. */
    RATES(7_003),
    /** It draws the arrivals of heavy requests and of those beside them. */
    HEAVY_REQUESTS(7_004),
    /** It draws the arrivals while a service is slow. */
    SLOW_SERVICE(7_005),
    /** It draws the order of turns in a block. */
    TURNS(7_006),
    /** It draws the ids of a closed loop. */
    CLOSED_LOOP(7_007);

    /** The stream of a scenario's ids has a number so far above that of its arrivals. */
    private static final long IDS = 1_000;

    private final long number;

    RandomStream(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    /** Returns the number of the stream that the ids are drawn from. */
    long ids() {
        return number + IDS;
    }
}
