package dev.heddle.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.journal.Disturbance;
import dev.heddle.bench.journal.Downstream;
import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Histograms;
import dev.heddle.bench.journal.Journal;
import dev.heddle.bench.journal.Model;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.journal.Usage;
import dev.heddle.bench.journal.Window;
import dev.heddle.load.Generator;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Second;
import dev.heddle.load.StreamReport;
import dev.heddle.load.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts are of the rules of today, whenever a run was recorded. */
class JudgeTest {
    @TempDir
    private Path folder;

    /** A threshold is part of the record: whoever changes it there changes the verdict, and nothing else. */
    @Test
    void aThresholdThatIsChangedChangesTheVerdictOfARecordedRun() throws Exception {
        record(folder, 0.05);
        assertThat(verdicts(folder)).containsExactly("steal");
        Path trials = folder.resolve("trials.jsonl");
        Files.writeString(trials, Files.readString(trials).replace("\"steal\":0.02", "\"steal\":0.1"));
        assertThat(verdicts(folder)).containsExactly("valid");
        assertThat(Judge.of(RunFolder.read(folder))
                        .getFirst()
                        .points()
                        .getFirst()
                        .metrics())
                .containsEntry("requests_per_second", 1_000.0);
    }

    /** What the rules see on disk is what they saw when it was measured. */
    @Test
    void evidenceIsReadBackAsItWasWritten() throws Exception {
        Trial written = record(folder, 0.01);
        assertThat(RunFolder.read(folder).trials()).containsExactly(written);
        assertThat(verdicts(folder)).containsExactly("valid");
    }

    @Test
    void aCommittedRunOfFormatOneIsJudgedByTheRulesOfToday() throws Exception {
        Path standard = copied("standard");
        RunFolder held = RunFolder.read(standard);
        assertThat(held.run().format()).isEqualTo(1);
        assertThat(held.run().engine()).isEqualTo(Run.Engine.builtIn());
        Map<String, Long> before = rules(standard, "cpu_us_per_request");
        assertThat(before).containsKeys("valid", "never-steady", "steal");
        Path record = standard.resolve("run.json");
        String settings = Files.readString(record);
        assertThat(settings).contains("steal: 0.02");
        Files.writeString(record, settings.replace("steal: 0.02", "steal: 0.5"));
        assertThat(rules(standard, "cpu_us_per_request")).doesNotContainKey("steal");
        Files.writeString(record, settings.replace("steal: 0.02", "steal: 0.0001"));
        assertThat(rules(standard, "cpu_us_per_request").getOrDefault("steal", 0L))
                .isGreaterThan(before.getOrDefault("steal", 0L));
    }

    /** A probe of format 1 has no lateness: the rule that needs it says so, and the verdict of its day stands where it rested on that. */
    @Test
    void whatAnOlderRecordLacksIsSaidByName() throws Exception {
        List<JudgedPoint> capacities = Judge.of(RunFolder.read(copied("reference"))).stream()
                .filter(trial -> trial.scenario().text().equals("capacity"))
                .flatMap(trial -> trial.points().stream())
                .toList();
        assertThat(capacities)
                .hasSize(3)
                .allSatisfy(capacity -> assertThat(capacity.unjudged())
                        .anyMatch(sentence -> sentence.startsWith("not judged: response times were not recorded"))
                        .anyMatch(sentence -> sentence.contains("generator-late")));
        assertThat(capacities)
                .anySatisfy(capacity -> assertThat(capacity.outcome())
                        .isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> {
                            assertThat(invalid.rule()).isEqualTo("generator-late");
                            assertThat(invalid.reason()).startsWith("at the lowest rate");
                        }));
    }

    private Path copied(String run) throws Exception {
        Path copy = Files.createDirectory(folder.resolve(run));
        for (String raw : List.of("run.json", "trials.jsonl")) {
            Files.copy(Cli.HOME.resolve("results").resolve(run).resolve(raw), copy.resolve(raw));
        }
        return copy;
    }

    private static Map<String, Long> rules(Path run, String metric) throws Exception {
        return Judge.of(RunFolder.read(run)).stream()
                .flatMap(trial -> trial.points().stream())
                .map(point -> point.outcome().verdict(metric))
                .collect(Collectors.groupingBy(rule -> rule, Collectors.counting()));
    }

    private static List<String> verdicts(Path run) throws Exception {
        return Judge.of(RunFolder.read(run)).stream()
                .flatMap(trial -> trial.points().stream())
                .map(point -> point.outcome().verdict("requests_per_second"))
                .toList();
    }

    /** One honest point of a closed loop, four windows of a second; of the CPUs' time the hypervisor took a part. */
    private static Trial record(Path folder, double steal) throws Exception {
        Window window = window(0.9, steal);
        List<Window> windows = IntStream.range(0, 4).mapToObj(i -> window).toList();
        Point point = Point.of(
                "concurrency=64",
                Map.of("requests_per_second", 1_000.0),
                new Evidence.Load(
                        new Evidence.Setup(64, 1, 1, 32, 3, 0.005, false),
                        new Evidence.Allowed(0, 0.1, 0.02, 0.01, 0.1),
                        null,
                        windows),
                Map.of());
        Trial trial = new Trial(
                "000-a-throughput",
                "000-a-throughput",
                0,
                "a",
                Model.EVENT_LOOP,
                "throughput",
                "2026-01-02T03:04:05Z",
                4,
                0,
                List.of(),
                List.of(point));
        Run run = new Run(
                Run.FORMAT,
                "r",
                "0",
                "c",
                List.of("heddle"),
                "s",
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
                "");
        try (Journal journal = Journal.begin(folder, run)) {
            journal.append(List.of(trial));
        }
        return trial;
    }

    /** A second of 1,000 right answers to 64 users, for which the contestant used so many CPUs. */
    static Window window(double cpus, double steal) {
        Histogram latency = new Histogram(3);
        latency.recordValueWithCount(64_000_000L, 1_000);
        Tally counts = new Tally(1_000, 1_000, 0, 0, 0, 0, "");
        StreamReport stream = new StreamReport(
                "main",
                counts,
                1_000,
                1_000,
                1_000,
                0,
                Histograms.encode(latency),
                Histograms.encode(latency),
                "",
                Histograms.encode(latency),
                List.of(new Second(0, 1_000, 1_000, 0, 0, 0, 0, 64_000_000, 64_000_000, 64_000_000, 0)),
                0,
                64,
                0);
        return new Window(
                new LoadReport(
                        "built-in", 1_000_000_000L, List.of(stream), new Generator(1, 0, 10, 2, 7, "none"), List.of()),
                new Usage(
                        1_000_000_000L,
                        Map.of("contestant", cpus),
                        0.01,
                        0.02,
                        30,
                        10,
                        0,
                        0.95,
                        0.5,
                        new Disturbance(steal, 0, null, 0, 0),
                        Map.of("contestant", 1_000_000L),
                        20),
                new Downstream(3_000, 1_000L, 100));
    }
}
