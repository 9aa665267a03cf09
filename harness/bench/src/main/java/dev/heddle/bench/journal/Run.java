package dev.heddle.bench.journal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds {@code run.json}: what was asked for and where it ran.
 *
 * @param format of the record; see {@link #FORMAT}
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
 * @param engine who made the load
 * @param ownDatabase whether the database was the reader's own, whose address is not recorded, since it may hold a password
 * @param combineRounds rounds of the combine step that the suite's CPU time came to on this machine
 * @param calibration what a calibration was begun with; null of any other run
 * @param environment the machine: kernel, CPU, memory, limits, JDK, by name
 * @param settings the suite with every default filled in, as YAML
 */
public record Run(
        int format,
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
        Engine engine,
        boolean ownDatabase,
        int combineRounds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CalibrationPlan calibration,
        Map<String, String> environment,
        String settings) {

    /**
     * This Heddle writes this format. Format 1 kept verdicts in the place of evidence. It is read, and judged as far as it tells
     * what the rules need.
     */
    public static final int FORMAT = 2;

    /**
     * Says who made the load.
     *
     * @param name {@link #BUILT_IN} or {@code hyperfoil}
     * @param version its version; empty of the built-in one, which is Heddle's own
     * @param controller the address of a Hyperfoil controller; empty of the built-in one
     * @param agents the agents that the controller was to start, as {@code NAME=HOST[:PORT]}
     */
    public record Engine(String name, String version, String controller, List<String> agents) {
        /** Names the engine that comes with Heddle. */
        public static final String BUILT_IN = "built-in";

        public Engine {
            agents = List.copyOf(agents);
        }

        /** Returns the engine that comes with Heddle. */
        public static Engine builtIn() {
            return new Engine(BUILT_IN, "", "", List.of());
        }

        /** Returns the engine in words. */
        @JsonIgnore
        public String text() {
            return name
                    + (version.isEmpty() ? "" : " " + version)
                    + (controller.isEmpty() ? "" : " at " + controller)
                    + (agents.isEmpty() ? "" : ", agents " + String.join(",", agents));
        }
    }

    /**
     * Says what a calibration was begun with.
     *
     * @param contestant who is compared with itself
     * @param pairs how many A/A pairs
     * @param forks blocks of fresh processes in each pair
     * @param slowdown the part of CPU time a request that is planted
     * @param users of the closed loop
     * @param measureSeconds how long each trial is measured
     * @param bursts the most bursts of warm-up
     * @param maxJitShare the part of its CPU time that a contestant's compilers may have, 0 to 1
     * @param rounds the rounds of SHA-256 that are planted; null of the pilot, which finds them out
     */
    public record CalibrationPlan(
            String contestant,
            int pairs,
            int forks,
            double slowdown,
            int users,
            int measureSeconds,
            int bursts,
            double maxJitShare,
            @Nullable Integer rounds) {}

    /**
     * Names the fact of the environment that says, in a sentence, which cores contestant and load have to share. A run whose sides have
     * cores of their own has no such fact, nor has one that was recorded before cores were looked at.
     */
    public static final String SHARED_CORES = "shared cores";

    /** The environment's fact that says who goes first on the load side's CPUs. */
    public static final String PRECEDENCE = "precedence";

    /** These facts of the environment describe the machine. */
    private static final List<String> HARDWARE = List.of("arch", "cpu model", "cpus online");
    /**
     * These facts decide as well what numbers come out. A load average does not, nor does a file limit that sufficed.
     */
    private static final List<String> SOFTWARE =
            List.of("jdk", "os", "transparent huge pages", "contestants' jvm", PRECEDENCE);

    /**
     * Returns how the machine of another run differs from this one's, a sentence each. The list is empty if nothing differs that
     * was recorded and matters.
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

    /**
     * Returns how what ran on the machine differs in another run, a sentence each. The list is empty if nothing differs that was
     * recorded and matters.
     */
    public List<String> softwareDifferences(Run other) {
        List<String> differences = new ArrayList<>();
        for (String fact : SOFTWARE) {
            differ(differences, fact, environment.get(fact), other.environment.get(fact));
        }
        differ(differences, "load engine", engine.text(), other.engine.text());
        differ(differences, "database", database(), other.database());
        differ(differences, "commit", commit, other.commit);
        return differences;
    }

    private String database() {
        return ownDatabase ? "the reader's own (--postgres)" : "embedded";
    }

    private static void differ(List<String> differences, String fact, @Nullable String here, @Nullable String there) {
        if (!Objects.equals(here, there)) {
            differences.add(fact + ": " + Objects.requireNonNullElse(here, "unknown") + " and "
                    + Objects.requireNonNullElse(there, "unknown"));
        }
    }

    /**
     * Returns the memory in whole GiB. It is rounded, because a kernel keeps a little more or less for itself at each start.
     */
    private static String gibibytes(Run run) {
        String digits = run.environment.getOrDefault("memory", "").replaceAll("\\D", "");
        return digits.isEmpty() ? "unknown" : Math.round(Long.parseLong(digits) / 1024.0 / 1024) + " GiB";
    }

    /** Describes one contestant of the run, as its manifest did. */
    public record Entrant(String name, Model model, String description) {}
}
