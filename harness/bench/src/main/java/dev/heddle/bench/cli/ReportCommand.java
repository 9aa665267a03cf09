package dev.heddle.bench.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code heddle report}. */
@Command(
        name = "report",
        description = "Rebuilds summary.csv, plots and report.html of a run from its raw trials.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Parameters(paramLabel = "RUN", description = "The run's folder.")
    private Path run;

    @Override
    public Integer call() throws Exception {
        return Execution.report(run, output);
    }
}
