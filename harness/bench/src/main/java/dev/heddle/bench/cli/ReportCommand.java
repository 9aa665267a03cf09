package dev.heddle.bench.cli;

import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs {@code heddle report}. */
@Command(
        name = "report",
        description =
                "Rebuilds page, plots, notebook, decision and tables of a run from its raw trials, and what a calibration found.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Parameters(paramLabel = "RUN", description = "The run's folder.")
    private Path run;

    @Option(
            names = "--markdown",
            description = "Print summary.md, and nothing else: for a pull request, or >> \"$$GITHUB_STEP_SUMMARY\".")
    private boolean markdown;

    @Option(names = "--open", description = "Open the page in the browser.")
    private boolean open;

    @Override
    public Integer call() throws Exception {
        Report report = Report.write(run);
        int code = Execution.code(report);
        if (markdown) {
            report.lost().forEach(lost -> output.err().println("heddle: " + lost));
            Path summary = run.resolve("summary.md");
            if (Files.isRegularFile(summary)) {
                output.out().print(Files.readString(summary));
                output.out().flush();
            }
        } else {
            Execution.tell(report, output);
            if (CalibrateCommand.made(RunFolder.read(run).run())) {
                code = Math.max(code, CalibrateCommand.evaluate(run, output));
            }
        }
        if (open) {
            Browser.of(System.getenv("PATH")).open(report.page()).ifPresent(output.err()::println);
        }
        return code;
    }
}
