package dev.heddle.bench.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /** Facts of the environment that are the machine. */
    private static final List<String> HARDWARE = List.of("arch", "cpu model", "cpus online");
    /** Facts that decide what numbers come out as well; a load average does not, nor a file limit that sufficed. */
    private static final List<String> SOFTWARE =
            List.of("jdk", "os", "transparent huge pages", "contestants' jvm", "load engine");

    /**
     * How the machine of another run differs from this one's, a sentence each; empty if not in anything that was recorded and matters.
     */
    public List<String> hardwareDifferences(Run other) {
        List<String> differences = new ArrayList<>();
        for (String fact : HARDWARE) {
            differ(differences, fact, environment.get(fact), other.environment.get(fact));
        }
        differ(differences, "memory", gibibytes(this), gibibytes(other));
        differ(differences, "the contestant's CPUs", serverCpus, other.serverCpus);
        differ(differences, "the other CPUs", loadCpus, other.loadCpus);
        return differences;
    }

    /** How what ran on the machine differs, likewise. */
    public List<String> softwareDifferences(Run other) {
        List<String> differences = new ArrayList<>();
        for (String fact : SOFTWARE) {
            differ(differences, fact, environment.get(fact), other.environment.get(fact));
        }
        differ(differences, "commit", commit, other.commit);
        return differences;
    }

    private static void differ(List<String> differences, String fact, @Nullable String here, @Nullable String there) {
        if (!Objects.equals(here, there)) {
            differences.add(fact + ": " + Objects.requireNonNullElse(here, "unknown") + " and "
                    + Objects.requireNonNullElse(there, "unknown"));
        }
    }

    /** Rounded: a kernel keeps a little more or less for itself at each start. */
    private static String gibibytes(Run run) {
        String digits = run.environment.getOrDefault("memory", "").replaceAll("\\D", "");
        return digits.isEmpty() ? "unknown" : Math.round(Long.parseLong(digits) / 1024.0 / 1024) + " GiB";
    }

    /** One contestant of the run, as its manifest described it. */
    public record Entrant(String name, String model, String description) {}
}
