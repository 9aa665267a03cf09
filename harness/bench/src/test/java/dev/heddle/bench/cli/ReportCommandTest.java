package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.analysis.Made;
import dev.heddle.bench.analysis.SyntheticRun;
import dev.heddle.bench.journal.Journal;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.judge.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {
    @TempDir
    private Path folder;

    @Test
    void markdownIsTheSummaryAndNothingElse() throws IOException {
        Path run = folder.resolve("run");
        Journal.begin(
                        run,
                        new Run(
                                Run.FORMAT,
                                "empty",
                                "0.1.0",
                                "unknown",
                                List.of("heddle", "run"),
                                "quick",
                                1,
                                "2026-01-02T03:04:05Z",
                                "1",
                                "0",
                                List.of(),
                                Run.Engine.builtIn(),
                                false,
                                0,
                                null,
                                Map.of(),
                                "workload: {}\n"))
                .close();
        StringWriter out = new StringWriter();
        CommandLine line = Heddle.commandLine().setOut(new PrintWriter(out));
        assertThat(line.execute("report", run.toString(), "--markdown")).isEqualTo(Exit.FAILED);
        assertThat(out.toString())
                .startsWith("### Heddle: empty\n")
                .isEqualTo(Files.readString(run.resolve("summary.md")));
        assertThat(run.resolve("decision.md")).exists();
        assertThat(run.resolve("notebook.ipynb")).exists();
    }

    /** Nothing but the lost file differs from a report that is whole, of a run with a valid trial. */
    @Test
    void aLostFileIsSaidAndIsAFailure() throws IOException {
        Path run = SyntheticRun.write(
                Files.createDirectories(folder.resolve("run")),
                SyntheticRun.run(),
                List.of(Made.trial(
                        "t0",
                        0,
                        "vertx-loop",
                        "switching",
                        List.of(),
                        List.of(Made.point("same-cpu", new Outcome.Valid(), Map.of("handoff_ns", 500.0))))));
        StringWriter out = new StringWriter();
        CommandLine line = Heddle.commandLine().setOut(new PrintWriter(out));
        assertThat(line.execute("report", run.toString())).isZero();
        assertThat(out.toString()).doesNotContain("Note:").contains("Report: ");
        Files.delete(run.resolve("summary.md"));
        Files.createDirectory(run.resolve("summary.md"));
        StringWriter err = new StringWriter();
        line.setErr(new PrintWriter(err));
        assertThat(line.execute("report", run.toString())).isEqualTo(Exit.FAILED);
        assertThat(out.toString()).contains("Note: summary.md could not be written: Is a directory");
        assertThat(line.execute("report", run.toString(), "--markdown")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("heddle: summary.md could not be written");
    }

    @Test
    void thePageIsOpenedWithTheDesktopsOpener() throws IOException {
        opener("echo \"$1\" > " + folder.resolve("opened"));
        Path page = folder.resolve("report.html");
        assertThat(new Browser(List.of(Path.of("/nowhere"), folder)).open(page)).isEmpty();
        assertThat(Files.readString(folder.resolve("opened")).strip()).isEqualTo(page.toString());
    }

    @Test
    void withoutAnOpenerThePageIsNamed() {
        assertThat(new Browser(List.of(folder)).open(Path.of("report.html")))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("no xdg-open or open was found")
                        .contains(Path.of("report.html").toAbsolutePath().toString()));
        assertThat(Browser.of(null).open(Path.of("report.html"))).isPresent();
    }

    @Test
    void anOpenerThatFindsNoBrowserIsSaid() throws IOException {
        opener("exit 3");
        assertThat(new Browser(List.of(folder)).open(Path.of("report.html")))
                .hasValueSatisfying(text -> assertThat(text).contains("could not open a browser"));
    }

    private void opener(String script) throws IOException {
        Path opener = folder.resolve("xdg-open");
        Files.writeString(opener, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
