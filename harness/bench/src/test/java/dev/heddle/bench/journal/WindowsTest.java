package dev.heddle.bench.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.bench.judge.LoadMetrics;
import dev.heddle.load.Generator;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Second;
import dev.heddle.load.StreamReport;
import dev.heddle.load.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final double MILLIS = 1e6;

    @Test
    void oneWindowIsItself() throws Exception {
        Window only = window(1, 100, 0.5, 5, "");
        assertThat(Windows.pooled(List.of(only))).isSameAs(only);
    }

    @Test
    void countsAreAddedUpAndStayConserved() throws Exception {
        Window pooled = Windows.pooled(List.of(window(1, 100, 0.5, 5, ""), window(3, 600, 0.9, 50, "late")));
        Tally counts = pooled.main().counts();
        assertThat(counts).isEqualTo(new Tally(702, 700, 0, 2, 0, 0, "late"));
        assertThat(counts.conserved()).isTrue();
        assertThat(pooled.rate()).isCloseTo(175, within(1e-9));
        assertThat(pooled.downstream().calls()).isEqualTo(2_100);
        assertThat(pooled.downstream().queries()).isEqualTo(700);
        assertThat(pooled.downstream().querySeconds()).isCloseTo(0.001, within(1e-9));
        assertThat(pooled.main().reconnects()).isEqualTo(2);
        assertThat(pooled.load().generator()).isEqualTo(new Generator(1, 0, 20, 4, 7, "none"));
    }

    /** Not the mean of the windows' own figures, which a short window would sway as much as a long one. */
    @Test
    void sharesAreMeansOverTime() throws Exception {
        Window pooled = Windows.pooled(List.of(window(1, 100, 0.5, 5, ""), window(3, 600, 0.9, 50, "")));
        assertThat(pooled.usage().contestantCpus()).isCloseTo(0.8, within(1e-9));
        assertThat(pooled.usage().disturbance().steal()).isCloseTo(0.08, within(1e-9));
        assertThat(LoadMetrics.of(pooled, 4_000).get("cpu_us_per_request")).isCloseTo(0.75 / 175 * 1e6, within(1e-6));
        assertThat(pooled.usage().nanos()).isEqualTo(4_000_000_000L);
        assertThat(LoadMetrics.of(pooled, 4_000).get("voluntary_switches_per_request"))
                .isCloseTo(3, within(1e-9));
        assertThat(LoadMetrics.of(pooled, 4_000).get("involuntary_switches_per_request"))
                .isCloseTo(1, within(1e-9));
    }

    /** Compilers are no request's work, wherever they run; what the downstreams use is what they used for each of their own. */
    @Test
    void costsStandApart() throws Exception {
        Map<String, Double> metrics = LoadMetrics.of(window(1, 100, 0.5, 5, ""), 4_000);
        assertThat(metrics.get("jit_cpu_us_per_request")).isCloseTo(0.05 / 100 * 1e6, within(1e-6));
        assertThat(metrics.get("whole_cpu_us_per_request")).isCloseTo((0.53 - 0.05) / 100 * 1e6, within(1e-6));
        assertThat(metrics.get("postgres_cpu_us_per_query")).isCloseTo(0.2 / 100 * 1e6, within(1e-6));
        assertThat(metrics.get("rpc_cpu_us_per_call")).isCloseTo(0.3 / 300 * 1e6, within(1e-6));
        assertThat(metrics.get("load_cpu_us_per_request")).isCloseTo(0.1 / 100 * 1e6, within(1e-6));
    }

    /** The twin that lacks it in one window has none: a mean of some windows would be compared with one of all. */
    @Test
    void theWholeIsThatOfAllWindowsOrNone() throws Exception {
        Window one = window(1, 100, 0.5, 5, "");
        Window three = window(3, 600, 0.9, 50, "");
        Occupancy pooled = Objects.requireNonNull(
                Windows.pooled(List.of(one, three)).usage().occupancy());
        assertThat(Objects.requireNonNull(pooled.whole()).value()).isCloseTo(0.83, within(1e-9));
        assertThat(pooled.server().low()).isCloseTo(0.84, within(1e-9));
        assertThat(pooled.server().high()).isCloseTo(0.88, within(1e-9));
        assertThat(pooled.exact()).isTrue();
        assertThat(Windows.pooled(List.of(one, unread(three))).usage().occupancy())
                .isNull();
        assertThat(LoadMetrics.of(Windows.pooled(List.of(one, unread(three))), 4_000))
                .containsKey("cpu_us_per_request")
                .doesNotContainKey("whole_cpu_us_per_request");
    }

    private static Window unread(Window window) {
        Usage usage = window.usage();
        return new Window(
                window.load(),
                new Usage(
                        usage.nanos(),
                        usage.cpus(),
                        usage.compilers(),
                        usage.collectors(),
                        usage.voluntary(),
                        usage.involuntary(),
                        usage.threadsEnded(),
                        usage.serverBusy(),
                        usage.loadBusy(),
                        usage.disturbance(),
                        usage.residentBytes(),
                        usage.threads()),
                window.downstream());
    }

    @Test
    void distributionsAreThoseOfAllRequests() throws Exception {
        Window pooled = Windows.pooled(List.of(window(1, 100, 0.5, 5, ""), window(3, 600, 0.9, 50, "")));
        Histogram responseTime = Histograms.decode(pooled.main().responseTime());
        assertThat(responseTime.getTotalCount()).isEqualTo(700);
        assertThat(responseTime.getValueAtPercentile(10) / MILLIS).isCloseTo(5, within(0.01));
        assertThat(responseTime.getValueAtPercentile(50) / MILLIS).isCloseTo(50, within(0.1));
        assertThat(pooled.main().lateness()).isEmpty();
    }

    @Test
    void secondsFollowEachOtherWithoutThoseAroundAWindow() throws Exception {
        Window pooled = Windows.pooled(List.of(window(1, 100, 0.5, 5, ""), window(3, 600, 0.9, 50, "")));
        assertThat(pooled.main().perSecond()).extracting(Second::second).containsExactly(0, 1, 2, 3);
        assertThat(pooled.main().perSecond()).extracting(Second::answered).containsExactly(100L, 200L, 200L, 200L);
    }

    @Test
    void shortWindowsMakeUpSeconds() throws Exception {
        List<Window> quarters = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            quarters.add(quarter(window(1, i < 4 ? 10 : 20, 0.5, i < 4 ? 5 : 50, i == 7 ? "late" : "")));
        }
        List<Second> seconds = Windows.pooled(quarters).main().perSecond();
        assertThat(seconds).extracting(Second::second).containsExactly(0, 1);
        assertThat(seconds).extracting(Second::answered).containsExactly(40L, 80L);
        assertThat(seconds).extracting(Second::timedOut).containsExactly(0L, 2L);
        assertThat(seconds.getLast().p50Nanos() / MILLIS).isCloseTo(50, within(0.1));
    }

    private static Window quarter(Window second) {
        LoadReport report = second.load();
        return new Window(
                new LoadReport(report.engine(), 250_000_000L, report.streams(), report.generator(), report.notes()),
                second.usage(),
                second.downstream());
    }

    private static Window window(int seconds, long answered, double cpu, long latencyMillis, String error)
            throws Exception {
        Histogram latency = new Histogram(3);
        latency.recordValueWithCount(latencyMillis * (long) MILLIS, answered);
        String encoded = Histograms.encode(latency);
        boolean wrong = !error.isEmpty();
        List<Second> perSecond = IntStream.rangeClosed(-1, seconds)
                .mapToObj(second -> new Second(second, 0, second < 0 ? 7 : answered / seconds, 0, 0, 0, 0, 0, 0, 0, 0))
                .toList();
        StreamReport stream = new StreamReport(
                "main",
                new Tally(answered + (wrong ? 2 : 0), answered, 0, wrong ? 2 : 0, 0, 0, error),
                answered,
                answered,
                answered,
                0,
                encoded,
                encoded,
                "",
                encoded,
                perSecond,
                0,
                16,
                1);
        return new Window(
                new LoadReport(
                        "built-in",
                        seconds * 1_000_000_000L,
                        List.of(stream),
                        new Generator(1, 0, 10, 2, seconds == 1 ? 7 : 3, "none"),
                        List.of()),
                new Usage(
                        seconds * 1_000_000_000L,
                        Map.of("contestant", cpu, "load", 0.1, "postgres", 0.2, "rpc", 0.3),
                        0.05,
                        0.1,
                        3 * answered,
                        answered,
                        0,
                        0.9,
                        0.5,
                        new Disturbance(seconds == 1 ? 0.02 : 0.1, 0, null, 0, 0),
                        Map.of("contestant", 1_000_000L),
                        20,
                        new Occupancy(
                                true,
                                new Range(cpu + 0.06, cpu + 0.04, cpu + 0.08),
                                Range.exactly(0.5),
                                Range.exactly(cpu + 0.03),
                                Range.exactly(0.02),
                                Range.exactly(0.01),
                                0,
                                0)),
                new Downstream(3 * answered, answered, answered));
    }
}
