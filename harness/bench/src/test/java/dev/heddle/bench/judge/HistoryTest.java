package dev.heddle.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.analysis.Made;
import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Model;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A point must not depend on the ladder that it stands in. */
class HistoryTest {
    /** The broken twin costs more once it has been through the top of the ladder. */
    @Test
    void aContestantThatRemembersIsCaughtAtAllOfItsPoints() throws Exception {
        List<Trial> trials = new ArrayList<>();
        trials.addAll(contestant("forgets", new double[] {0.50, 0.51, 0.49}, new double[] {0.51, 0.50, 0.50}));
        trials.addAll(contestant("remembers", new double[] {0.50, 0.51, 0.49}, new double[] {0.70, 0.72, 0.69}));
        List<JudgedTrial> judged = Judge.of(run(), trials);
        assertThat(judged)
                .hasSize(6)
                .allSatisfy(trial -> assertThat(trial.points())
                        .allSatisfy(point -> assertThat(point.outcome().verdict("latency_p99_ms"))
                                .isEqualTo(trial.contestant().equals("forgets") ? "valid" : "history-dependent")));
        assertThat(History.of(judged))
                .extracting(History::sentence)
                .first()
                .asString()
                .startsWith("forgets at concurrency=64 costs 1.00")
                .endsWith("3 processes) after the top of the ladder was reached as before.");
    }

    /** A cost that goes down was not that of a warm process, so it depends on what came before too. */
    @Test
    void aContestantThatGetsCheaperIsCaughtToo() throws Exception {
        assertThat(verdicts(contestant("late", new double[] {0.60, 0.61, 0.59}, new double[] {0.50, 0.51, 0.5})))
                .containsOnly("history-dependent");
    }

    @Test
    void whatOneProcessOrChanceExplainsIsNoHistory() throws Exception {
        assertThat(verdicts(contestant("once", new double[] {0.5}, new double[] {0.7})))
                .containsOnly("valid");
        assertThat(verdicts(contestant("noisy", new double[] {0.5, 0.5, 0.5}, new double[] {0.3, 0.9, 0.7})))
                .containsOnly("valid");
        assertThat(verdicts(contestant("little", new double[] {0.5, 0.5, 0.5}, new double[] {0.52, 0.521, 0.519})))
                .containsOnly("valid");
    }

    private static List<String> verdicts(List<Trial> trials) throws Exception {
        return Judge.of(run(), trials).stream()
                .flatMap(trial -> trial.points().stream())
                .map(point -> point.outcome().verdict("requests_per_second"))
                .toList();
    }

    /** Processes that used so many CPUs at the middle rung, before and after; and another rung each. */
    private static List<Trial> contestant(String name, double[] before, double[] after) {
        List<Trial> trials = new ArrayList<>();
        for (int block = 0; block < before.length; block++) {
            String id = block + "-" + name;
            trials.add(new Trial(
                    id,
                    id,
                    block,
                    name,
                    Model.EVENT_LOOP,
                    "throughput",
                    "2026-01-02T03:04:05Z",
                    4,
                    0,
                    List.of(),
                    List.of(
                            point("concurrency=64", before[block], after[block]),
                            point("concurrency=256", null, 0.9))));
        }
        return trials;
    }

    private static Point point(String name, @Nullable Double before, double after) {
        return Point.of(
                name,
                Map.of(),
                new Evidence.Load(
                        new Evidence.Setup(64, 1, 1, 32, 3, 0.005, false),
                        new Evidence.Allowed(0, 0.1, 0.02, 0.01, 0.1),
                        null,
                        List.of(JudgeTest.window(after, 0)),
                        before == null ? List.of() : List.of(JudgeTest.window(before, 0))),
                Map.of());
    }

    private static Run run() {
        return Made.run("r", List.of("heddle"), "s", List.of(), Map.of(), "");
    }
}
