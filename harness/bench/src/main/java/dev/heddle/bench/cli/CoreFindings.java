package dev.heddle.bench.cli;

import dev.heddle.bench.launch.Core;
import dev.heddle.bench.launch.CpuList;
import dev.heddle.bench.meter.Finding;
import dev.heddle.bench.meter.Slowdowns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says for {@code heddle doctor} what the CPUs of a placement have to do with each other. */
final class CoreFindings {
    private CoreFindings() {}

    static List<Finding> of(Placement placement) {
        List<Finding> findings = new ArrayList<>();
        findings.add(topology(placement));
        Slowdowns slowdowns = placement.slowdowns();
        if (slowdowns != null) {
            findings.add(measured(slowdowns, placement));
        }
        return findings;
    }

    private static Finding topology(Placement placement) {
        String what = "topology";
        String found = placement.topology().text();
        Optional<String> shared = placement.shared();
        if (shared.isPresent()) {
            boolean only = placement.topology().cores().size() == 1;
            return new Finding(
                    what,
                    found + "; " + shared.get(),
                    Finding.Level.WORSE,
                    only
                            ? "there is no other core to give to the load: measure where there are two, or read all numbers as those of"
                                    + " a contestant that its load slows down"
                            : "leave out --server-cpus and --load-cpus, or name whole cores in them");
        }
        List<Core> divided = placement.topology().cores().stream()
                .filter(core -> !core.others().isEmpty())
                .toList();
        return divided.isEmpty()
                ? new Finding(what, found + "; contestant and load share no core", Finding.Level.FINE, "")
                : new Finding(
                        what,
                        found + "; other threads of these cores are not ours: CPUs "
                                + divided.stream()
                                        .map(core -> CpuList.text(core.others()))
                                        .collect(Collectors.joining(",")),
                        Finding.Level.WORSE,
                        "whoever has them slows ours down: take whole cores into the cpuset");
    }

    private static Finding measured(Slowdowns slowdowns, Placement placement) {
        boolean split = slowdowns.slowed().stream()
                .anyMatch(pair -> placement.cpus().server().contains(pair.a())
                        != placement.cpus().server().contains(pair.b()));
        boolean told = slowdowns.untold().isEmpty();
        return new Finding(
                "cores, measured",
                slowdowns.text(),
                told && !split ? Finding.Level.FINE : Finding.Level.WORSE,
                split
                        ? "CPUs that slow each other down belong on one side, contestant's or load's"
                        : told
                                ? ""
                                : "end what runs beside, and ask again: where topology is hidden, the plan goes by this");
    }
}
