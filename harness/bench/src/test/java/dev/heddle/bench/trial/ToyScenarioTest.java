package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Journal;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.report.Report;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scenario that stands in the tests alone is measured, recorded, judged and shown wherever a run's numbers are. */
class ToyScenarioTest {
    private static final Runner.Progress SILENT = new Runner.Progress() {
        @Override
        public void begins(List<Step> steps) {}

        @Override
        public void ended(Step last, JudgedTrial trial) {}
    };

    @TempDir
    private Path folder;

    @Test
    void aScenarioOfSomebodyElsesIsShownEverywhere() throws Exception {
        List<Manifest> contestants = List.of(RunnerTest.manifest("a"), RunnerTest.manifest("bb"));
        Plan plan = Plan.of(List.of(new ToyScenario(3, true)), contestants, List.of(), 7);
        try (Journal journal = Journal.begin(folder, RunnerTest.run());
                Runner runner = new Runner(
                        new FakeProcesses(),
                        Clock.system(),
                        Suites.parse("s", "workload: {}\nscenarios: { switching: {} }"),
                        RunnerTest.run(),
                        null,
                        plan,
                        journal,
                        SILENT)) {
            runner.run();
        }
        Report report = Report.write(folder);
        assertThat(report.failures()).isEmpty();
        assertThat(report.anyValid()).isTrue();
        assertThat(report.terminalSummary()).contains("toy: toy_ms").contains("letters");
        assertThat(written("summary.csv"))
                .contains("toy,a,letters,toy_ms,ms,1.09696,")
                .contains("toy,bb,letters,toy_ms,ms,2.09841,");
        assertThat(written("points.csv")).contains(",toy,a,letters,toy_ms,ms,1,valid");
        assertThat(written("report.html"))
                .contains("id=\"toy\"")
                .contains("toy_ms")
                .contains("letters");
        assertThat(written("notebook.ipynb")).contains("\\\"toy\\\"").contains("toy_ms");
        assertThat(written("decision.md")).contains("toy_ms").contains("letters");
    }

    private String written(String file) throws Exception {
        return Files.readString(folder.resolve(file));
    }
}
