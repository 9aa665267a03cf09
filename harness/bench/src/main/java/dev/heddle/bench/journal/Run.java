package dev.heddle.bench.journal;

import java.util.List;
import java.util.Map;

/**
 * {@code run.json}: what was asked for and where it ran.
 *
 * @param run the run's name
 * @param heddle Heddle's version
 * @param commit the commit it was built from, or {@code unknown}
 * @param commandLine the command that repeats it
 * @param suite the suite's name
 * @param seed of everything drawn
 * @param started ISO 8601 in UTC
 * @param serverCpus CPUs of the contestant, as a list ("1"), or {@code any} when nothing was pinned
 * @param loadCpus CPUs of everything else
 * @param contestants who was compared
 * @param environment the machine: kernel, CPU, memory, limits, JDK, by name
 * @param settings the suite with every default filled in, as YAML
 */
public record Run(
        String run,
        String heddle,
        String commit,
        List<String> commandLine,
        String suite,
        long seed,
        String started,
        String serverCpus,
        String loadCpus,
        List<Entrant> contestants,
        Map<String, String> environment,
        String settings) {

    /** One contestant of the run, as its manifest described it. */
    public record Entrant(String name, String model, String description) {}
}
