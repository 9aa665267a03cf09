package dev.heddle.bench.cli;

import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.trial.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs {@code heddle list}. */
@Command(name = "list", description = "Lists contestants and suites.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Override
    public Integer call() throws Exception {
        output.out().println("Contestants:");
        List<Manifest> manifests = new ArrayList<>();
        for (String name : Manifest.BUILT_IN) {
            Manifest manifest = Manifest.find(Checkout.home(), name);
            manifests.add(manifest);
            print(manifest);
        }
        output.out().println("  or the path of any contestant.yaml");
        output.out().println("Controls, which differ from a contestant in one thing and are measured only if named:");
        for (String name : Manifest.CONTROLS.keySet()) {
            print(Manifest.find(Checkout.home(), name));
        }
        output.out().println("Suites:");
        for (String name : Suites.BUILT_IN) {
            Suite suite = Suites.read(name);
            Plan plan = Plan.of(suite, manifests, 42);
            output.out()
                    .printf(
                            "  %-17s %d trials, about %s%n",
                            name,
                            plan.steps().size(),
                            Console.text(plan.estimate().toSeconds()));
        }
        output.out().println("  or a suite file; `heddle run --dry-run` prints one to start from");
        output.out().println("Workloads:");
        output.out().printf("  %-17s every RPC call takes 5 ms (--workload fixed)%n", "fixed");
        output.out().println("  or a file with the keys below workload: of a suite");
        return 0;
    }

    private void print(Manifest manifest) {
        output.out().printf("  %-17s %s%n", manifest.name(), manifest.description());
    }
}
