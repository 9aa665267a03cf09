package dev.heddle.bench.trial;

import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.workload.Dataset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The order of trials: blocks in each of which every contestant has its turn, in an order drawn anew from the seed, so that a drift of the
 * machine falls on all alike.
 *
 * @param steps the trials in their order
 * @param seed of the drawing
 */
public record Plan(List<Step> steps, long seed) {
    private static final long ORDER_STREAM = 7_001;
    private static final long POINT_STREAM = 7_002;

    public Plan {
        steps = List.copyOf(steps);
    }

    /** The plan of a suite. */
    public static Plan of(Suite suite, List<Manifest> contestants, long seed) {
        Suite.Scenarios scenarios = suite.scenarios();
        int throughput = scenarios.throughput() == null ? 0 : suite.forks();
        int memory = scenarios.memory() == null ? 0 : scenarios.memory().forks();
        int switching =
                scenarios.switching() == null ? 0 : scenarios.switching().forks();
        List<Step> steps = new ArrayList<>();
        for (int block = 0; block < Math.max(throughput, Math.max(memory, switching)); block++) {
            List<Manifest> order = new ArrayList<>(contestants);
            Collections.shuffle(order, new Random(Dataset.mix(seed, ORDER_STREAM, block)));
            if (block < throughput) {
                add(steps, block, order, Step.Kind.THROUGHPUT);
            }
            if (block < memory) {
                add(steps, block, order, Step.Kind.MEMORY_IDLE);
                add(steps, block, order, Step.Kind.MEMORY_IN_FLIGHT);
            }
            if (block < switching) {
                add(steps, block, onePerModel(contestants, order), Step.Kind.SWITCHING);
            }
        }
        return new Plan(steps, seed);
    }

    private static void add(List<Step> steps, int block, List<Manifest> order, Step.Kind kind) {
        order.forEach(contestant -> steps.add(new Step(block, contestant, kind)));
    }

    /** A hand-off belongs to a model: contestants of the same one share the first one's measurement. */
    private static List<Manifest> onePerModel(List<Manifest> contestants, List<Manifest> order) {
        Set<String> models = new HashSet<>();
        Set<Manifest> first = new HashSet<>();
        for (Manifest contestant : contestants) {
            if (models.add(contestant.model())) {
                first.add(contestant);
            }
        }
        return order.stream().filter(first::contains).toList();
    }

    /** A ladder's rungs in the order in which the step visits them. */
    List<Integer> visits(int step, List<Integer> ladder) {
        List<Integer> order = new ArrayList<>(ladder);
        Collections.shuffle(order, new Random(Dataset.mix(seed, POINT_STREAM, step)));
        return order;
    }

    /** About how long all of it takes, the start of the downstreams included. */
    public Duration estimate(Suite suite) {
        Duration sum = Duration.ofSeconds(6);
        for (Step step : steps) {
            sum = sum.plus(step.estimate(suite));
        }
        return sum;
    }
}
