package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.workload.Dataset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Holds the order of trials. They come in blocks, and in each block every contestant has its turn, in an order drawn anew from the
 * seed. So a drift of the machine falls on all alike.
 *
 * @param steps the processes in their order
 * @param seed of the drawing
 */
public record Plan(List<Step> steps, long seed) {
    private static final Duration DOWNSTREAMS_START = Duration.ofSeconds(6);
    private static final long MOST_TURNS = 1_000_000;

    public Plan {
        steps = List.copyOf(steps);
    }

    /** Returns the plan of a suite. */
    public static Plan of(Suite suite, List<Manifest> contestants, long seed) {
        int second = suite.contestants().indexOf(suite.aa());
        return of(Scenario.of(suite), contestants, second < 0 ? List.of() : List.of(contestants.get(second)), seed);
    }

    /**
     * Returns the plan of some scenarios.
     *
     * @param again contestants that run in every block under a second name too, as one more contestant would
     */
    static Plan of(List<Scenario> scenarios, List<Manifest> contestants, List<Manifest> again, long seed) {
        List<Manifest> entrants = new ArrayList<>(contestants);
        again.forEach(contestant -> entrants.add(contestant.named(contestant.name() + Trial.SECOND_NAME)));
        int blocks = scenarios.stream().mapToInt(Scenario::forks).max().orElse(0);
        List<Step> steps = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            List<Manifest> order = new ArrayList<>(entrants);
            Collections.shuffle(order, new Random(Dataset.mix(seed, RandomStream.ORDER.number(), block)));
            for (Scenario scenario : scenarios) {
                if (block < scenario.forks()) {
                    for (Manifest contestant : scenario.entrants(contestants, order)) {
                        steps.add(new Step(steps.size(), block, contestant, scenario));
                    }
                }
            }
        }
        return new Plan(steps, seed);
    }

    /** Returns the order in which a step visits the points of its ladder. */
    <T> List<T> visits(Step step, List<T> ladder) {
        List<T> order = new ArrayList<>(ladder);
        Collections.shuffle(order, new Random(Dataset.mix(seed, RandomStream.POINTS.number(), step.index())));
        return order;
    }

    /** Returns a block's contestants, or its rungs, in the order of one of their turns. */
    <T> List<T> turn(Step first, int turn, List<T> all) {
        List<T> order = new ArrayList<>(all);
        Collections.shuffle(
                order, new Random(Dataset.mix(seed, RandomStream.TURNS.number(), first.index() * MOST_TURNS + turn)));
        return order;
    }

    /** Groups the steps by what is measured together: the contestants of a block that take turns, or one process that goes alone. */
    public List<List<Step>> together() {
        List<List<Step>> groups = new ArrayList<>();
        for (Step step : steps) {
            Step last = groups.isEmpty() ? null : groups.getLast().getLast();
            if (last != null
                    && step.scenario().takesTurns()
                    && last.scenario().equals(step.scenario())
                    && last.block() == step.block()) {
                groups.getLast().add(step);
            } else {
                groups.add(new ArrayList<>(List.of(step)));
            }
        }
        return groups;
    }

    /** Returns the most contestants that live at the same time. */
    public int mostTogether() {
        return together().stream().mapToInt(List::size).max().orElse(1);
    }

    /** Returns about how long all of it takes, including the start of the downstreams. */
    public Duration estimate() {
        return estimate(0);
    }

    /** Returns about how long it takes from a step on, including the start of the downstreams. */
    public Duration estimate(int from) {
        Duration sum = DOWNSTREAMS_START;
        for (Step step : steps.subList(Math.min(from, steps.size()), steps.size())) {
            sum = sum.plus(step.scenario().estimate());
        }
        return sum;
    }
}
