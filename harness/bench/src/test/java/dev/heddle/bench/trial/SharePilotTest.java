package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.journal.Disturbance;
import dev.heddle.bench.journal.Usage;
import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharePilotTest {
    private static final CpuPlan CPUS = new CpuPlan(List.of(3), List.of(0, 1, 2));

    @TempDir
    private Path folder;

    /** One CPU is used to the full, and half of three: 1.5 s for each second. */
    @Test
    void allThatRanOnTheCpusCounts() {
        assertThat(SharePilot.loadForContestant(usage(1, 0.5, 0.02, 0.05), CPUS, 0.1))
                .hasValue(1.5);
    }

    /** The twins: somebody else was on the contestant's CPU, or on those of the load. */
    @Test
    void whatOthersDisturbedDecidesNothing() {
        assertThat(SharePilot.loadForContestant(usage(1, 0.5, 0.2, 0), CPUS, 0.1))
                .isEmpty();
        assertThat(SharePilot.loadForContestant(usage(1, 0.5, 0, 0.4), CPUS, 0.1))
                .isEmpty();
        assertThat(SharePilot.loadForContestant(usage(0, 0.5, 0, 0), CPUS, 0.1)).isEmpty();
    }

    @Test
    void aRealContestantIsMeasured() throws Exception {
        CpuPlan cpus = CpuPlan.here();
        assumeThat(cpus.pinned()).as("two CPUs to tell apart").isTrue();
        Suite suite = Suites.parse(
                "pilot",
                "{workload: {}, noise: {steal: 1, throttled: 1, foreign: 1}, scenarios: {throughput: {concurrency: [64]}}}");
        try (Launcher launcher = new Launcher(Cli.HOME, cpus)) {
            OptionalDouble needed = SharePilot.measure(
                    launcher, suite, List.of(Manifest.find(Cli.HOME, "vertx-loop")), 42, null, 0, folder);
            // What else runs on these CPUs is counted, so no more is asked than that it is a number of that kind.
            assertThat(needed).isPresent();
            assertThat(needed.getAsDouble()).isBetween(0.1, 10.0);
        }
    }

    private static Usage usage(double serverBusy, double loadBusy, double foreignServer, double foreignLoad) {
        return new Usage(
                3_000_000_000L,
                Map.of(Usage.CONTESTANT, serverBusy),
                0,
                0,
                0,
                0,
                0,
                serverBusy,
                loadBusy,
                new Disturbance(0, 0, null, foreignServer, foreignLoad),
                Map.of(),
                10);
    }
}
