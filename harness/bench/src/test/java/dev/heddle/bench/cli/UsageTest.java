package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.analysis.SyntheticRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Only what the user typed is bad usage; what fails in Heddle itself is not the user's mistake. */
class UsageTest {
    @Command(name = "broken")
    private static final class Broken implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalArgumentException("a plot can't be drawn");
        }
    }

    @Test
    void aFailureOfHeddlesOwnIsNotCalledBadUsage() {
        StringWriter err = new StringWriter();
        CommandLine line = Heddle.commandLine().addSubcommand(new Broken()).setErr(new PrintWriter(err));
        assertThat(line.execute("broken")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("a plot can't be drawn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --server-cpus x --load-cpus 0 --dry-run | 'x' is no list of CPUs",
                "run --contestants vertx-loop --a-a netty --dry-run | a-a is 'netty'",
                "run --contestants vertx-loop,vertx-loop --dry-run | two contestants are called vertx-loop",
                "run --engine hyperfoil=nowhere --dry-run | not an engine",
                "switch --forks 0 | forks is 0",
                "calibrate --forks 1 | --forks 2 or more",
                "serve vertx-loop --bursts -1 | --bursts is 0 or more",
            })
    void whatTheUserTypedIs(String command, String said) {
        StringWriter err = new StringWriter();
        System.setProperty("heddle.home", Cli.HOME.toString());
        CommandLine line =
                Heddle.commandLine().setErr(new PrintWriter(err)).setOut(new PrintWriter(new StringWriter()));
        assertThat(line.execute(command.split(" "))).as(err.toString()).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains(said);
        assertThat(Path.of("results")).doesNotExist();
    }

    /** Both forms of an option are read; a run is not continued on another database because the option was left out. */
    @Test
    void aRunIsContinuedOnItsOwnKindOfDatabaseOnly(@TempDir Path folder) throws IOException {
        SyntheticRun.write(folder, SyntheticRun.run(), List.of());
        Path record = folder.resolve("run.json");
        String embedded =
                Files.readString(record).replace("calls: 3 }\\n", "calls: 3 }\\nscenarios: { switching: {} }\\n");
        String own = embedded.replace("\"ownDatabase\":false", "\"ownDatabase\":true");
        assertThat(own).isNotEqualTo(embedded);
        Files.writeString(record, own);
        String url = "postgresql://nobody@127.0.0.1:1/none";
        String differs = "database: the reader's own (--postgres) and embedded";
        assertThat(resumed("--resume", folder.toString())).contains("can't be resumed", differs);
        assertThat(resumed("--resume", folder.toString(), "--postgres", url))
                .contains("can't be resumed")
                .doesNotContain("database:");
        assertThat(resumed("--resume=" + folder, "--postgres=" + url))
                .contains("can't be resumed")
                .doesNotContain("database:");
    }

    private static String resumed(String... options) {
        StringWriter err = new StringWriter();
        System.setProperty("heddle.home", Cli.HOME.toString());
        CommandLine line =
                Heddle.commandLine().setErr(new PrintWriter(err)).setOut(new PrintWriter(new StringWriter()));
        String[] command = Stream.concat(Stream.of("run"), Stream.of(options)).toArray(String[]::new);
        assertThat(line.execute(command)).as(err.toString()).isEqualTo(Exit.USAGE);
        return err.toString();
    }
}
