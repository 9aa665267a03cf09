package dev.heddle.bench.launch;

import java.util.List;

/**
 * Describes one core, as far as this process may use it. A core is one even if only one of its threads is ours.
 *
 * @param cpus its hardware threads that we may use, ascending
 * @param others its hardware threads that are online and not ours; whoever has them slows ours down
 * @param node the memory node that it lies in
 * @param cache a number that all cores with the same last-level cache have, and no other core
 */
public record Core(List<Integer> cpus, List<Integer> others, int node, int cache) {
    public Core {
        cpus = cpus.stream().sorted().toList();
        others = List.copyOf(others);
        if (cpus.isEmpty()) {
            throw new IllegalArgumentException("a core has one CPU or more");
        }
    }

    /** Returns the CPU with the lowest number. */
    int first() {
        return cpus.getFirst();
    }
}
