package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.workload.Dataset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

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
    private static final long TURN_STREAM = 7_003;
    private static final long MOST_TURNS = 1_000_000;

    public Plan {
        steps = List.copyOf(steps);
    }

    /** The plan of a suite. */
    public static Plan of(Suite suite, List<Manifest> contestants, long seed) {
        Map<Step.Kind, Integer> forks = forks(suite);
        int blocks = Collections.max(forks.values());
        List<Manifest> entrants = withTwin(suite, contestants);
        List<Step> steps = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            List<Manifest> order = new ArrayList<>(entrants);
            Collections.shuffle(order, new Random(Dataset.mix(seed, ORDER_STREAM, block)));
            for (Map.Entry<Step.Kind, Integer> kind : forks.entrySet()) {
                if (block < kind.getValue()) {
                    add(
                            steps,
                            block,
                            kind.getKey() == Step.Kind.SWITCHING ? onePerModel(contestants, order) : order,
                            kind.getKey());
                }
            }
        }
        return new Plan(steps, seed);
    }

    /** How many fresh processes each kind of trial gets, in the order of the kinds; those that the suite leaves out are absent. */
    private static Map<Step.Kind, Integer> forks(Suite suite) {
        Suite.Scenarios scenarios = suite.scenarios();
        Map<Step.Kind, Integer> forks = new EnumMap<>(Step.Kind.class);
        if (scenarios.throughput() != null) {
            forks.put(Step.Kind.THROUGHPUT, suite.forks());
        }
        if (scenarios.capacity() != null) {
            forks.put(Step.Kind.OPEN_LOOP, scenarios.capacity().forks());
        } else if (scenarios.latency() != null) {
            forks.put(Step.Kind.OPEN_LOOP, scenarios.latency().forks());
        }
        if (scenarios.memory() != null) {
            forks.put(Step.Kind.MEMORY_IDLE, scenarios.memory().forks());
            forks.put(Step.Kind.MEMORY_IN_FLIGHT, scenarios.memory().forks());
        }
        if (scenarios.switching() != null) {
            forks.put(Step.Kind.SWITCHING, scenarios.switching().forks());
        }
        if (scenarios.brownout() != null) {
            forks.put(Step.Kind.BROWNOUT, scenarios.brownout().forks());
        }
        if (scenarios.interference() != null) {
            forks.put(Step.Kind.INTERFERENCE, scenarios.interference().forks());
        }
        return forks;
    }

    private static void add(List<Step> steps, int block, List<Manifest> order, Step.Kind kind) {
        order.forEach(contestant -> steps.add(new Step(block, contestant, kind)));
    }

    /** The contestants, and one of them a second time under another name: it runs in every block as one more contestant would. */
    private static List<Manifest> withTwin(Suite suite, List<Manifest> contestants) {
        int twin = suite.contestants().indexOf(suite.aa());
        if (twin < 0) {
            return contestants;
        }
        List<Manifest> entrants = new ArrayList<>(contestants);
        Manifest original = contestants.get(twin);
        entrants.add(original.named(original.name() + Trial.TWIN));
        return entrants;
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
    <T> List<T> visits(int step, List<T> ladder) {
        List<T> order = new ArrayList<>(ladder);
        Collections.shuffle(order, new Random(Dataset.mix(seed, POINT_STREAM, step)));
        return order;
    }

    /** A block's contestants in the order of one of their turns. */
    <T> List<T> turn(int step, int turn, List<T> contestants) {
        List<T> order = new ArrayList<>(contestants);
        Collections.shuffle(order, new Random(Dataset.mix(seed, TURN_STREAM, step * MOST_TURNS + turn)));
        return order;
    }

    /**
     * The steps that belong together, from one of them on: the closed loops of a block, whose windows are taken in turn; any other is on its
     * own.
     */
    List<Integer> together(int from) {
        Step first = steps.get(from);
        int end = from + 1;
        while (first.kind() == Step.Kind.THROUGHPUT
                && end < steps.size()
                && steps.get(end).kind() == first.kind()
                && steps.get(end).block() == first.block()) {
            end++;
        }
        return IntStream.range(from, end).boxed().toList();
    }

    /** The most contestants that live at the same time. */
    public int mostTogether() {
        int most = 1;
        for (int from = 0; from < steps.size(); from += together(from).size()) {
            most = Math.max(most, together(from).size());
        }
        return most;
    }

    /** About how long all of it takes, the start of the downstreams included. */
    public Duration estimate(Suite suite) {
        return estimate(suite, 0);
    }

    /** About how long it takes from a step on. */
    public Duration estimate(Suite suite, int from) {
        Duration sum = Duration.ofSeconds(6);
        for (Step step : steps.subList(Math.min(from, steps.size()), steps.size())) {
            sum = sum.plus(step.estimate(suite));
        }
        return sum;
    }
}
