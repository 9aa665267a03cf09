package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Window;
import dev.heddle.bench.judge.Judge;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios of an open loop, small, on one contestant. */
class OpenLoopRunTest {
    private static final String SUITE = """
            workload: { rpc: { latency: { fixed: 5ms } } }
            noise: { steal: 1, throttled: 1, foreign: 1 }
            objective: { p99: 400ms, errors: 0.01 }
            scenarios:
              capacity:
                measure: 1s
                resolution: 0.5
                confirm: 1
                connections: 64
                forks: 1
                warmup: { burst: 300ms, bursts: 2, max-jit-share: 1 }
              latency:
                rates: [50/s]
                fractions: [0.25]
                settle: 300ms
                measure: 2s
                connections: 64
                forks: 1
                warmup: { burst: 300ms, bursts: 2, max-jit-share: 1 }
              brownout:
                rate: 100/s
                slowdown: 60
                before: 2s
                slow: 3s
                after: 5s
                warmup: { burst: 300ms, bursts: 2, max-jit-share: 1 }
              interference:
                rate: 100/s
                share: 0.1
                cpu: 20ms
                block: 30ms
                settle: 300ms
                measure: 2s
                warmup: { burst: 300ms, bursts: 2, max-jit-share: 1 }
            """;

    @TempDir
    private Path folder;

    @Test
    void everyScenarioHasItsPointsWithHistogramsAndSeries() throws Exception {
        Path suite = folder.resolve("open.yaml");
        Files.writeString(suite, SUITE);
        Path run = folder.resolve("run");
        Cli.Result result = Cli.run(
                folder, "run", "--suite", suite.toString(), "--contestants", "vertx-loop", "--out", run.toString());
        Map<String, JudgedPoint> points = new HashMap<>();
        for (JudgedTrial trial : Judge.of(RunFolder.read(run))) {
            trial.points().forEach(point -> points.put(trial.scenario() + " " + point.point(), point));
        }
        String said = result.out() + result.err();
        assertThat(points.keySet())
                .as(said)
                .containsExactlyInAnyOrder(
                        "capacity p99<=400ms errors<=0.01",
                        "latency rate=50",
                        "latency fraction=0.25",
                        "brownout slowdown=60",
                        "interference none",
                        "interference cpu",
                        "interference block");

        JudgedPoint capacity = point(points, "capacity p99<=400ms errors<=0.01");
        assertThat(capacity.series()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(value(capacity.context(), "probes"))
                .isEqualTo(capacity.series().size());

        JudgedPoint rate = point(points, "latency rate=50");
        assertThat(rate.histograms()).containsOnlyKeys(Point.RESPONSE_TIME, Point.SERVICE_TIME, Point.LATENESS);
        Window window = ((Evidence.Load) rate.recorded().evidence()).windows().getFirst();
        assertThat(window.downstream().queries()).isEqualTo(window.answered());
        assertThat(value(rate.metrics(), "latency_p50_ms")).isGreaterThan(5);

        // One of the three calls takes 300 ms instead of 5 while it is slow.
        JudgedPoint brownout = point(points, "brownout slowdown=60");
        assertThat(value(brownout.metrics(), "latency_max_ms")).isGreaterThan(299);
        assertThat(brownout.series())
                .anySatisfy(second -> assertThat(second.values()).containsKeys("noop_p99_ms", "threads", "rss_bytes"));
        assertThat(value(brownout.context(), "slow_from_second")).isEqualTo(2);

        for (String heavy : List.of("none", "cpu", "block")) {
            assertThat(point(points, "interference " + heavy).context())
                    .as(heavy)
                    .containsEntry("heavy_errors", 0.0)
                    .hasEntrySatisfying(
                            "heavy_answered", answered -> assertThat(answered).isPositive());
        }

        // On an event loop, whoever blocks it makes everyone else wait.
        assertThat(value(point(points, "interference block").metrics(), "latency_p99_ms"))
                .isGreaterThan(value(point(points, "interference none").metrics(), "latency_p50_ms") + 5);
    }

    private static JudgedPoint point(Map<String, JudgedPoint> points, String name) {
        return Objects.requireNonNull(points.get(name), name);
    }

    private static double value(Map<String, Double> values, String name) {
        return Objects.requireNonNull(values.get(name), name + " in " + List.copyOf(values.keySet()));
    }
}
