package dev.heddle.bench.cli;

import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.trial.LoadPlans;
import dev.heddle.load.Hyperfoil;
import dev.heddle.load.LoadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code heddle run --emit-hyperfoil}: the load of a suite as Hyperfoil benchmarks, a file a point. */
final class HyperfoilFiles {
    private HyperfoilFiles() {}

    /**
     * Writes them and says where.
     *
     * @param address {@code HOST:PORT} of a contestant
     * @param out the folder, or null for one under {@code results}
     * @return the exit code
     */
    static int write(
            String name,
            Suite suite,
            long seed,
            String address,
            CpuPlan cpus,
            List<String> agents,
            @Nullable Path out,
            Output output)
            throws IOException {
        if (!address.matches("[\\w.-]+:[1-9]\\d{0,4}")) {
            throw new IllegalArgumentException("--emit-hyperfoil " + address + ": give the contestant's HOST:PORT");
        }
        String[] parts = address.split(":", 2);
        Map<String, LoadPlan> plans = LoadPlans.of(suite, seed, parts[0], Integer.parseInt(parts[1]));
        if (plans.isEmpty()) {
            throw new IllegalArgumentException(
                    "--emit-hyperfoil: the suite has none of the scenarios throughput, latency and capacity");
        }
        Path folder = out == null ? Heddle.home().resolve("results").resolve("hyperfoil-" + name) : out;
        Files.createDirectories(folder);
        for (Map.Entry<String, LoadPlan> plan : plans.entrySet()) {
            Path file = folder.resolve(plan.getKey() + ".yaml");
            String benchmark = "heddle-" + name + "-" + plan.getKey().replace('=', '-');
            Files.writeString(
                    file, Hyperfoil.benchmark(benchmark, plan.getValue(), cpus.loadCount(), Hyperfoil.agents(agents)));
            output.out().println(file);
        }
        if (plans.containsKey("capacity")) {
            output.out()
                    .println(
                            "Note: capacity is a search; capacity.yaml is one probe of it, usersPerSec is what to vary.");
        }
        if (suite.scenarios().latency() != null
                && !suite.scenarios().latency().fractions().isEmpty()) {
            output.out().println("Note: fractions are of a capacity that only a run finds; there is no file of them.");
        }
        output.out().println("They expect a contestant at " + address + ": heddle serve NAME --port " + parts[1]);
        return 0;
    }
}
