package dev.heddle.bench.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence is everything that a validity rule looks at. A verdict is not part of a record. It is computed from the evidence
 * whenever a run is read, by the rules of that day.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "of")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Evidence.Load.class, name = "load"),
    @JsonSubTypes.Type(value = Evidence.Search.class, name = "search"),
    @JsonSubTypes.Type(value = Evidence.Ladder.class, name = "ladder"),
    @JsonSubTypes.Type(value = Evidence.HandOffs.class, name = "hand-offs"),
    @JsonSubTypes.Type(value = Evidence.Older.class, name = "older"),
    @JsonSubTypes.Type(value = Evidence.None.class, name = "none")
})
public sealed interface Evidence {
    /** Belongs to a point that no rule looks at. */
    record None() implements Evidence {}

    /**
     * Holds the evidence of a point under load.
     *
     * @param setup what it was measured with
     * @param allowed the suite's thresholds
     * @param fraction the part of the capacity that its rate was to be; null of any other rate
     * @param windows in their order; none where there was no capacity to take a fraction of
     * @param beforeTop windows of the same load that were taken before the ladder's top was reached; mostly none
     */
    record Load(
            Setup setup,
            Allowed allowed,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double fraction,

            List<Window> windows,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Window> beforeTop)
            implements Evidence {
        public Load {
            windows = List.copyOf(windows);
            // A record from before there was such a thing lacks it.
            beforeTop = beforeTop == null ? List.of() : List.copyOf(beforeTop);
        }

        /** Makes the evidence of a point that was measured once. */
        public Load(Setup setup, Allowed allowed, @Nullable Double fraction, List<Window> windows) {
            this(setup, allowed, fraction, windows, List.of());
        }
    }

    /**
     * Holds the evidence of a search for the highest rate that keeps the objective.
     *
     * @param setup what it was measured with
     * @param allowed the suite's thresholds
     * @param objective what a rate must keep
     * @param resolution how close, relatively, the two sides of the boundary were to be brought
     * @param confirm how often each of the two was to be asked again
     * @param probes in their order
     */
    record Search(Setup setup, Allowed allowed, Objective objective, double resolution, int confirm, List<Probe> probes)
            implements Evidence {
        public Search {
            probes = List.copyOf(probes);
        }
    }

    /**
     * Holds one look at a rate.
     *
     * @param rate requests a second
     * @param window what came of it
     */
    record Probe(double rate, Window window) {}

    /**
     * Describes a service-level objective.
     *
     * @param text the point's name
     * @param p99Millis the most that the 99th percentile of response time may be
     * @param errors the part of all requests that may go wrong, 0 to 1
     * @param patienceMillis how long the load engine waits for an answer: a request that failed counts as so long
     */
    record Objective(String text, double p99Millis, double errors, long patienceMillis) {}

    /**
     * Holds the evidence of a ladder of connections, or of requests held in flight.
     *
     * @param missed how the population differed from what was asked for, in a sentence; empty if it did not
     * @param jitShare the part of its CPU time that the contestant's JIT compilers had in the last burst of warm-up, 0 to 1
     * @param maxJitShare how much of it the suite allows
     */
    record Ladder(String missed, double jitShare, double maxJitShare) implements Evidence {}

    /**
     * Holds the evidence of one fork of the hand-off benchmarks.
     *
     * @param disturbance what else went on while JMH ran
     * @param allowed the suite's thresholds
     * @param unpinnedShare the part of the hand-offs whose threads could not be pinned, 0 to 1
     */
    record HandOffs(Disturbance disturbance, Allowed allowed, double unpinnedShare) implements Evidence {}

    /**
     * Holds what a record of format 1 has in the place of evidence, which is the verdict of the day when it was measured. The
     * readings stand in the point's context.
     *
     * @param status {@code valid}, {@code invalid} or {@code failed}
     * @param rule the rule that was broken; empty if none was
     * @param reason what was seen, in a sentence; empty if nothing was
     * @param voids the metrics that the rule voided; empty means all of the point's
     */
    record Older(String status, String rule, String reason, List<String> voids) implements Evidence {
        public Older {
            voids = List.copyOf(voids);
        }
    }

    /**
     * Says what a point under load was measured with.
     *
     * @param users of a closed loop; 0 in an open one
     * @param serverCpus CPUs that the contestant has
     * @param loadCpus CPUs that everything else has
     * @param pool connections of the contestant's pool
     * @param callsPerRequest RPC calls that a request makes
     * @param rpcSeconds how long a request's RPC calls take together, in the mean; null where no wait needs to be explained, since waiting is what
     *     is looked at
     * @param disturbed whether the load is disturbed on purpose, so that its seconds need not be alike
     */
    record Setup(
            int users,
            int serverCpus,
            int loadCpus,
            int pool,
            int callsPerRequest,
            @Nullable Double rpcSeconds,
            boolean disturbed) {}

    /**
     * Holds the suite's thresholds.
     *
     * @param errors the part of all requests that may go wrong, 0 to 1
     * @param jitShare the most that the contestant's JIT compilers may have: of its CPU time, in an open loop of its CPUs, 0 to 1
     * @param steal of our CPUs' time, that the hypervisor may give to others, 0 to 1
     * @param throttled of the time, for which a CPU quota may stop us, 0 to 1
     * @param foreign of either side's CPUs, that processes other than ours may use, 0 to 1
     * @param lateness the part by which a percentile may be smaller without the load engine's own lateness than with it, 0 to 1; null in
     *     a record of before there was such a margin
     */
    record Allowed(
            double errors,
            double jitShare,
            double steal,
            double throttled,
            double foreign,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double lateness) {
        /** A percentile that is known to this part is known well enough. */
        public static final double LATENESS = 0.1;

        /** Makes the thresholds of today. */
        public Allowed(double errors, double jitShare, double steal, double throttled, double foreign) {
            this(errors, jitShare, steal, throttled, foreign, LATENESS);
        }
    }
}
