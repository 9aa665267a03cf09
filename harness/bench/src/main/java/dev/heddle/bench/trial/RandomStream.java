package dev.heddle.bench.trial;

/** What is drawn from a run's seed, each from a stream of its own, so that one more draw here changes nothing there. */
enum RandomStream {
    /** The order of contestants in a block. */
    ORDER(7_001),
    /** The order in which a process visits its points. */
    POINTS(7_002),
    /** The arrivals of fixed rates and of probes. */
    RATES(7_003),
    /** The arrivals of heavy requests and of those beside them. */
    HEAVY_REQUESTS(7_004),
    /** The arrivals while a service is slow. */
    SLOW_SERVICE(7_005),
    /** The order of turns in a block. */
    TURNS(7_006),
    /** The ids of a closed loop. */
    CLOSED_LOOP(7_007);

    /** The ids of a scenario are drawn so far from its arrivals. */
    private static final long IDS = 1_000;

    private final long number;

    RandomStream(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    /** The stream that the ids are drawn from. */
    long ids() {
        return number + IDS;
    }
}
