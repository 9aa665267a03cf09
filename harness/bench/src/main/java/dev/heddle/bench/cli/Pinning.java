package dev.heddle.bench.cli;

import dev.heddle.bench.launch.CpuPlan;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds the options that choose CPUs. */
final class Pinning {
    @Option(
            names = "--server-cpus",
            paramLabel = "LIST",
            description = "CPUs of the contestant, as 2-3; with --load-cpus. Default: the upper half.")
    private @Nullable String serverCpus;

    @Option(
            names = "--load-cpus",
            paramLabel = "LIST",
            description = "CPUs of load, database, RPC service and bench, as 0,1.")
    private @Nullable String loadCpus;

    @Option(names = "--no-pinning", description = "Let the kernel place everything.")
    private boolean noPinning;

    CpuPlan plan() throws IOException {
        if (noPinning) {
            if (serverCpus != null || loadCpus != null) {
                throw new UsageException("--no-pinning and a list of CPUs exclude each other");
            }
            return CpuPlan.unpinned();
        }
        if (serverCpus == null && loadCpus == null) {
            return CpuPlan.halves();
        }
        if (serverCpus == null || loadCpus == null) {
            throw new UsageException("--server-cpus and --load-cpus go together");
        }
        String server = serverCpus;
        String load = loadCpus;
        try {
            return CpuPlan.of(server, load);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
