package dev.heddle.bench.cli;

import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.trial.LoadOutline;
import dev.heddle.load.Hyperfoil;
import dev.heddle.load.LoadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the load of a suite as Hyperfoil benchmarks, a file a point, for {@code heddle run --emit-hyperfoil}. */
final class HyperfoilFiles {
    private HyperfoilFiles() {}

    /**
     * Writes the files and says where they are.
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
            throw new UsageException("--emit-hyperfoil " + address + ": give the contestant's HOST:PORT");
        }
        String[] parts = address.split(":", 2);
        Map<String, String> named = UsageException.typed(() -> Hyperfoil.agents(agents));
        Map<String, LoadPlan> plans = LoadOutline.of(suite, seed, parts[0], Integer.parseInt(parts[1]))
                .plans(suite);
        if (plans.isEmpty()) {
            throw new UsageException(
                    "--emit-hyperfoil: the suite has none of the scenarios throughput, latency and capacity");
        }
        Path folder = out == null ? Checkout.home().resolve("results").resolve("hyperfoil-" + name) : out;
        Files.createDirectories(folder);
        for (Map.Entry<String, LoadPlan> plan : plans.entrySet()) {
            Path file = folder.resolve(plan.getKey() + ".yaml");
            String benchmark = "heddle-" + name + "-" + plan.getKey().replace('=', '-');
            Files.writeString(file, Hyperfoil.benchmark(benchmark, plan.getValue(), cpus.loadCount(), named));
            output.out().println(file);
        }
        LoadOutline.notes(suite).forEach(note -> output.out().println("Note: " + note));
        output.out().println("They expect a contestant at " + address + ": heddle serve NAME --port " + parts[1]);
        return 0;
    }
}
