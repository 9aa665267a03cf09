package dev.heddle.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.judge.GeneratorHealth.Times;
import dev.heddle.load.Tally;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule passes an honest point and voids its broken twin. */
class RulesTest {
    private static final Tally HONEST = new Tally(1_000, 1_000, 0, 0, 0, 0, "");

    private static Facts facts(Tally counts, long calls, double latency, double server, double load) {
        return facts(counts, calls, latency, server, load, 0);
    }

    private static Facts facts(Tally counts, long calls, double latency, double server, double load, double compilers) {
        Facts facts = new Facts();
        facts.counts = counts;
        facts.queries = counts.answered();
        facts.calls = calls;
        facts.latencySeconds = latency;
        facts.cpus = Map.of("contestant", server);
        facts.loadBusy = load;
        facts.compilers = compilers;
        facts.executingMillis = 0;
        facts.rpcSeconds = null;
        facts.seconds = List.of();
        return facts;
    }

    private static Outcome.Invalid invalid(Facts facts) {
        assertThat(facts.judge()).isInstanceOf(Outcome.Invalid.class);
        return facts.invalid();
    }

    @Test
    void anHonestPointIsValid() {
        assertThat(facts(HONEST, 3_000, 0.064, 0.5, 0.5).judge()).isEqualTo(new Outcome.Valid());
    }

    @Test
    void anErrorVoids() {
        Outcome.Invalid errors =
                invalid(facts(new Tally(1_000, 999, 1, 0, 0, 0, "status 500"), 2_997, 0.064, 0.5, 0.5));
        assertThat(errors.rule()).isEqualTo("errors");
        assertThat(errors.reason()).contains("1 of 1000").contains("status 500");
        assertThat(errors.verdict("cpu_us_per_request")).isEqualTo("errors");
    }

    @Test
    void aLostRequestVoids() {
        assertThat(invalid(facts(new Tally(1_001, 1_000, 0, 0, 0, 0, ""), 3_000, 0.064, 0.5, 0.5))
                        .rule())
                .isEqualTo("conservation");
    }

    @Test
    void aSkippedCallVoids() {
        Outcome.Invalid parity = invalid(facts(HONEST, 2_999, 0.064, 0.5, 0.5));
        assertThat(parity.rule()).isEqualTo("parity");
        assertThat(parity.reason()).contains("2999").contains("3000");
    }

    @Test
    void aSkippedOrRepeatedQueryVoids() {
        Facts point = facts(HONEST, 3_000, 0.064, 0.5, 0.5);
        for (long queries : new long[] {999, 1_001}) {
            point.queries = queries;
            Outcome.Invalid parity = invalid(point);
            assertThat(parity.rule()).isEqualTo("parity");
            assertThat(parity.reason()).contains(queries + " queries");
        }
        point.queries = null;
        assertThat(point.judge()).isEqualTo(new Outcome.Valid());
    }

    @Test
    void anImpossibleLatencyVoids() {
        assertThat(invalid(facts(HONEST, 3_000, 0.040, 0.5, 0.5)).rule()).isEqualTo("littles-law");
        assertThat(invalid(facts(HONEST, 3_000, 0.090, 0.5, 0.5)).rule()).isEqualTo("littles-law");
    }

    @Test
    void aColdContestantVoids() {
        assertThat(facts(HONEST, 3_000, 0.064, 0.5, 0.5, 0.04).judge()).isEqualTo(new Outcome.Valid());
        Outcome.Invalid cold = invalid(facts(HONEST, 3_000, 0.064, 0.5, 0.5, 0.2));
        assertThat(cold.rule()).isEqualTo("never-steady");
        assertThat(cold.reason()).contains("40 %").contains("10 %");
    }

    @Test
    void aSaturatedLoadSideVoidsTheRateButNotTheCost() {
        Outcome.Invalid bound = invalid(facts(HONEST, 3_000, 0.064, 0.6, 0.99));
        assertThat(bound.rule()).isEqualTo("load-side-bound");
        assertThat(bound.verdict("requests_per_second")).isEqualTo("load-side-bound");
        assertThat(bound.verdict("latency_p99_ms")).isEqualTo("load-side-bound");
        assertThat(bound.verdict("cpu_us_per_request")).isEqualTo("valid");
        // When the contestant's own CPUs are the limit, a busy load side is no excuse.
        assertThat(facts(HONEST, 3_000, 0.064, 0.99, 0.99).judge()).isEqualTo(new Outcome.Valid());
    }

    /** 1,000 requests/s in an open loop whose 99th percentile is 50 ms, and whose generator was so late. */
    private static Facts open(Tally counts, double allowedErrors, long calls, double late, double stalled, double jit) {
        Facts facts = facts(counts, calls, 0.02, 0.1, 0.5, jit);
        facts.users = 0;
        facts.allowedErrors = allowedErrors;
        facts.generator = generator(new Times(late, late, late, late), stalled);
        return facts;
    }

    /** In 10 s the 99th percentile was 50 ms, the 99.9th 100 ms, the greatest time 500 ms. */
    private static GeneratorHealth generator(Times lateness, double stalled) {
        return new GeneratorHealth(10, stalled, lateness, new Times(0.05, 0.05, 0.1, 0.5), null);
    }

    @Test
    void aLateGeneratorVoidsTheLatenciesButNotTheCost() {
        assertThat(open(HONEST, 0, 3_000, 0.004, 0.009, 0).judge()).isEqualTo(new Outcome.Valid());
        Outcome.Invalid late = invalid(open(HONEST, 0, 3_000, 0.006, 0.01, 0));
        assertThat(late.rule()).isEqualTo("generator-late");
        assertThat(late.verdict("latency_p99_ms")).isEqualTo("generator-late");
        assertThat(late.verdict("cpu_us_per_request")).isEqualTo("valid");
        Outcome.Invalid stalled = invalid(open(HONEST, 0, 3_000, 0.0001, 0.2, 0));
        assertThat(stalled.rule()).isEqualTo("generator-late");
        assertThat(stalled.verdict("latency_p99_ms")).isEqualTo("generator-late");
        assertThat(stalled.reason()).contains("stood still for up to 200.0 ms").doesNotContain("late itself");
    }

    /** Each percentile is the generator's own where its lateness at that percentile is; the twin is late for a few requests alone. */
    @Test
    void aGeneratorThatIsLateForAFewVoidsTheTailAlone() {
        Outcome.Invalid tail = late(new Times(0.0005, 0.0005, 0.012, 0.012), 0);
        assertThat(tail.verdict("latency_p99_ms")).isEqualTo("valid");
        assertThat(tail.verdict("latency_p999_ms")).isEqualTo("generator-late");
        assertThat(tail.verdict("latency_max_ms")).isEqualTo("generator-late");
        assertThat(tail.reason()).contains("12.0 ms or more for 0.1 % of the requests");
        // The maximum is 500 ms.
        Outcome.Invalid one = late(new Times(0.0005, 0.0005, 0.0005, 0.26), 0);
        assertThat(one.verdict("latency_p999_ms")).isEqualTo("valid");
        assertThat(one.verdict("latency_max_ms")).isEqualTo("generator-late");
        // 90 ms of 10 s are less than 1 % of them and more than 0.1 %.
        Outcome.Invalid stall = late(new Times(0, 0, 0, 0), 0.09);
        assertThat(stall.verdict("latency_p99_ms")).isEqualTo("valid");
        assertThat(stall.verdict("latency_p999_ms")).isEqualTo("generator-late");
    }

    /**
     * Each percentile is void for itself, where its bounds lie further apart than allowed. The twin is a fast server with the same
     * lateness as a slow one.
     */
    @Test
    void boundsDecidePercentileByPercentile() {
        Times late = new Times(0.0001, 0.0002, 0.003, 0.004);
        Facts slow = open(HONEST, 0, 3_000, 0, 0, 0);
        slow.generator = new GeneratorHealth(
                10, 0.2, late, new Times(0.0051, 0.0200, 0.040, 0.050), new Times(0.0050, 0.0198, 0.038, 0.048));
        assertThat(slow.judge()).isEqualTo(new Outcome.Valid());
        Facts tail = open(HONEST, 0, 3_000, 0, 0, 0);
        tail.generator = new GeneratorHealth(
                10, 0, late, new Times(0.0051, 0.0200, 0.040, 0.050), new Times(0.0050, 0.0198, 0.036, 0.048));
        Outcome.Invalid void999 = tail.invalid();
        assertThat(void999.rule()).isEqualTo("generator-late");
        assertThat(void999.voids()).containsExactly("latency_p999_ms");
        assertThat(void999.reason()).contains("36.00 ms", "40.00 ms");
        Facts fast = open(HONEST, 0, 3_000, 0, 0, 0);
        fast.generator = new GeneratorHealth(
                10, 0, late, new Times(0.0006, 0.0010, 0.004, 0.005), new Times(0.0005, 0.0008, 0.001, 0.001));
        assertThat(fast.invalid().voids())
                .containsExactly("latency_p50_ms", "latency_p99_ms", "latency_p999_ms", "latency_max_ms");
        assertThat(fast.invalid().verdict("cpu_us_per_request")).isEqualTo("valid");
    }

    /** What voids the rate as well names the verdict: it is not the generator's stall that did. */
    @Test
    void theRuleThatVoidsTheMostNamesTheVerdict() {
        Facts bound = facts(HONEST, 3_000, 0.064, 0.6, 0.99);
        bound.generator = generator(new Times(0, 0, 0, 0), 0.2);
        Outcome.Invalid both = bound.invalid();
        assertThat(both.rule()).isEqualTo("load-side-bound");
        assertThat(both.reason()).contains("busy");
        assertThat(both.verdict("requests_per_second")).isEqualTo("load-side-bound");
    }

    @Test
    void aClosedLoopsTailIsNotAskedFor() {
        Facts closed = facts(HONEST, 3_000, 0.064, 0.5, 0.5);
        closed.generator = generator(new Times(0, 0, 0, 0), 0.09);
        assertThat(closed.judge()).isEqualTo(new Outcome.Valid());
        closed.generator = generator(new Times(0, 0, 0, 0), 0.2);
        assertThat(Rules.broken(RuleName.GENERATOR_LATE, closed.facts())).isNotNull();
    }

    private static Outcome.Invalid late(Times lateness, double stalled) {
        Facts point = open(HONEST, 0, 3_000, 0, 0, 0);
        point.generator = generator(lateness, stalled);
        return point.invalid();
    }

    @Test
    void whatTheObjectiveAllowsIsNoError() {
        Tally one = new Tally(1_000, 999, 0, 1, 0, 0, "no answer");
        assertThat(open(one, 0.001, 2_998, 0, 0, 0).judge()).isEqualTo(new Outcome.Valid());
        assertThat(invalid(open(one, 0, 2_998, 0, 0, 0)).rule()).isEqualTo("errors");
        // It may have made all of its calls, and no more.
        assertThat(invalid(open(one, 0.001, 3_001, 0, 0, 0)).rule()).isEqualTo("parity");
    }

    @Test
    void compilingUnderALightLoadVoidsTheCostAndUnderAHeavyOneAll() {
        Outcome.Invalid light = invalid(open(HONEST, 0, 3_000, 0, 0, 0.05));
        assertThat(light.rule()).isEqualTo("never-steady");
        assertThat(light.verdict("cpu_us_per_request")).isEqualTo("never-steady");
        assertThat(light.verdict("whole_cpu_us_per_request")).isEqualTo("never-steady");
        assertThat(light.reason()).contains("their time is taken out", "not the final code");
        assertThat(light.verdict("latency_p99_ms")).isEqualTo("valid");
        assertThat(invalid(open(HONEST, 0, 3_000, 0, 0, 0.2)).verdict("latency_p99_ms"))
                .isEqualTo("never-steady");
        // A tenth of its CPU time is what the suite allows.
        assertThat(open(HONEST, 0, 3_000, 0, 0, 0.009).judge()).isEqualTo(new Outcome.Valid());
    }
}
