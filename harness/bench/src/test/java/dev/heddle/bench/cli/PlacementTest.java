package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.launch.Core;
import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.launch.Topology;
import dev.heddle.bench.meter.Finding;
import dev.heddle.bench.meter.Slowdowns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PlacementTest {
    /** Four CPUs of which the kernel says that each is a core. */
    private static final Topology FOUR = cores(4);

    private static final Slowdowns HIDDEN =
            new Slowdowns(List.of(pair(0, 2, 0.6), pair(1, 3, 0.6)), List.of(), pair(0, 1, 0.99), 0);
    private static final Slowdowns APART = new Slowdowns(List.of(), List.of(), pair(0, 1, 0.99), 0);
    private static final Slowdowns UNTOLD = new Slowdowns(List.of(), List.of(pair(0, 1, 0.9)), null, 0.4);

    @BeforeEach
    void tasksetIsThere() {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/taskset")))
                .as("taskset")
                .isTrue();
    }

    @Test
    void whatWasMeasuredMakesCoresThatTheKernelHides() {
        Placement placement = pinning().placement(FOUR, HIDDEN);
        assertThat(placement.cpus()).isEqualTo(new CpuPlan(List.of(1, 3), List.of(0, 2)));
        assertThat(placement.shared()).isEmpty();
        assertThat(placement.facts())
                .containsEntry("cores", "2 cores of 2 threads, 1 memory node, 1 last-level cache")
                .doesNotContainKey(Run.SHARED_CORES)
                .hasEntrySatisfying(
                        "cores, measured",
                        text -> assertThat(text).startsWith("CPUs 0 and 2 slow each other down by 40 %"));
        assertThat(CoreFindings.of(placement))
                .allMatch(finding -> finding.level() == Finding.Level.FINE, "no core is split");
    }

    /** The twin: without the measurement, both sides of a core are split, and nothing shows it. */
    @Test
    void withoutTheMeasurementTheyAreSplit() {
        Placement placement = pinning().placement(FOUR, null);
        assertThat(placement.cpus()).isEqualTo(new CpuPlan(List.of(3), List.of(0, 1, 2)));
        assertThat(placement.cpus().shared(FOUR.joined(List.of(List.of(1, 3))))).hasSize(1);
    }

    @Test
    void aChoiceThatSplitsACoreIsWarnedOf() {
        Placement placement =
                pinning("--server-cpus", "2,3", "--load-cpus", "0,1").placement(FOUR, HIDDEN);
        String shared = "contestant and load share 2 cores (CPUs 0,2 and CPUs 1,3)";
        assertThat(placement.facts()).containsEntry(Run.SHARED_CORES, shared).doesNotContainKey("cpu plan");
        assertThat(placement.sentences()).anyMatch(sentence -> sentence.contains("Warning: " + shared));
        assertThat(CoreFindings.of(placement))
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(Finding.Level.WORSE));
        assertThat(pinning("--server-cpus", "1,3", "--load-cpus", "0,2")
                        .placement(FOUR, HIDDEN)
                        .shared())
                .isEmpty();
    }

    @Test
    void whatCannotBeToldIsSaid() {
        Placement placement = pinning().placement(cores(2), UNTOLD);
        assertThat(placement.sentences()).anyMatch(sentence -> sentence.contains("can't be told"));
        assertThat(CoreFindings.of(placement))
                .filteredOn(finding -> finding.what().equals("cores, measured"))
                .singleElement()
                .matches(finding -> finding.level() == Finding.Level.WORSE
                        && finding.advice().contains("end what runs beside"));
    }

    @Test
    void aThreadThatIsSomebodyElsesIsWarnedOf() {
        Topology half =
                new Topology(List.of(new Core(List.of(0), List.of(2), 0, 0), new Core(List.of(1), List.of(), 0, 0)));
        assertThat(CoreFindings.of(pinning().placement(half, null)))
                .singleElement()
                .matches(finding -> finding.level() == Finding.Level.WORSE
                        && finding.found().contains("not ours: CPUs 2"));
    }

    @Test
    void thePilotDecidesWhereThereAreMoreThanTwoCores() {
        Placement twelve = pinning().placement(cores(12), APART);
        assertThat(twelve.negotiable()).isTrue();
        assertThat(twelve.cpus().serverCount()).isEqualTo(4);
        Placement measured = twelve.after(OptionalDouble.of(0.9));
        assertThat(measured.cpus().serverCount()).isEqualTo(6);
        assertThat(measured.facts().get("cpu plan"))
                .isEqualTo(
                        "whole cores; the load side needs 0.90 s of CPU time for each second of the contestant's, as a pilot measured");
        Placement disturbed = twelve.after(OptionalDouble.empty());
        assertThat(disturbed.cpus()).isEqualTo(twelve.cpus());
        assertThat(disturbed.facts().get("cpu plan")).contains("assumed, since other processes disturbed the pilot");
        assertThat(pinning().placement(cores(2), APART).negotiable()).isFalse();
        assertThat(pinning("--server-cpus", "3", "--load-cpus", "0-2")
                        .placement(FOUR, APART)
                        .negotiable())
                .isFalse();
        assertThat(pinning("--no-pinning").placement(FOUR, null).negotiable()).isFalse();
    }

    private static Pinning pinning(String... options) {
        Pinning pinning = new Pinning();
        new CommandLine(pinning).parseArgs(options);
        return pinning;
    }

    private static Topology cores(int count) {
        return new Topology(IntStream.range(0, count)
                .mapToObj(cpu -> new Core(List.of(cpu), List.of(), 0, 0))
                .toList());
    }

    private static Slowdowns.Pair pair(int a, int b, double kept) {
        return new Slowdowns.Pair(a, b, kept, kept - 0.02, kept + 0.02);
    }
}
