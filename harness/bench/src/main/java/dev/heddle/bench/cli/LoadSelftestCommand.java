package dev.heddle.bench.cli;

import dev.heddle.bench.meter.Machine;
import dev.heddle.load.SelfTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code heddle load-selftest}. */
@Command(
        name = "load-selftest",
        description = "The load engine proves itself: real processes, known disturbances, and what theory says must be"
                + " observed. A minute. Exit code 1 if a check fails.",
        mixinStandardHelpOptions = true)
final class LoadSelftestCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Option(names = "--json", description = "The checks as one line of JSON, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws LackException, IOException, InterruptedException {
        long files = Machine.openFiles().orElse(Long.MAX_VALUE);
        if (files < SelfTest.OPEN_FILES) {
            throw new LackException("10,000 connections need " + SelfTest.OPEN_FILES + " open files, and " + files
                    + " are allowed; raise the hard limit (ulimit -Hn, /etc/security/limits.conf)");
        }
        List<SelfTest.Check> checks = new ArrayList<>();
        try (SelfTest selfTest = new SelfTest()) {
            selfTest.run(check -> {
                if (!json) {
                    tell(check, checks);
                }
                checks.add(check);
            });
        }
        long failed = checks.stream().filter(check -> !check.passed()).count();
        if (json) {
            output.out().println(JsonMapper.shared().writeValueAsString(checks));
        } else {
            output.out().println(checks.size() - failed + " of " + checks.size() + " checks passed");
        }
        return failed == 0 ? 0 : Exit.FAILED;
    }

    private void tell(SelfTest.Check check, List<SelfTest.Check> before) {
        if (before.isEmpty() || !before.getLast().experiment().equals(check.experiment())) {
            output.out().println(check.experiment());
        }
        output.out()
                .println((check.passed() ? "  ok    " : "  FAIL  ") + check.what() + "\n          expected: "
                        + check.expected() + "\n          observed: " + check.observed());
        output.out().flush();
    }
}
