package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.bench.journal.Journal;
import dev.heddle.bench.journal.Model;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.judge.Judge;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Order, failure and resume, with processes and clocks that are not real. */
class RunnerTest {
    private static final List<Manifest> CONTESTANTS = List.of(manifest("a"), manifest("bb"), manifest("ccc"));

    @TempDir
    private Path folder;

    private final FakeProcesses processes = new FakeProcesses();
    private final FakeClock clock = new FakeClock();
    private final List<String> heard = new ArrayList<>();

    /** Time passes only while a contestant starts; the wall clock may be set meanwhile. */
    private static final class FakeClock implements Clock {
        private long seconds;
        private long setBy;
        private final List<Duration> slept = new ArrayList<>();

        @Override
        public Instant now() {
            return Instant.parse("2026-01-02T03:04:05Z").plusSeconds(seconds + setBy);
        }

        @Override
        public long nanos() {
            return seconds * 1_000_000_000L;
        }

        @Override
        public void sleep(Duration duration) {
            slept.add(duration);
        }
    }

    static Manifest manifest(String name) {
        return new Manifest(name, Model.EVENT_LOOP, "", List.of("true"), Map.of(), Path.of("."));
    }

    static Run run() {
        return new Run(
                Run.FORMAT,
                "toy",
                "0",
                "c",
                List.of("heddle", "run"),
                "s",
                7,
                "2026-01-02T03:04:05Z",
                "1",
                "0",
                CONTESTANTS.stream()
                        .map(contestant ->
                                new Run.Entrant(contestant.name(), contestant.model(), contestant.description()))
                        .toList(),
                Run.Engine.builtIn(),
                false,
                0,
                null,
                Map.of(),
                "workload: {}\n");
    }

    private static Plan plan(Scenario scenario) {
        return Plan.of(List.of(scenario), CONTESTANTS, List.of(), 7);
    }

    private void run(Plan plan, Journal journal) throws Exception {
        Suite suite = Suites.parse("s", "workload: {}\nscenarios: { switching: {} }");
        Runner.Progress progress = new Runner.Progress() {
            @Override
            public void begins(List<Step> steps) {
                heard.add("begins " + steps.stream().map(Step::id).toList());
            }

            @Override
            public void ended(Step last, JudgedTrial trial) {
                heard.add("ended " + trial.id());
            }
        };
        try (journal;
                Runner runner = new Runner(processes, clock, suite, run(), null, plan, journal, progress)) {
            runner.run();
        }
    }

    private List<String> recorded() throws IOException {
        return RunFolder.read(folder).trials().stream().map(Trial::id).toList();
    }

    private static List<String> planned(Plan plan) {
        return plan.steps().stream().flatMap(step -> step.ids().stream()).toList();
    }

    @BeforeEach
    void everyStartTakesFiveSeconds() {
        processes.onStart = () -> clock.seconds += 5;
    }

    @Test
    void everyProcessIsRecordedInThePlansOrder() throws Exception {
        Plan plan = plan(new ToyScenario(2, false));
        run(plan, Journal.begin(folder, run()));
        assertThat(planned(plan)).hasSize(6);
        assertThat(recorded()).isEqualTo(planned(plan));
        assertThat(RunFolder.read(folder).trials()).allMatch(trial -> trial.seconds() == 5);
        assertThat(heard).hasSize(12).startsWith("begins [" + planned(plan).getFirst() + "]");
        assertThat(processes.events).startsWith("postgres for 1", "rpc", "load").endsWith("end load");
    }

    @Test
    void contestantsThatTakeTurnsAreOneBlockAndWrittenAtOnce() throws Exception {
        Plan plan = plan(new ToyScenario(2, true));
        run(plan, Journal.begin(folder, run()));
        assertThat(recorded()).isEqualTo(planned(plan));
        assertThat(heard.stream().filter(what -> what.startsWith("begins"))).hasSize(2);
        assertThat(processes.events).startsWith("postgres for 3");
    }

    @Test
    void whatFailsIsRecordedAndTheNextIsTried() throws Exception {
        processes.broken.add("bb");
        Plan plan = plan(new ToyScenario(1, false));
        run(plan, Journal.begin(folder, run()));
        assertThat(recorded()).isEqualTo(planned(plan));
        assertThat(RunFolder.read(folder).trials())
                .filteredOn(trial -> trial.contestant().equals("bb"))
                .flatExtracting(Trial::points)
                .singleElement()
                .satisfies(point -> assertThat(point.error()).isEqualTo("bb did not start"));
        // Only a failure is waited for: it may be Ctrl-C that ends the contestant.
        assertThat(clock.slept).containsExactly(Duration.ofMillis(500));
    }

    /** Nothing is written once the bench is being ended: what fails then is no contestant's. */
    @Test
    void theLauncherIsAskedBeforeAnythingIsWritten() throws Exception {
        run(plan(new ToyScenario(1, false)), Journal.begin(folder, run()));
        assertThat(processes.events.stream().filter("not ending"::equals)).hasSize(3);
    }

    @Test
    void aResumedRunMeasuresWhatIsLeftAndNothingTwice() throws Exception {
        Plan plan = plan(new ToyScenario(2, true));
        run(plan(new ToyScenario(1, true)), Journal.begin(folder, run()));
        assertThat(recorded()).hasSize(3);
        processes.events.clear();
        heard.clear();
        run(plan, Journal.resume(folder, plan.steps().stream().map(Step::ids).toList()));
        assertThat(recorded()).isEqualTo(planned(plan));
        assertThat(processes.events.stream().filter(event -> event.startsWith("start ")))
                .hasSize(3);
        assertThat(heard.stream().filter(what -> what.startsWith("begins"))).hasSize(1);
    }

    @Test
    void withoutTheLoadEngineTheRunEndsAndKeepsWhatItHas() throws Exception {
        processes.loadAlive = false;
        Plan plan = plan(new ToyScenario(1, false));
        assertThatThrownBy(() -> run(plan, Journal.begin(folder, run())))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("After trial 1 the load engine was gone");
        assertThat(recorded()).containsExactly(planned(plan).getFirst());
    }

    /** The wall clock is set back by an hour while the only trial runs. */
    @Test
    void aClockThatIsSetIsInTheRecord() throws Exception {
        processes.onStart = () -> {
            clock.seconds += 5;
            clock.setBy = -3_600;
        };
        Plan plan = Plan.of(List.of(new ToyScenario(1, false)), List.of(manifest("a")), List.of(), 7);
        run(plan, Journal.begin(folder, run()));
        assertThat(RunFolder.read(folder).trials())
                .singleElement()
                .satisfies(trial -> assertThat(trial.clockStepSeconds()).isEqualTo(-3_600));
        assertThat(Judge.of(RunFolder.read(folder))
                        .getFirst()
                        .points()
                        .getFirst()
                        .outcome())
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.rule()).isEqualTo("clock-step"));
    }
}
