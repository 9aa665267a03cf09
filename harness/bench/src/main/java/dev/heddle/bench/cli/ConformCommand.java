package dev.heddle.bench.cli;

import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.suite.Workload;
import dev.heddle.bench.trial.Conformance;
import dev.heddle.bench.trial.Testbed;
import dev.heddle.workload.Composition;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle conform}. */
@Command(
        name = "conform",
        description =
                "Checks a contestant against the contract: bytes, errors, calls, compositions, deadline, orderly end."
                        + " Of a URL only what can be seen from outside. Exit code 1 if a check fails.",
        mixinStandardHelpOptions = true)
final class ConformCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Mixin
    private Pinning pinning;

    @Parameters(
            paramLabel = "NAME|MANIFEST|URL",
            description = "A contestant's name, the path of its contestant.yaml, or the base URL of a running server.")
    private String contestant;

    @Option(names = "--postgres", paramLabel = "URL", description = "Your own server. Default: an embedded one.")
    private @Nullable String postgres;

    @Override
    public Integer call() throws Exception {
        List<Conformance.Check> checks =
                contestant.startsWith("http://") ? Conformance.ofUrl(URI.create(contestant)) : started();
        long failed = 0;
        for (Conformance.Check check : checks) {
            if (check.passed()) {
                output.out().println("  ok    " + check.name());
            } else {
                failed++;
                output.out()
                        .println("  FAIL  " + check.name() + "\n          expected: " + check.expected()
                                + "\n          saw:      " + check.saw());
            }
        }
        output.out().println(checks.size() - failed + " of " + checks.size() + " checks passed");
        return failed == 0 ? 0 : Heddle.FAILED;
    }

    private List<Conformance.Check> started() throws Exception {
        Manifest manifest = Manifest.find(Heddle.home(), contestant);
        Suite suite = Suites.read("smoke");
        List<Conformance.Check> checks = new ArrayList<>();
        Path log = Files.createTempFile("heddle-conform", ".log");
        for (Composition mode : Composition.values()) {
            Workload.Rpc rpc = suite.workload().rpc();
            Workload workload = new Workload(
                    suite.workload().query(),
                    new Workload.Rpc(rpc.calls(), mode, rpc.latency(), rpc.reply(), rpc.faults()),
                    suite.workload().combine(),
                    suite.workload().timeout());
            try (Launcher launcher = new Launcher(Heddle.home(), pinning.plan());
                    Testbed bed = Testbed.start(launcher, suite.withWorkload(workload), 42, postgres)) {
                checks.addAll(Conformance.ofContestant(bed, manifest, log));
            }
        }
        if (checks.stream().allMatch(Conformance.Check::passed)) {
            Files.deleteIfExists(log);
        } else {
            output.out().println("What " + manifest.name() + " said stands in " + log);
        }
        return checks;
    }
}
