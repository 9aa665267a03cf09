package dev.heddle.bench.cli;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.launch.Core;
import dev.heddle.bench.launch.CpuList;
import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.launch.Topology;
import dev.heddle.bench.meter.Slowdowns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says on which CPUs contestant and load run, and what is known of them.
 *
 * @param cpus the plan
 * @param topology which CPUs are threads of one core, as the kernel says and as was measured
 * @param slowdowns what was measured; null where the kernel shows the threads of cores, or nothing is pinned
 * @param demand what the load side is taken to need; null if the CPUs were not planned by cores
 */
record Placement(
        CpuPlan cpus,
        Topology topology,
        @Nullable Slowdowns slowdowns,
        @Nullable Demand demand) {

    /**
     * Says how much CPU time the load side needs.
     *
     * @param loadForContestant for each second of the contestant's
     * @param source where that is known from
     */
    record Demand(double loadForContestant, String source) {
        /** Returns what is assumed until something is measured. */
        static Demand assumed() {
            return new Demand(CpuPlan.LOAD_FOR_CONTESTANT, "which is assumed");
        }

        private String text() {
            return String.format(
                    Locale.ROOT,
                    "whole cores; the load side needs %.2f s of CPU time for each second of the contestant's, %s",
                    loadForContestant,
                    source);
        }
    }

    /** Returns whether the plan depends on what the load side needs. Of two cores each side gets one in any case. */
    boolean negotiable() {
        return demand != null && topology.cores().size() > 2;
    }

    /** Returns the placement for what a pilot has measured. If it has measured nothing, what was assumed stands. */
    Placement after(OptionalDouble measured) {
        Demand now = measured.isPresent()
                ? new Demand(measured.getAsDouble(), "as a pilot measured")
                : new Demand(
                        CpuPlan.LOAD_FOR_CONTESTANT, "which is assumed, since other processes disturbed the pilot");
        return new Placement(CpuPlan.of(topology, now.loadForContestant()), topology, slowdowns, now);
    }

    /** Returns what the run's record says of the CPUs, by name. */
    Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("cores", topology.text());
        if (slowdowns != null) {
            facts.put("cores, measured", slowdowns.text());
        }
        if (demand != null) {
            facts.put("cpu plan", demand.text());
        }
        shared().ifPresent(shared -> facts.put(Run.SHARED_CORES, shared));
        idle().ifPresent(idle -> facts.put("idle cpus", idle));
        return facts;
    }

    /** Returns what the reader should know of the CPUs before anything is measured, in a sentence each. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                cpus.pinned()
                        ? "CPUs: the contestant on " + CpuList.text(cpus.server()) + ", everything else on "
                                + CpuList.text(cpus.load()) + " (" + topology.text() + ")."
                        : "CPUs: nothing is pinned; the contestant shares its CPUs with its load.");
        if (demand != null && negotiable()) {
            sentences.add("Of " + topology.cores().size() + " cores: " + demand.text() + ".");
        }
        shared().ifPresent(shared -> sentences.add("Warning: " + shared + ", so each slows the other down."));
        idle().ifPresent(idle -> sentences.add("CPUs " + idle + "."));
        if (slowdowns != null
                && !(slowdowns.slowed().isEmpty() && slowdowns.untold().isEmpty())) {
            sentences.add("Measured, since the kernel shows no threads of cores: " + slowdowns.text() + ".");
        }
        return sentences;
    }

    /** Says which cores contestant and load share; empty if each has its own. */
    Optional<String> shared() {
        List<Core> shared = cpus.shared(topology);
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of("contestant and load share "
                        + (shared.size() == 1 ? "one core" : shared.size() + " cores") + " (CPUs "
                        + shared.stream()
                                .map(core -> CpuList.text(core.cpus()))
                                .collect(Collectors.joining(" and CPUs "))
                        + ")");
    }

    /** Says which CPUs nobody gets. */
    private Optional<String> idle() {
        List<Integer> idle = cpus.idle(topology);
        return idle.isEmpty()
                ? Optional.empty()
                : Optional.of(CpuList.text(idle) + " stay idle"
                        + (demand == null
                                ? ", as was asked for"
                                : ", since they lie in another memory node; --server-cpus and --load-cpus take them"));
    }
}
