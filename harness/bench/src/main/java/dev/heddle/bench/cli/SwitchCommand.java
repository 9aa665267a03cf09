package dev.heddle.bench.cli;

import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.suite.SwitchingPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code heddle switch}. */
@Command(
        name = "switch",
        description =
                "Measures one hand-off by JMH: two platform threads, two virtual threads, two tasks of an event loop, on one"
                        + " CPU and across two. No service runs meanwhile.",
        mixinStandardHelpOptions = true)
final class SwitchCommand implements Callable<Integer> {
    private static final int WARMUPS = 3;
    private static final int ITERATIONS = 5;

    @Mixin
    private Output output;

    @Option(
            names = "--forks",
            defaultValue = "5",
            description = "Fresh processes a benchmark. Default: ${DEFAULT-VALUE}.")
    private int forks;

    @Option(
            names = "--time",
            defaultValue = "500",
            description = "Milliseconds an iteration. Default: ${DEFAULT-VALUE}.")
    private int millis;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder. Default: a new one in results/.")
    private @Nullable Path out;

    @Mixin
    private Pinning pinning;

    @Override
    public Integer call() throws Exception {
        Suite quick = Suites.read("quick");
        Suite suite = UsageException.typed(() -> new Suite(
                quick.workload(),
                Manifest.BUILT_IN,
                quick.jvm(),
                quick.objective(),
                forks,
                Suite.NO_AA,
                quick.noise(),
                new Suite.Scenarios(
                        null,
                        null,
                        null,
                        null,
                        new SwitchingPlan(forks, WARMUPS, ITERATIONS, Duration.ofMillis(millis)),
                        null,
                        null)));
        List<Manifest> manifests = new ArrayList<>();
        for (String name : Manifest.BUILT_IN) {
            manifests.add(Manifest.find(Checkout.home(), name));
        }
        List<String> command = List.of("heddle", "switch", "--forks", "" + forks, "--time", "" + millis);
        return new Execution("switch", suite, manifests, 42, pinning.placement(), command, out, null, null, null, null)
                .execute(output);
    }
}
