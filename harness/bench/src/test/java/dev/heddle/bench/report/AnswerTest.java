package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.stats.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerTest {
    @Test
    void aLeadIsClaimedWhereIntervalsAreApart() {
        assertThat(Answer.of(List.of(throughput(64, "a", 100, 5, 3), throughput(64, "b", 150, 5, 3))))
                .containsExactly("throughput, concurrency=64: b is ahead with 150.0 ± 5.0 requests/s: "
                        + "1.50 times (1.38 to 1.63) a at 100.0 ± 5.0 requests/s.");
    }

    @Test
    void noLeadIsClaimedWhereIntervalsOverlap() {
        assertThat(Answer.of(List.of(throughput(64, "a", 100, 30, 3), throughput(64, "b", 150, 30, 3))))
                .singleElement()
                .asString()
                .contains("can't tell b (150 ± 30 requests/s) from a (100 ± 30 requests/s)")
                .doesNotContain("times");
    }

    @Test
    void noLeadIsClaimedFromOneTrialHoweverFarAhead() {
        assertThat(Answer.of(List.of(throughput(64, "a", 100, 0, 1), throughput(64, "b", 900, 0, 1))))
                .singleElement()
                .asString()
                .contains("can't tell from this run: one trial a point has no interval.")
                .doesNotContain("ahead");
    }

    @Test
    void lessIsBetterForMemoryAndOneProcessIsSaid() {
        SummaryRow a = row("memory", "idle", "a", "bytes_per_connection", new Estimate(4000, 3900.0, 4100.0, 1), 1);
        SummaryRow b = row("memory", "idle", "b", "bytes_per_connection", new Estimate(2000, 1900.0, 2100.0, 1), 1);
        assertThat(Answer.of(List.of(a, b)))
                .containsExactly("memory, idle: b needs the least, 2,000 ± 100 B: a 2.00 times (1.86 to 2.16) as much, "
                        + "4,000 ± 100 B. An interval here is of the readings of one process; another process may differ by "
                        + "more.");
    }

    @Test
    void aPointWithoutValidValueIsNamedAndNotCompared() {
        SummaryRow failed = row("throughput", "concurrency=64", "c", "requests_per_second", null, 0);
        assertThat(Answer.of(List.of(failed, throughput(64, "a", 100, 5, 3), throughput(64, "b", 150, 5, 3))))
                .singleElement()
                .asString()
                .endsWith("c has no valid value (failed).");
    }

    @Test
    void aChangeOfLeadIsSaid() {
        assertThat(Answer.of(List.of(
                        throughput(64, "a", 100, 5, 3),
                        throughput(64, "b", 150, 5, 3),
                        throughput(8, "a", 50, 2, 3),
                        throughput(8, "b", 20, 2, 3))))
                .last()
                .isEqualTo("throughput: the answer flips. Ahead are a at concurrency=8, b at concurrency=64.");
    }

    private static SummaryRow throughput(int concurrency, String contestant, double value, double half, int trials) {
        Estimate estimate = trials == 1
                ? new Estimate(value, null, null, 1)
                : new Estimate(value, value - half, value + half, trials);
        return row("throughput", "concurrency=" + concurrency, contestant, "requests_per_second", estimate, trials);
    }

    private static SummaryRow row(
            String scenario, String point, String contestant, String metric, @Nullable Estimate estimate, int trials) {
        String verdict = estimate == null ? "failed" : "valid";
        return new SummaryRow(scenario, contestant, point, metric, Metric.unit(metric), estimate, trials, verdict);
    }
}
