package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostTest {
    /** By the own cost a is ahead, and by the whole one b. */
    private static List<JudgedTrial> trials(boolean ofEach) {
        List<JudgedTrial> trials = new ArrayList<>();
        for (int block = 0; block < 6; block++) {
            for (String who : List.of("a", "b")) {
                Map<String, Double> metrics = new HashMap<>();
                double noise = 0.1 * ((block + who.length()) % 3);
                metrics.put("cpu_us_per_request", (who.equals("a") ? 100 : 110) + noise);
                if (ofEach || block > 0 || who.equals("b")) {
                    metrics.put("whole_cpu_us_per_request", (who.equals("a") ? 140 : 120) + noise + block * 0.01);
                }
                trials.add(Made.trial(
                        who + block,
                        block,
                        who,
                        "throughput",
                        List.of(Made.point("concurrency=16", new Outcome.Valid(), metrics))));
            }
        }
        return trials;
    }

    @Test
    void theWholeCostIsComparedWhereEveryProcessHasIt() {
        Analysis analysis = SyntheticRun.analysis(trials(true));
        assertThat(analysis.cost()).isEqualTo(Metric.WHOLE_CPU_US_PER_REQUEST);
        assertThat(analysis.answer().who()).startsWith("b is ahead in CPU a request");
        assertThat(analysis.evidence().drivers())
                .extracting(DecisionDriver::metric)
                .contains(Metric.WHOLE_CPU_US_PER_REQUEST)
                .doesNotContain(Metric.CPU_US_PER_REQUEST);
        assertThat(analysis.gaps()).doesNotContain(Cost.OWN_ONLY);
    }

    /** The broken twin lacks the whole cost of one process. Nothing is compared with the absence of the kernel's work. */
    @Test
    void theOwnCostIsComparedWhereOneProcessLacksTheWhole() {
        Analysis analysis = SyntheticRun.analysis(trials(false));
        assertThat(analysis.cost()).isEqualTo(Metric.CPU_US_PER_REQUEST);
        assertThat(analysis.answer().who()).startsWith("a is ahead in CPU a request");
        assertThat(analysis.evidence().drivers())
                .extracting(DecisionDriver::metric)
                .doesNotContain(Metric.WHOLE_CPU_US_PER_REQUEST);
        assertThat(analysis.gaps()).contains(Cost.OWN_ONLY);
    }

    @Test
    void whereQueriesCostUnequallyItIsSaidByHowMuchAndWhere() {
        assertThat(SyntheticRun.analysis(queries(131)).downstreamCost())
                .containsExactly(
                        "At concurrency=16 a query costs PostgreSQL 131.0 µs of CPU time for b and 100.0 µs for a, which is 31.0 % more:"
                                + " the work downstream is equal in count there, and not in cost.");
        assertThat(SyntheticRun.analysis(queries(109)).downstreamCost())
                .containsExactly(
                        "What a query costs PostgreSQL in CPU time differs between contestants by 9.0 % at the most.");
        assertThat(SyntheticRun.analysis(trials(true)).downstreamCost()).isEmpty();
    }

    private static List<JudgedTrial> queries(double micros) {
        return List.of(query("a", 100), query("b", micros), query("b#2", 500));
    }

    private static JudgedTrial query(String who, double micros) {
        return Made.trial(
                who,
                0,
                who,
                "throughput",
                List.of(Made.point(
                        "concurrency=16", new Outcome.Valid(), Map.of("postgres_cpu_us_per_query", micros))));
    }
}
