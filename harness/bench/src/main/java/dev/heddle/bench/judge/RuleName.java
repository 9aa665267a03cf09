package dev.heddle.bench.judge;

import java.util.Arrays;
import java.util.Optional;

/** Names the validity rules as {@code summary.csv} does. Each has a sentence for the reader. */
public enum RuleName {
    ERRORS("errors", "Every request got the right answer in time, or as many as the objective demands."),
    CONSERVATION(
            "conservation",
            "Every request is accounted for: it was answered, rightly or wrongly, timed out, was refused or was never sent."),
    PARITY(
            "parity",
            "Every request made its RPC calls and its query, and no more: who answers early has not done the work."),
    LITTLES_LAW(
            "littles-law",
            "Rate times latency is the number of users, each of whom keeps one request in flight; where it is not, something was mismeasured."),
    POOL_CEILING("pool-ceiling", "The database connections can have executed as many queries as were counted."),
    CPU_CEILING("cpu-ceiling", "The contestant used no more CPU time than its CPUs have."),
    NEVER_STEADY(
            "never-steady",
            "The contestant was warm and in a steady state: its JIT compilers had little left to do, it neither stood still nor changed its pace, and"
                    + " its queue did not grow all the time."),
    GENERATOR_LATE(
            "generator-late",
            "The load engine's own lateness does not decide: a percentile is the same with it and without it, to the margin that is allowed."),
    GENERATOR_HOT("generator-hot", "The load engine had CPU time to spare, so that it could have asked for more."),
    DOWNSTREAM_BOUND("downstream-bound", "PostgreSQL, its connections and the RPC service could have done more."),
    LOAD_SIDE_BOUND(
            "load-side-bound",
            "The load side's CPUs were not the limit: load engine, PostgreSQL and RPC service together could have asked for more."),
    UNEXPLAINED_WAIT(
            "unexplained-wait",
            "Where requests waited, somebody was busy: a wait in which nobody worked is a sleep, a lock or a setting, and no model's cost."),
    STEAL("steal", "The hypervisor gave us the time of our CPUs."),
    THROTTLING("throttling", "No CPU quota stopped us."),
    FOREIGN_LOAD("foreign-load", "Nobody else used our CPUs."),
    CLOCK_STEP("clock-step", "The machine's clock was not set while the trial ran, and the machine did not sleep."),
    KERNEL_MEMORY(
            "kernel-memory",
            "The kernel keeps account of what it spends on the contestant, so that a connection's sockets are counted."),
    UNEVEN_STACKS(
            "uneven-stacks",
            "Each thread that a rung of the memory ladder added had as much of its stack resident as those of the other rungs: a stack remembers what"
                    + " its thread once ran, and where threads differ in that the ladder is a staircase."),
    UNCONFIRMED(
            "unconfirmed",
            "The search for the capacity came to an end: both sides of the boundary are close to each other and were asked again."),
    NOT_SUSTAINED(
            "not-sustained",
            "A part of the capacity keeps the objective when it is asked for longer than in the search."),
    HISTORY_DEPENDENT(
            "history-dependent",
            "A point costs the same whether or not the contestant has been through more load before: nothing remembers."),
    UNPINNED("unpinned", "The threads of a hand-off could be pinned to their CPUs.");

    private final String text;
    private final String explanation;

    RuleName(String text, String explanation) {
        this.text = text;
        this.explanation = explanation;
    }

    /** Returns the name in {@code summary.csv}. */
    public String text() {
        return text;
    }

    /** Returns what holds where the rule is kept, in a sentence. */
    public String explanation() {
        return explanation;
    }

    /** Returns the rule of a name. It is empty for a rule that Heddle no longer has. */
    static Optional<RuleName> of(String text) {
        return Arrays.stream(values()).filter(rule -> rule.text.equals(text)).findFirst();
    }
}
