package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.judge.Judge;
import dev.heddle.bench.launch.CpuPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A calibration in small, and what one refuses; a whole one takes hours. */
class CalibrateTest {
    @TempDir
    private Path folder;

    @Test
    void goesOnOnlyWithACalibration() throws Exception {
        String reference = Cli.HOME.resolve("results/reference").toString();
        assertThat(Cli.run(folder, "calibrate", "--resume", reference))
                .matches(r -> r.exit() == Exit.USAGE && r.err().contains("is no calibration; heddle run --resume"));
        assertThat(Cli.run(folder, "calibrate", "--resume", reference, "--pairs", "2"))
                .matches(r -> r.exit() == Exit.USAGE && r.err().contains("leave out --pairs"));
        assertThat(Cli.run(folder, "calibrate", "--resume", folder.toString()))
                .matches(r -> r.exit() != 0 && r.err().contains("run.json"));
        assertThat(Files.list(folder).map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("out.txt", "err.txt");
    }

    @Test
    void comparesAContestantWithItselfOnCpusOfItsOwn() throws Exception {
        assumeThat(CpuPlan.here().pinned()).as("two CPUs to tell apart").isTrue();
        Path record = folder.resolve("record");
        String[] small =
                "calibrate --pairs 1 --forks 2 --users 4 --measure 1 --bursts 2 --max-jit-share 1 --slowdown 0.5"
                        .split(" ");
        List<String> command = new ArrayList<>(List.of(small));
        command.addAll(List.of("--out", record.toString()));
        Cli.Result result = Cli.run(folder, command.toArray(String[]::new));
        assumeThat(voids(record.resolve("pilot")))
                .as("a machine that leaves one of the pilot's two trials alone")
                .isLessThan(2);
        assertThat(result.out()).contains("rounds of SHA-256 are planted");

        Run pilot = RunFolder.read(record.resolve("pilot")).run();
        RunFolder all = RunFolder.read(record);
        assertThat(List.of(all.run().serverCpus(), all.run().loadCpus()))
                .isEqualTo(List.of(pilot.serverCpus(), pilot.loadCpus()));
        assertThat(all.trials())
                .hasSize(6)
                .allSatisfy(trial -> assertThat(trial.points())
                        .singleElement()
                        .satisfies(point -> assertThat(((Evidence.Load) point.evidence()).windows())
                                .isNotEmpty()
                                .allMatch(window -> window.counts().wrong() == 0))
                        .satisfies(point -> assertThat(point.context())
                                .hasEntrySatisfying(
                                        "cpus_used_between_turns",
                                        cpus -> assertThat(cpus)
                                                .isGreaterThan(0)
                                                .isLessThan(1.5))));

        // With two blocks every one of the six has to be valid, which a machine under other load does not grant.
        if (voids(record) == 0) {
            assertThat(result.out()).contains("A/A pairs of vertx-loop").contains("A planted slowdown of");
            assertThat(record.resolve("calibration.json")).exists();
        } else {
            assertThat(result.exit()).isEqualTo(Exit.FAILED);
            assertThat(result.err()).contains("can't tell: no comparison");
            assertThat(record.resolve("calibration.json")).doesNotExist();
        }
    }

    @Test
    void whatARecordSaysIsFoundAgainFromItsTrials() throws Exception {
        Path committed = Cli.HOME.resolve("results/calibration");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        for (String raw : List.of("run.json", "trials.jsonl")) {
            Files.copy(committed.resolve(raw), copy.resolve(raw));
        }
        assertThat(Cli.run(folder, "report", copy.toString()).out())
                .contains("A/A pairs of vertx-loop")
                .contains("A planted slowdown of");
        assertThat(copy.resolve("calibration.json")).hasSameTextualContentAs(committed.resolve("calibration.json"));
    }

    /** Points whose CPU time a request is not valid. */
    private static long voids(Path run) throws Exception {
        return Judge.of(RunFolder.read(run)).stream()
                .flatMap(trial -> trial.points().stream())
                .filter(point -> !point.outcome().verdict("cpu_us_per_request").equals("valid"))
                .count();
    }

    @Test
    void refusesWhatComparesNothing() throws Exception {
        assertThat(Cli.run(folder, "calibrate", "--forks", "1"))
                .matches(r -> r.exit() == Exit.USAGE && r.err().contains("--forks 2 or more"));
    }
}
