package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each run here is blocks of readings by contestant; the rule is {@link Comparison}'s, the words are the answer's. */
class AnswerTest {
    private final List<JudgedTrial> trials = new ArrayList<>();

    @Test
    void aLeadIsClaimedWhereAllComparisonsAreADifference() {
        measured("capacity", "p99<=100ms", "max_requests_per_second", "a", 100, 101, 99, 100, 102);
        measured("capacity", "p99<=100ms", "max_requests_per_second", "b", 150, 152, 149, 150, 151);
        Answer answer = answer("quick");
        assertThat(answer.who()).isEqualTo("b is ahead in capacity (by 1.50 times).");
        assertThat(answer.sure())
                .startsWith("Each lead is a ratio over 5 paired blocks of fresh processes")
                .contains("the noise floor is unknown")
                .contains("all 10 points are valid");
        assertThat(answer.holds())
                .contains("one query and 3 calls (all) of lognormal p50 20ms, p99 80ms latency")
                .contains("the contestant on CPU 1 and all else on 0")
                .doesNotContain("flips");
    }

    @Test
    void noDifferenceIsCalledOneWhereOneWouldHaveBeenSeen() {
        measured("latency", "rate=500", "latency_p99_ms", "a", 100, 101, 99, 100, 102);
        measured("latency", "rate=500", "latency_p99_ms", "b", 101, 100, 100, 99, 101);
        assertThat(answer("quick").who()).isEqualTo("No detectable difference in p99 at equal rates.");
        assertThat(answer("quick").sure())
                .startsWith("No lead is claimed: there were 5 paired blocks of fresh processes at the most");
    }

    @Test
    void whereEvenATwofoldDifferenceCouldHideNothingIsSaid() {
        measured("latency", "rate=500", "latency_p99_ms", "a", 100, 400);
        measured("latency", "rate=500", "latency_p99_ms", "b", 300, 100);
        assertThat(answer("quick").who()).isEqualTo("This run can't tell who is ahead in p99 at equal rates.");
    }

    /** With four times the users a has less than twice the rate, then four times: it answers later, and nobody knows what it could do. */
    @Test
    void aLeadInThroughputIsClaimedOverWhoIsAtItsLimit() {
        measured("throughput", "concurrency=16", "requests_per_second", "a", 55, 56, 55, 54, 55);
        measured("throughput", "concurrency=64", "requests_per_second", "a", 100, 101, 99, 100, 102);
        measured("throughput", "concurrency=16", "requests_per_second", "b", 60, 61, 60, 60, 59);
        measured("throughput", "concurrency=64", "requests_per_second", "b", 150, 152, 149, 150, 151);
        assertThat(answer("quick").who()).isEqualTo("b is ahead in throughput (by 1.50 times).");
        assertThat(answer("quick").holds()).contains("no lead in throughput at concurrency=16");
        trials.clear();
        measured("throughput", "concurrency=16", "requests_per_second", "a", 25, 25, 26, 25, 25);
        measured("throughput", "concurrency=64", "requests_per_second", "a", 100, 101, 99, 100, 102);
        measured("throughput", "concurrency=16", "requests_per_second", "b", 60, 61, 60, 60, 59);
        measured("throughput", "concurrency=64", "requests_per_second", "b", 150, 152, 149, 150, 151);
        assertThat(answer("quick").who()).isEqualTo("This run can't tell who is ahead in throughput.");
    }

    @Test
    void oneProcessIsNoLeadHoweverFarAhead() {
        measured("capacity", "p99<=100ms", "max_requests_per_second", "a", 100);
        measured("capacity", "p99<=100ms", "max_requests_per_second", "b", 900);
        assertThat(answer("quick").who()).isEqualTo("This run can't tell who is ahead in capacity.");
    }

    @Test
    void whoIsBehindIsSaidThoughNobodyLeads() {
        measured("throughput", "concurrency=64", "cpu_us_per_request", "a", 50, 51, 50, 49, 50);
        measured("throughput", "concurrency=64", "cpu_us_per_request", "b", 50, 50, 51, 50, 49);
        measured("throughput", "concurrency=64", "cpu_us_per_request", "c", 90, 92, 91, 90, 91);
        assertThat(answer("quick").who())
                .isEqualTo("c is behind in CPU a request; no detectable difference in CPU a request.");
        measured("throughput", "concurrency=8", "cpu_us_per_request", "a", 50);
        measured("throughput", "concurrency=8", "cpu_us_per_request", "b", 50);
        assertThat(answer("quick").who()).startsWith("c is behind in CPU a request (at concurrency=64); ");
    }

    @Test
    void aChangeOfLeadIsWhereItStopsHolding() {
        measured("latency", "rate=8", "latency_p99_ms", "b", 50, 51, 50, 49, 50);
        measured("latency", "rate=8", "latency_p99_ms", "a", 20, 21, 20, 20, 20);
        measured("latency", "rate=64", "latency_p99_ms", "b", 100, 101, 99, 100, 102);
        measured("latency", "rate=64", "latency_p99_ms", "a", 150, 152, 149, 150, 151);
        assertThat(answer("quick").who()).isEqualTo("The lead changes with the load in p99 at equal rates.");
        assertThat(answer("quick").holds()).contains("p99 at equal rates flips: a at rate=8, b at rate=64");
    }

    /** With another load the two that share their code tie, and the leader is last. */
    @Test
    void whoLeadsAtOnePointAndIsLastAtAnotherIsNotAhead() {
        measured("latency", "rate=16", "latency_p99_ms", "a", 100, 101, 99, 100, 102);
        measured("latency", "rate=16", "latency_p99_ms", "b", 100, 100, 100, 101, 101);
        measured("latency", "rate=16", "latency_p99_ms", "c", 80, 81, 79, 80, 82);
        measured("latency", "rate=256", "latency_p99_ms", "a", 200, 202, 199, 200, 203);
        measured("latency", "rate=256", "latency_p99_ms", "b", 201, 200, 200, 202, 201);
        measured("latency", "rate=256", "latency_p99_ms", "c", 260, 261, 259, 260, 262);
        assertThat(answer("quick").who()).isEqualTo("The lead changes with the load in p99 at equal rates.");
        assertThat(answer("quick").holds()).contains("p99 at equal rates flips: c at rate=16, c behind at rate=256");
    }

    @Test
    void aPointWithoutLeadIsWhereItStopsHolding() {
        measured("latency", "rate=8", "latency_p99_ms", "a", 50, 51, 50, 49, 50);
        measured("latency", "rate=8", "latency_p99_ms", "b", 50, 50, 51, 50, 49);
        measured("latency", "rate=64", "latency_p99_ms", "b", 100, 101, 99, 100, 102);
        measured("latency", "rate=64", "latency_p99_ms", "a", 150, 152, 149, 150, 151);
        assertThat(answer("quick").who()).isEqualTo("b is ahead in p99 at equal rates (by 1.50 times).");
        assertThat(answer("quick").holds()).contains("no lead in p99 at equal rates at rate=8");
    }

    @Test
    void aLeadWithinTheNoiseFloorIsNone() {
        measured("capacity", "p99<=100ms", "max_requests_per_second", "a", 100, 101, 99, 100, 102);
        measured("capacity", "p99<=100ms", "max_requests_per_second", "b", 110, 111, 109, 110, 112);
        assertThat(answer("quick").who()).startsWith("b is ahead");
        measured("capacity", "p99<=100ms", "max_requests_per_second", "b#2", 140, 142, 139, 141, 140);
        Answer answer = answer("quick");
        assertThat(answer.who()).doesNotContain("ahead in capacity (");
        assertThat(answer.sure())
                .containsPattern(
                        "one contestant differed from itself, which is the noise floor, the most in capacity: by 2\\d\\.\\d %"
                                + " in the mean of 5 blocks");
    }

    @Test
    void suiteSmokeIsNoResult() {
        measured("capacity", "p99<=100ms", "max_requests_per_second", "a", 100, 101, 99, 100, 102);
        measured("capacity", "p99<=100ms", "max_requests_per_second", "b", 150, 152, 149, 150, 151);
        assertThat(answer("smoke").who()).startsWith("Suite smoke proves the machinery, not a result: b is ahead");
    }

    @Test
    void nothingMeasuredSaysNothing() {
        assertThat(answer("quick").who()).isEqualTo("No point was measured, so this run says nothing.");
    }

    private void measured(String scenario, String point, String metric, String contestant, double... byBlock) {
        for (int block = 0; block < byBlock.length; block++) {
            JudgedPoint reading =
                    Made.point(point, new Outcome.Valid(), Map.of(metric, byBlock[block]), List.of(), Map.of());
            trials.add(Made.trial(contestant + block + point, block, contestant, scenario, List.of(reading)));
        }
    }

    private Answer answer(String suite) {
        Run run = Made.run(
                "r",
                List.of("heddle", "run"),
                suite,
                List.of(
                        new Run.Entrant("a", Made.model("a"), "A"),
                        new Run.Entrant("b", Made.model("b"), "B"),
                        new Run.Entrant("c", Made.model("c"), "C")),
                Map.of("jdk", "25"),
                "workload:\n  query: { pool: 32 }\n"
                        + "  rpc: { calls: 3, mode: all, latency: { lognormal: { p50: 20ms, p99: 80ms } } }\n");
        return Analysis.of(run, trials, List.of()).answer();
    }
}
