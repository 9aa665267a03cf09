package dev.heddle.bench.cli;

import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.launch.Topology;
import dev.heddle.bench.meter.Slowdowns;
import dev.heddle.bench.meter.Spins;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds the options that choose CPUs. */
final class Pinning {
    @Option(
            names = "--server-cpus",
            paramLabel = "LIST",
            description =
                    "CPUs of the contestant, as 2-3; with --load-cpus. Default: whole cores, as many as the load side can"
                            + " keep busy.")
    private @Nullable String serverCpus;

    @Option(
            names = "--load-cpus",
            paramLabel = "LIST",
            description =
                    "CPUs of load, database, RPC service and bench, as 0,1. Default: all other cores of the memory node.")
    private @Nullable String loadCpus;

    @Option(names = "--no-pinning", description = "Let the kernel place everything.")
    private boolean noPinning;

    /** Returns the plan by what the kernel says, which suffices where nothing is measured. */
    CpuPlan plan() throws IOException {
        return place(Topology.here());
    }

    /**
     * Returns the plan that something is measured with. Where the kernel shows no two threads of one core, it may only hide them, and
     * which CPUs slow each other down is measured. That takes most of a second.
     */
    Placement placement() throws IOException, InterruptedException {
        Topology topology = Topology.here();
        boolean measures = place(topology).pinned() && !topology.showsThreads();
        return placement(topology, measures ? Spins.measure(topology.cpus()) : null);
    }

    /** Returns the same, but which CPUs slow each other down is measured wherever there are two. */
    Placement examined() throws IOException, InterruptedException {
        Topology topology = Topology.here();
        place(topology);
        return placement(topology, topology.cpus().size() > 1 ? Spins.measure(topology.cpus()) : null);
    }

    /** Returns the plan for what the kernel says and what was measured, if it was. What slows each other down is one core. */
    Placement placement(Topology kernels, @Nullable Slowdowns measured) {
        Topology topology = measured == null
                ? kernels
                : kernels.joined(
                        measured.slowed().stream().map(Slowdowns.Pair::cpus).toList());
        CpuPlan cpus = place(topology);
        boolean byCores = serverCpus == null && cpus.pinned();
        return new Placement(cpus, topology, measured, byCores ? Placement.Demand.assumed() : null);
    }

    private CpuPlan place(Topology topology) {
        if (noPinning) {
            if (serverCpus != null || loadCpus != null) {
                throw new UsageException("--no-pinning and a list of CPUs exclude each other");
            }
            return CpuPlan.unpinned();
        }
        if (serverCpus == null && loadCpus == null) {
            return CpuPlan.of(topology, CpuPlan.LOAD_FOR_CONTESTANT);
        }
        if (serverCpus == null || loadCpus == null) {
            throw new UsageException("--server-cpus and --load-cpus go together");
        }
        String server = serverCpus;
        String load = loadCpus;
        return UsageException.typed(() -> CpuPlan.of(server, load, topology.cpus()));
    }
}
