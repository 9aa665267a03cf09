package dev.heddle.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.journal.Disturbance;
import dev.heddle.bench.journal.Downstream;
import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Histograms;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Usage;
import dev.heddle.bench.journal.Window;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.suite.ThroughputPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.StreamReport;
import dev.heddle.load.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class HeldWindowsTest {
    @Test
    void aWarmProcessStaysOnTheLevelOfItsFirstWindow() throws Exception {
        List<HeldWindows> held = held(100, 101, 99, 100, 100, 102, 98, 100, 100);
        assertThat(held).extracting(HeldWindows::metric).containsOnly(Metric.CPU_US_PER_REQUEST);
        assertThat(held).extracting(HeldWindows::seconds).containsExactly(2.0, 8.0);
        assertThat(held).allSatisfy(length -> assertThat(length.below()).isCloseTo(0, within(0.01)));
    }

    /** The broken twin falls by a tenth after it was measured, and its compilers, whose time no cost has, were busy until then. */
    @Test
    void aProcessThatWasNotWarmFallsBelowIt() throws Exception {
        HeldWindows held = held(100, 90, 90, 91, 89, 90, 90, 90, 90).getFirst();
        assertThat(held.first()).isCloseTo(100, within(1e-6));
        assertThat(held.below()).isCloseTo(0.1, within(1e-6));
        assertThat(held.firstJit()).isCloseTo(20, within(1e-6));
        assertThat(held.levelJit()).isZero();
        assertThat(held.sentence()).contains("level of the rest 90.0 us, which is 10.0 % below (JIT beside it 20.0 us");
    }

    @Test
    void theSuiteHoldsEachForThreeMinutes() throws Exception {
        ThroughputPlan plan = Objects.requireNonNull(Suites.read(Cli.HOME
                        .resolve("harness/bench/src/test/suites/three-minutes.yaml")
                        .toString())
                .scenarios()
                .throughput());
        assertThat(plan.window().multipliedBy(plan.windows()).toSeconds()).isEqualTo(180);
        ThroughputPlan quick =
                Objects.requireNonNull(Suites.read("quick").scenarios().throughput());
        assertThat(List.of(plan.warmup(), plan.bursts(), plan.settle()))
                .isEqualTo(List.of(quick.warmup(), quick.bursts(), quick.settle()));
    }

    private static List<HeldWindows> held(double... micros) throws Exception {
        List<Window> windows = new ArrayList<>();
        for (double cost : micros) {
            windows.add(window(cost, windows.isEmpty() ? 20 : 0));
        }
        Evidence.Load load = new Evidence.Load(
                new Evidence.Setup(128, 1, 1, 32, 3, 0.005, false),
                new Evidence.Allowed(0, 0.1, 0.02, 0.01, 0.1),
                null,
                windows);
        return HeldWindows.of("a", Point.of("concurrency=128", Map.of(), load, Map.of()));
    }

    /** Two seconds at 1,000 requests/s. */
    private static Window window(double micros, double jitMicros) throws Exception {
        Histogram latency = new Histogram(3);
        latency.recordValueWithCount(1_000_000, 2_000);
        String encoded = Histograms.encode(latency);
        StreamReport stream = new StreamReport(
                "main",
                new Tally(2_000, 2_000, 0, 0, 0, 0, ""),
                2_000,
                2_000,
                2_000,
                0,
                encoded,
                encoded,
                "",
                null,
                List.of(),
                0,
                128,
                0);
        return new Window(
                new LoadReport("built-in", 2_000_000_000L, List.of(stream), null, List.of()),
                new Usage(
                        2_000_000_000L,
                        Map.of("contestant", (micros + jitMicros) / 1_000),
                        jitMicros / 1_000,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        Disturbance.NONE,
                        Map.of(),
                        1),
                new Downstream(6_000, 2_000L, 1));
    }
}
