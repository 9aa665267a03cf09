package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Model;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What another latency of the calls does to the ratio of two contestants is said with both ratios. */
class LatencyEffectTest {
    @Test
    void bothRatiosStandInOneSentence() {
        List<JudgedTrial> trials = new ArrayList<>();
        for (int block = 0; block < 3; block++) {
            trials.add(trial(block, "a", 100 + block, 100 + block));
            trials.add(trial(block, "b", 200 + 3 * block, 110 + block));
        }
        Analysis analysis =
                Analysis.of(Made.run("r", List.of("heddle"), "s", List.of(), Map.of(), ""), trials, List.of());
        assertThat(analysis.latencyEffects())
                .extracting(LatencyEffect::sentence)
                .containsExactly(
                        "With 128 users, a over b is 0.50 (0.49 to 0.50) in own CPU a request under the workload's latency, and"
                                + " 0.91 (0.91 to 0.91) where it is fixed:5ms.");
        // Such a point decides nothing: it is not of the workload that was asked about.
        assertThat(analysis.answered())
                .flatExtracting(Question.Answered::points)
                .extracting(Question.At::point)
                .doesNotContain("latency=fixed:5ms");
    }

    private static JudgedTrial trial(int block, String contestant, double usual, double changed) {
        List<JudgedPoint> points = List.of(point("concurrency=128", usual), point("latency=fixed:5ms", changed));
        String id = block + "-" + contestant;
        return new JudgedTrial(
                new Trial(
                        id,
                        id,
                        block,
                        contestant,
                        Model.EVENT_LOOP,
                        "throughput",
                        "2026-01-02T03:04:05Z",
                        4,
                        0,
                        List.of(),
                        points.stream().map(JudgedPoint::recorded).toList()),
                points);
    }

    private static JudgedPoint point(String name, double micros) {
        Point recorded = Point.of(
                name,
                Map.of("cpu_us_per_request", micros),
                new Evidence.Load(
                        new Evidence.Setup(128, 1, 1, 32, 3, 0.005, false),
                        new Evidence.Allowed(0, 0.1, 0.02, 0.01, 0.1),
                        null,
                        List.of()),
                Map.of());
        return JudgedPoint.of(recorded, new Outcome.Valid(), List.of());
    }
}
