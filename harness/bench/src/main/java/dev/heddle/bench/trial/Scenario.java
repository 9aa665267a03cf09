package dev.heddle.bench.trial;

import dev.heddle.bench.Circle;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.load.LoadPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says what a fresh process is measured for: the names of its records, how many processes it takes, what it needs of the machine,
 * its load, and how it measures. Whoever adds one adds a type here, a name in {@link ScenarioName}, and what a reader sees of it in
 * {@code analysis} and {@code report}.
 */
@Circle("A sealed type names its types, and each is measured in a block of the plan that it is a part of.")
public sealed interface Scenario
        permits Throughput, CapacityAndLatency, Memory, Switching, Brownout, Interference, Scenario.Plugged {

    /** A plugged scenario is not Heddle's own. Its records are shown as they are, under the name that it gives them. */
    non-sealed interface Plugged extends Scenario {}

    /** Returns a word for it in the ids of trials and on the console, such as {@code memory-idle}. */
    String kind();

    /** Returns the scenarios that one of its processes yields a record of, in their order. Each has the names of its points. */
    Map<ScenarioName, List<String>> points();

    /** Returns how many fresh processes each contestant gets. */
    int forks();

    /** Returns about how long one process takes. */
    Duration estimate();

    /** Is true where the contestants of a block live at the same time and take turns. Otherwise each is measured on its own. */
    default boolean takesTurns() {
        return false;
    }

    /** Is true where PostgreSQL, the RPC service and the load engine take part. */
    default boolean needsDownstreams() {
        return true;
    }

    /**
     * Returns who is measured in a block, in the order of their turn.
     *
     * @param contestants who is compared, without a second name
     * @param order those that run in the block, in the order that was drawn
     */
    default List<Manifest> entrants(List<Manifest> contestants, List<Manifest> order) {
        return order;
    }

    /** Returns the connections that it opens, each with the suite's key that says how many. */
    List<Need> needs();

    /** Says in half a sentence why no other load engine than the built-in one can make its load; empty if another can. */
    default String builtInOnly() {
        return "";
    }

    /**
     * Returns its load as it is known before any contestant runs, by the name of a file for it. So another load engine can take
     * over.
     */
    default Map<String, LoadPlan> loadPlans(LoadOutline outline) {
        return Map.of();
    }

    /** Returns what {@link #loadPlans} leaves out or can't say, in a sentence each. */
    default List<String> loadNotes() {
        return List.of();
    }

    /**
     * Measures a block: the contestants that take turns, or one alone. What fails is recorded as failed, beside what does not fail.
     *
     * @return what each found, in the block's order
     */
    List<List<Measured>> measure(Block block);

    /** Returns the scenarios that a suite names, in the order in which they are measured. */
    static List<Scenario> of(Suite suite) {
        Suite.Scenarios named = suite.scenarios();
        List<Scenario> scenarios = new ArrayList<>();
        if (named.throughput() != null) {
            scenarios.add(new Throughput(named.throughput(), suite.forks()));
        }
        if (named.capacity() != null || named.latency() != null) {
            scenarios.add(new CapacityAndLatency(named.capacity(), named.latency(), suite.objective()));
        }
        if (named.memory() != null) {
            scenarios.add(new Memory(named.memory(), Memory.Ladder.IDLE));
            scenarios.add(new Memory(named.memory(), Memory.Ladder.IN_FLIGHT));
        }
        if (named.switching() != null) {
            scenarios.add(new Switching(named.switching()));
        }
        if (named.brownout() != null) {
            scenarios.add(new Brownout(named.brownout()));
        }
        if (named.interference() != null) {
            scenarios.add(new Interference(named.interference()));
        }
        return List.copyOf(scenarios);
    }
}
