package dev.heddle.bench.trial;

import dev.heddle.bench.suite.Suite;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what a suite asks of the load engine, before any contestant runs. So another engine can take over.
 *
 * @param target where the contestant will listen, and what it will be asked for
 * @param seed of arrivals and ids
 * @param patienceMillis how long an answer is waited for
 */
public record LoadOutline(Target target, long seed, long patienceMillis) {
    /**
     * Returns the outline of a suite.
     *
     * @param host where the contestant will listen
     */
    public static LoadOutline of(Suite suite, long seed, String host, int port) {
        return new LoadOutline(Testbed.summaries(suite, seed, host, port), seed, Testbed.patience(suite));
    }

    /** Returns the plans of the suite's scenarios, by the name of a file for each; empty if none of them can be told beforehand. */
    public Map<String, LoadPlan> plans(Suite suite) {
        Map<String, LoadPlan> plans = new LinkedHashMap<>();
        Scenario.of(suite).forEach(scenario -> plans.putAll(scenario.loadPlans(this)));
        return plans;
    }

    /** Returns what the plans leave out or can't say, in a sentence each. */
    public static List<String> notes(Suite suite) {
        List<String> notes = new ArrayList<>();
        Scenario.of(suite).forEach(scenario -> notes.addAll(scenario.loadNotes()));
        return notes;
    }
}
