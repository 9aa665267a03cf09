package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a calibration refuses; a whole one takes hours. */
class CalibrateTest {
    @TempDir
    private Path folder;

    @Test
    void goesOnOnlyWithACalibration() throws Exception {
        String reference = Cli.HOME.resolve("results/reference").toString();
        assertThat(Cli.run(folder, "calibrate", "--resume", reference))
                .matches(r -> r.exit() == Heddle.USAGE && r.err().contains("is no calibration; heddle run --resume"));
        assertThat(Cli.run(folder, "calibrate", "--resume", reference, "--pairs", "2"))
                .matches(r -> r.exit() == Heddle.USAGE && r.err().contains("leave out --pairs"));
        assertThat(Cli.run(folder, "calibrate", "--resume", folder.toString()))
                .matches(r -> r.exit() != 0 && r.err().contains("run.json"));
        assertThat(Files.list(folder).map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("out.txt", "err.txt");
    }

    @Test
    void refusesWhatComparesNothing() throws Exception {
        assertThat(Cli.run(folder, "calibrate", "--forks", "1"))
                .matches(r -> r.exit() == Heddle.USAGE && r.err().contains("--forks 2 or more"));
    }
}
