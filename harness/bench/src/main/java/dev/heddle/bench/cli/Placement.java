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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says on which CPUs contestant and load run, and what is known of them.
 *
 * @param cpus the plan
 * @param topology which CPUs are threads of one core, as the kernel says and as was measured
 * @param slowdowns what was measured; null where the kernel shows the threads of cores, or nothing is pinned
 * @param loadForContestant CPU time of the load side for each second of the contestant's that the plan goes by; null if it was not
 *     planned by cores
 */
record Placement(
        CpuPlan cpus,
        Topology topology,
        @Nullable Slowdowns slowdowns,
        @Nullable Double loadForContestant) {

    /** Returns what the run's record says of the CPUs, by name. */
    Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("cores", topology.text());
        if (slowdowns != null) {
            facts.put("cores, measured", slowdowns.text());
        }
        if (loadForContestant != null) {
            facts.put("cpu plan", reason(loadForContestant));
        }
        shared().ifPresent(shared -> facts.put(Run.SHARED_CORES, shared));
        idle().ifPresent(idle -> facts.put("idle cpus", idle));
        return facts;
    }

    private static String reason(double loadForContestant) {
        return String.format(
                Locale.ROOT,
                "whole cores; the load side is taken to need %.1f s of CPU time for each second of the contestant's",
                loadForContestant);
    }

    /** Returns what the reader should know of the CPUs before anything is measured, in a sentence each. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                cpus.pinned()
                        ? "CPUs: the contestant on " + CpuList.text(cpus.server()) + ", everything else on "
                                + CpuList.text(cpus.load()) + " (" + topology.text() + ")."
                        : "CPUs: nothing is pinned; the contestant shares its CPUs with its load.");
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
                        + (loadForContestant == null
                                ? ", as was asked for"
                                : ", since they lie in another memory node; --server-cpus and --load-cpus take them"));
    }
}
