package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.judge.Judge;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs: three contestants, a real PostgreSQL, real load; and what is left when one is cut short. */
class RunTest {
    private static final String SMALL = """
            workload: {}
            forks: 1
            noise: { steal: 1, throttled: 1, foreign: 1 }
            scenarios:
              throughput: { concurrency: [4, 8], settle: 200ms, measure: 1s, warmup: 300ms, bursts: 2, max-jit-share: 1 }
              memory:
                idle: [0, 40, 80, 120, 160, 200]
                in-flight: [20, 30, 40, 50, 60, 70]
                warmup: 1s
                bursts: 1
                max-jit-share: 1
              switching: { forks: 1, warmups: 1, iterations: 1, time: 100ms }
            """;

    @TempDir
    private Path folder;

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (int i = 0; i < 600 && !Cli.processes().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertThat(Cli.processes()).isEmpty();
    }

    @Test
    void aRunMeasuresAllThreeAndReportsTheSameAgain() throws Exception {
        Path run = folder.resolve("run");
        Cli.Result result = Cli.run(folder, "run", "--suite", suite(SMALL), "--out", run.toString());
        String said = result.out() + result.err();
        List<String> rows = Files.readAllLines(run.resolve("summary.csv"));
        for (String contestant : List.of("platform-threads", "virtual-threads", "vertx-loop")) {
            assertThat(rows)
                    .as(said)
                    .anyMatch(row -> row.matches("throughput," + contestant
                            + ",concurrency=\\d,cpu_us_per_request,us,[0-9.]+,,,1,valid,geometric"));
            assertThat(rows)
                    .as(said)
                    .anyMatch(row -> row.matches("memory," + contestant
                            + ",in-flight,bytes_per_connection,B,([0-9.]+,,,1,valid,geometric|,,,1,not-positive,)"));
            // The total has the compilers' memory in it, which comes and goes after so short a warm-up; live heap has
            // not.
            assertThat(rows)
                    .as(said)
                    .anyMatch(row -> row.matches("memory," + contestant
                            + ",in-flight,bytes_per_connection\\.heap,B,[0-9.]+,,,1,valid,arithmetic"));
            assertThat(rows)
                    .as(said)
                    .anyMatch(row -> row.matches("memory," + contestant
                            + ",idle,bytes_per_connection\\.heap,B,[0-9.]+,,,1,valid,arithmetic"));
            assertThat(rows)
                    .as(said)
                    .anyMatch(row -> row.matches(
                            "switching," + contestant + ",same-cpu,handoff_ns,ns,[0-9.]+,,,1,valid,geometric"));
        }
        assertThat(result.exit()).as(said).isZero();
        assertThat(result.out()).contains("Report: " + run.resolve("report.html"));
        try (Stream<Path> plots = Files.list(run.resolve("plots"))) {
            assertThat(plots.filter(plot -> plot.toString().endsWith(".svg"))).hasSizeGreaterThanOrEqualTo(4);
        }
        try (Stream<Path> logs = Files.walk(run.resolve("trials"))) {
            assertThat(logs.filter(log -> log.toString().endsWith(".hlog"))).hasSize(6);
        }
        Map<String, byte[]> first = derived(run);
        assertThat(Cli.run(folder, "report", run.toString()).exit()).isZero();
        assertThat(derived(run)).containsExactlyInAnyOrderEntriesOf(first);

        Cli.Result again = Cli.run(folder, "run", "--suite", suite(SMALL), "--out", run.toString());
        assertThat(again.exit()).isEqualTo(Exit.FAILED);
        assertThat(again.err()).contains("holds a run already").contains("--out");
    }

    @Test
    void aContestantThatDiesIsAFailureAndTheOthersAreMeasured() throws Exception {
        Path run = folder.resolve("run");
        String dies = Cli.HOME
                .resolve("harness/bench/src/test/fixtures/dies-early/contestant.yaml")
                .toString();
        String suite = suite("""
                workload: {}
                forks: 1
                noise: { steal: 1, throttled: 1, foreign: 1 }
                scenarios:
                  throughput: { concurrency: [4], settle: 200ms, measure: 5s, warmup: 1s, bursts: 2, max-jit-share: 1 }
                """);
        Cli.Result result = Cli.run(
                folder, "run", "--suite", suite, "--contestants", dies + ",vertx-loop", "--out", run.toString());
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(Exit.FAILED);
        assertThat(Files.readAllLines(run.resolve("summary.csv")))
                .anyMatch(row -> row.startsWith("throughput,dies-early,concurrency=4,requests_per_second,1/s,,,,0,"))
                .anyMatch(row -> row.startsWith("throughput,vertx-loop,concurrency=4,cpu_us_per_request,us,"));
        assertThat(Judge.of(RunFolder.read(run)))
                .filteredOn(trial -> trial.contestant().equals("vertx-loop"))
                .flatExtracting(JudgedTrial::points)
                .isNotEmpty()
                .allSatisfy(point -> {
                    assertThat(point.metrics()).containsKey("cpu_us_per_request");
                    // A stall of this machine at a window's end, or for most of a second, may void it; nothing else
                    // may.
                    if (point.outcome() instanceof Outcome.Invalid invalid) {
                        assertThat(invalid.verdict("cpu_us_per_request")).isIn("valid", "littles-law", "never-steady");
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void anInterruptedRunKeepsWhatItHasAndEndsEveryProcess(String signal, int exit) throws Exception {
        Path run = folder.resolve("run");
        Process process = Cli.start(folder, "run", "--suite", "quick", "--out", run.toString());
        while (Cli.processes().size() < 5 && process.isAlive()) {
            Thread.sleep(50);
        }
        Thread.sleep(1_000);
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(exit);
        assertThat(run.resolve("run.json")).exists();
        assertThat(run.resolve("trials.jsonl")).exists();
    }

    @Test
    void aKilledBenchLeavesNoProcess() throws Exception {
        assumeThat(Path.of("/usr/bin/setpriv"))
                .as("parent-death signal for contestants")
                .exists();
        Process process = Cli.start(
                folder,
                "run",
                "--suite",
                "quick",
                "--out",
                folder.resolve("run").toString());
        while (Cli.processes().size() < 5 && process.isAlive()) {
            Thread.sleep(50);
        }
        Thread.sleep(1_000);
        process.destroyForcibly().waitFor();
        assertThat(process.exitValue()).isEqualTo(137);
    }

    /** Nine trials that need no service; killed at ten moments drawn from a seed, and resumed each time. */
    @Test
    void aRunKilledTenTimesEndsWithTheTrialsOfAnUnbrokenOne() throws Exception {
        assumeThat(Path.of("/usr/bin/setpriv")).as("parent-death signal").exists();
        Path run = folder.resolve("run");
        String suite = suite("""
                workload: {}
                noise: { steal: 1, throttled: 1, foreign: 1 }
                scenarios:
                  switching: { forks: 3, warmups: 0, iterations: 1, time: 10ms }
                """);
        Random random = new Random(42);
        for (int kill = 0; kill < 10; kill++) {
            Process process = Files.exists(run.resolve("run.json"))
                    ? Cli.start(folder, "run", "--resume", run.toString())
                    : Cli.start(folder, "run", "--suite", suite, "--out", run.toString());
            process.waitFor(500 + random.nextInt(2_500), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }
        Cli.Result last = Files.exists(run.resolve("run.json"))
                ? Cli.run(folder, "run", "--resume", run.toString())
                : Cli.run(folder, "run", "--suite", suite, "--out", run.toString());
        assertThat(last.exit()).as(last.out() + last.err()).isZero();
        List<String> ids = RunFolder.read(run).trials().stream().map(Trial::id).toList();
        List<String> planned = Cli.run(folder, "run", "--suite", suite, "--dry-run")
                .out()
                .lines()
                .filter(line -> line.startsWith("#   block"))
                .map(line -> line.strip().split("\\s+")[3] + "-switching")
                .toList();
        assertThat(planned).hasSize(9);
        assertThat(ids)
                .hasSize(9)
                .zipSatisfy(planned, (id, plan) -> assertThat(id).endsWith(plan));

        Cli.Result nothingLeft = Cli.run(folder, "run", "--resume", run.toString());
        assertThat(nothingLeft.exit()).as(nothingLeft.err()).isZero();
        assertThat(RunFolder.read(run).trials()).hasSize(9);
        assertThat(Cli.run(folder, "run", "--resume", run.toString(), "--suite", "smoke"))
                .matches(r -> r.exit() == 2 && r.err().contains("settings differ"));
        assertThat(Cli.run(folder, "run", "--resume", run.toString(), "--seed", "7"))
                .matches(r -> r.exit() == 2 && r.err().contains("leave out --seed"));
        Path record = run.resolve("run.json");
        Files.writeString(
                record, Files.readString(record).replaceAll("\"cpu model\" : \"[^\"]*\"", "\"cpu model\" : \"Z80\""));
        assertThat(Cli.run(folder, "run", "--resume", run.toString()))
                .matches(r -> r.exit() == 2 && r.err().contains("cpu model: Z80 and"));
    }

    @Test
    void whatIsAskedWronglyIsExitTwo() throws Exception {
        assertThat(Cli.run(folder, "run", "--suite", "thorough"))
                .matches(r -> r.exit() == 2 && r.err().contains("smoke, quick"));
        assertThat(Cli.run(folder, "run", "--contestants", "netty")).matches(r -> r.exit() == 2);
        assertThat(Cli.run(folder, "run", "--speed"))
                .matches(r -> r.exit() == 2 && r.err().contains("--speed"));
        assertThat(Cli.run(folder, "run", "--server-cpus", "0", "--load-cpus", "0"))
                .matches(r -> r.exit() == 2 && r.err().contains("overlap"));
        assertThat(Cli.run(folder, "report", folder.resolve("nowhere").toString()))
                .matches(r -> r.exit() != 0 && r.err().contains("nowhere"));
        assertThat(Cli.run(folder)).matches(r -> r.exit() == 2);
    }

    @Test
    void whatTheMachineLacksIsExitThree() throws Exception {
        String suite = suite(SMALL.replace("50, 60, 70]", "50, 60, 900000]"));
        Cli.Result files = Cli.run(
                folder, "run", "--suite", suite, "--out", folder.resolve("run").toString());
        assertThat(files.exit()).isEqualTo(Exit.LACKING);
        assertThat(files.err())
                .contains("memory.in-flight: a rung of 900000 needs")
                .contains("ulimit -n");
        Cli.Result database = Cli.run(
                folder,
                "run",
                "--suite",
                suite(SMALL),
                "--postgres",
                "postgresql://nobody:secret@127.0.0.1:1/none",
                "--out",
                folder.resolve("run").toString());
        assertThat(database.exit()).isEqualTo(Exit.LACKING);
        assertThat(database.err())
                .contains("PostgreSQL")
                .contains("127.0.0.1:1")
                .doesNotContain("secret");
        assertThat(Files.readString(folder.resolve("run/run.json"))).doesNotContain("secret");
    }

    private String suite(String yaml) throws IOException {
        Path file = folder.resolve("suite.yaml");
        Files.writeString(file, yaml);
        return file.toString();
    }

    private static Map<String, byte[]> derived(Path run) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(run)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(run.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
