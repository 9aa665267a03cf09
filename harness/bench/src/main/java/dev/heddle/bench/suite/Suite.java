package dev.heddle.bench.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what to run, complete and checked. {@code defaults.yaml} explains every key and gives its default.
 *
 * @param workload what a request does
 * @param contestants names of built-in contestants, or paths of manifests
 * @param jvm the JVM that every contestant runs on
 * @param objective what a service level demands; the capacity is the highest rate that keeps it
 * @param forks fresh processes a contestant gets in each scenario that does not say otherwise
 * @param aa the contestant that runs under a second name too: an A/A pair, whose difference is the noise floor; or {@link #NO_AA}
 * @param noise how much else may go on while a point is measured; more voids the point
 * @param scenarios the scenarios to measure
 */
public record Suite(
        Workload workload,
        List<String> contestants,
        Jvm jvm,
        Objective objective,
        int forks,
        @JsonProperty("a-a") String aa,
        Noise noise,
        Scenarios scenarios) {
    /** The value of {@code a-a} that means that no contestant runs twice. */
    public static final String NO_AA = "none";

    public Suite {
        contestants = List.copyOf(contestants);
        if (contestants.isEmpty()) {
            throw new IllegalArgumentException("contestants is empty");
        }
        Bounds.require("forks", forks, 1, 10_000);
        if (!aa.equals(NO_AA) && !contestants.contains(aa)) {
            throw new IllegalArgumentException("a-a is '" + aa + "', which is none of the contestants "
                    + String.join(", ", contestants) + "; name one of them, or " + NO_AA);
        }
    }

    /**
     * Returns the same suite for other contestants. If the contestant of its A/A pair is not among them, the first of them takes its
     * place.
     */
    public Suite withContestants(List<String> others) {
        boolean stays = aa.equals(NO_AA) || others.isEmpty() || others.contains(aa);
        return new Suite(workload, others, jvm, objective, forks, stays ? aa : others.getFirst(), noise, scenarios);
    }

    /** Returns the same suite with this contestant under two names. */
    public Suite withAa(String contestant) {
        return new Suite(workload, contestants, jvm, objective, forks, contestant, noise, scenarios);
    }

    /** Returns the same suite with another workload. */
    public Suite withWorkload(Workload other) {
        return new Suite(other, contestants, jvm, objective, forks, aa, noise, scenarios);
    }

    /**
     * Describes the JVM of every contestant.
     *
     * @param heap the heap at the start and at the most, as {@code -Xmx} takes it
     * @param collector the collector's name in {@code -XX:+Use…GC}. It is never left to the JVM, which takes Serial on one
     *     CPU
     * @param options further options of the JVM
     */
    public record Jvm(String heap, String collector, List<String> options) {
        public Jvm {
            options = List.copyOf(options);
            if (!heap.matches("[1-9][0-9]{0,5}[mg]")) {
                throw new IllegalArgumentException("heap is '" + heap + "'; write it as 512m or 1g");
            }
            if (!List.of("G1", "Parallel", "Serial").contains(collector)) {
                throw new IllegalArgumentException(
                        "collector is '" + collector + "'; it is one of G1, Parallel, Serial");
            }
        }

        /** Returns the heap in bytes. */
        public long heapBytes() {
            return Long.parseLong(heap.substring(0, heap.length() - 1)) << (heap.endsWith("g") ? 30 : 20);
        }

        /** Returns the options that replace <code>{jvm}</code> in a manifest's command. */
        public List<String> arguments() {
            List<String> all = new ArrayList<>(
                    List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+Use" + collector + "GC", "-XX:-AlwaysPreTouch"));
            all.addAll(options);
            return all;
        }
    }

    /**
     * Holds a service-level objective.
     *
     * @param p99 the longest that the 99th percentile of response time may be
     * @param errors the share of all requests that may go wrong, from 0 and below 1
     */
    public record Objective(Duration p99, double errors) {
        public Objective {
            Bounds.require("p99 in us", p99.toNanos() / 1_000, 1, 3_600_000_000L);
            if (!(errors >= 0 && errors < 1)) {
                throw new IllegalArgumentException("errors is " + errors + ", which is not a share from 0 up to 1");
            }
        }

        /** Returns the objective as a point's name has it: {@code p99<=100ms}. */
        public String text() {
            return "p99<=" + Units.text(p99) + (errors == 0 ? "" : " errors<=" + errors);
        }
    }

    /**
     * Says how much else may go on while a point is measured. More voids the point.
     *
     * @param steal share of our CPUs' time that the hypervisor gave to others, 0 to 1
     * @param throttled share of the time in which our control group's CPU quota stopped us, 0 to 1
     * @param foreign share of the contestant's CPUs, or of the load side's, that processes other than ours used, 0 to 1
     */
    public record Noise(double steal, double throttled, double foreign) {
        public Noise {
            requireShare("steal", steal);
            requireShare("throttled", throttled);
            requireShare("foreign", foreign);
        }

        private static void requireShare(String name, double share) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(name + " is " + share + ", which is not between 0 and 1");
            }
        }
    }

    /** Holds the scenarios that are measured. One that is absent is not measured. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Scenarios(
            @Nullable ThroughputPlan throughput,
            @Nullable CapacityPlan capacity,
            @Nullable LatencyPlan latency,
            @Nullable MemoryPlan memory,
            @Nullable SwitchingPlan switching,
            @Nullable BrownoutPlan brownout,
            @Nullable InterferencePlan interference) {
        public Scenarios {
            if (throughput == null
                    && capacity == null
                    && latency == null
                    && memory == null
                    && switching == null
                    && brownout == null
                    && interference == null) {
                throw new IllegalArgumentException("no scenario is given");
            }
            if (latency != null && capacity == null && !latency.fractions().isEmpty()) {
                throw new IllegalArgumentException(
                        "latency.fractions are of each one's capacity, so the suite needs the scenario 'capacity' too; name it,"
                                + " or write fractions: []");
            }
            if (latency != null
                    && capacity != null
                    && !(latency.forks() == capacity.forks()
                            && latency.connections() == capacity.connections()
                            && latency.warmup().equals(capacity.warmup()))) {
                throw new IllegalArgumentException(
                        "capacity and latency share each process, so their forks, connections and warmup must be the same");
            }
        }
    }
}
