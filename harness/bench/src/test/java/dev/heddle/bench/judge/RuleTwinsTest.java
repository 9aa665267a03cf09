package dev.heddle.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Disturbance;
import dev.heddle.bench.journal.Range;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Beside one honest point, a twin for each rule about the machine, the bottleneck and the course of time. */
class RuleTwinsTest {
    private final Facts point = new Facts();

    private Outcome judge() {
        return point.judge();
    }

    private void voids(String rule, boolean all, String... said) {
        assertThat(judge()).isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> {
            assertThat(invalid.rule()).isEqualTo(rule);
            assertThat(invalid.reason()).contains(said);
            assertThat(invalid.verdict("requests_per_second")).isEqualTo(rule);
            assertThat(invalid.verdict("cpu_us_per_request")).isEqualTo(all ? rule : "valid");
        });
    }

    @Test
    void theHonestOneIsValid() {
        assertThat(judge()).isEqualTo(new Outcome.Valid());
    }

    /** In a short window the requests at its ends, of which more of a latency is counted than lies in it, weigh more. */
    @Test
    void aLatencyThatLittlesLawForbidsVoids() {
        point.latencySeconds = 0.070;
        voids("littles-law", true, "70.0 requests in flight", "64 users");
        point.seconds = List.of(1_000L);
        assertThat(judge()).isEqualTo(new Outcome.Valid());
        point.latencySeconds = 0.080;
        voids("littles-law", true, "80.0");
        point.seconds = List.of(1_000L, 1_000L, 1_000L, 1_000L);
        point.latencySeconds = 0.070;
        voids("littles-law", true, "70.0");
        point.windows = 4;
        assertThat(judge()).isEqualTo(new Outcome.Valid());
        point.latencySeconds = 0.080;
        voids("littles-law", true, "80.0");
    }

    @Test
    void aStolenCpuVoids() {
        point.disturbance = new Disturbance(0.05, 0, null, 0, 0);
        voids("steal", true, "5.0 %");
    }

    @Test
    void aThrottledGroupVoids() {
        point.disturbance = new Disturbance(0, 0.2, null, 0, 0);
        voids("throttling", true, "20.0 %", "quota");
    }

    @Test
    void aForeignProcessOnEitherSideVoids() {
        point.disturbance = new Disturbance(0, 0, null, 0.3, 0);
        voids("foreign-load", true, "30 % of the contestant's CPUs");
        point.disturbance = new Disturbance(0, 0, null, 0, 0.25);
        voids("foreign-load", true, "25 % of the others");
    }

    @Test
    void aHotGeneratorVoidsWhatItCouldNotAskFor() {
        point.cpus = Map.of("contestant", 0.6, "load", 0.95);
        voids("generator-hot", false, "95 %");
    }

    @Test
    void aBusyDownstreamVoidsWhatItCouldNotAnswer() {
        point.cpus = Map.of("contestant", 0.6, "postgres", 0.93);
        voids("downstream-bound", false, "PostgreSQL alone used 93 %");
        point.cpus = Map.of("contestant", 0.6, "rpc", 0.92);
        voids("downstream-bound", false, "the RPC service alone used 92 %");
        // When the contestant's own CPUs are the limit, a busy downstream is no excuse.
        point.cpus = Map.of("contestant", 0.99, "rpc", 0.92);
        assertThat(judge()).isEqualTo(new Outcome.Valid());
    }

    @Test
    void aPoolThatIsNeverFreeVoids() {
        point.pool = 1;
        point.executingMillis = 250;
        voids("downstream-bound", false, "64 requests in flight shared 1 database connections", "25 %");
    }

    @Test
    void moreQueriesThanThePoolCanExecuteVoid() {
        point.executingMillis = 40_000;
        voids("pool-ceiling", true, "pool of 32", "40.00 ms");
    }

    @Test
    void moreCpuThanThereIsVoids() {
        point.cpus = Map.of("contestant", 1.2);
        voids("cpu-ceiling", true, "1.20 of the 1 CPUs");
    }

    @Test
    void aWaitThatNobodyWorkedInVoids() {
        point.cpus = Map.of("contestant", 0.1);
        point.loadBusy = 0.1;
        voids("unexplained-wait", false, "64.0 ms", "5.0 ms");
        // Beside heavy requests the wait is what is looked at.
        point.rpcSeconds = null;
        assertThat(judge()).isEqualTo(new Outcome.Valid());
        // The same wait in the RPC calls is explained.
        point.rpcSeconds = 0.060;
        assertThat(judge()).isEqualTo(new Outcome.Valid());
    }

    /** Bounds that hold a threshold between them leave a rule unbroken; bounds that lie beyond it don't. */
    @Test
    void aRuleIsBrokenOnlyWhereBothBoundsBreakIt() {
        Range calm = new Range(0.6, 0.59, 0.61);
        point.contestant(0.92);
        point.occupied(calm, new Range(0.92, 0.91, 0.93));
        voids("load-side-bound", false, "92 % busy", "only 60 %");
        point.occupied(calm, new Range(0.905, 0.895, 0.915));
        assertThat(judge()).isEqualTo(new Outcome.Valid());
        // The contestant's own CPUs may be the limit, by their upper bound.
        point.occupied(new Range(0.945, 0.94, 0.955), new Range(0.92, 0.91, 0.93));
        assertThat(judge()).isEqualTo(new Outcome.Valid());
        point.occupied(new Range(0.94, 0.935, 0.949), new Range(0.92, 0.91, 0.93));
        voids("load-side-bound", false, "94 %");
        // A wait is unexplained where neither side can have been busy.
        point.cpus = Map.of("contestant", 0.45);
        point.occupied(new Range(0.49, 0.47, 0.51), new Range(0.3, 0.3, 0.3));
        assertThat(judge()).isEqualTo(new Outcome.Valid());
        point.occupied(new Range(0.48, 0.46, 0.499), new Range(0.3, 0.3, 0.3));
        voids("unexplained-wait", false, "48 %");
    }

    /** A virtual CPU that is not run is not idle, and has no ticks either. */
    @Test
    void timeThatTheHypervisorTakesWithoutSayingSoVoids() {
        point.contestant(0.6);
        point.occupied(new Range(0.7, 0.69, 0.71), Range.exactly(0.5));
        assertThat(judge()).isEqualTo(new Outcome.Valid());
        point.occupied(new Range(0.98, 0.97, 0.99), Range.exactly(0.5));
        voids("steal", true, "35 %", "does not say so");
    }

    /** What the kernel and others do on the contestant's CPUs is out of its reach, so they are full though its own clock says less. */
    @Test
    void fullCpusAreTheLimitWhoeverFillsThem() {
        point.cpus = Map.of("contestant", 0.9, "rpc", 0.92);
        voids("downstream-bound", false, "the RPC service alone");
        point.occupied(new Range(0.97, 0.96, 0.98), new Range(0.95, 0.94, 0.96));
        assertThat(judge()).isEqualTo(new Outcome.Valid());
    }

    @Test
    void aContestantThatStoodStillOrChangedItsPaceVoids() {
        point.seconds = List.of(1_500L, 0L, 1_500L);
        voids("never-steady", true, "stood still");
        point.seconds = List.of(600L, 610L, 590L, 600L, 605L, 1_000L, 1_010L, 990L, 1_000L, 1_005L);
        voids("never-steady", true, "after 5 of 10 seconds");
    }

    /** An open loop's latencies have the stall; void, it would leave the mean to those that had none. */
    @Test
    void aStallInAnOpenLoopIsKept() {
        point.users = 0;
        point.due = List.of(500L, 500L, 500L, 500L, 500L, 500L, 500L, 500L);
        point.seconds = List.of(500L, 500L, 500L, 100L, 900L, 500L, 500L, 500L);
        assertThat(judge()).isEqualTo(new Outcome.Valid());
        point.seconds = List.of(500L, 500L, 500L, 500L, 500L, 500L, 500L, 0L);
        assertThat(judge()).isEqualTo(new Outcome.Valid());
    }

    @Test
    void aQueueThatGrowsAllTheTimeVoidsLatencies() {
        point.users = 0;
        point.due = List.of(1_000L, 1_000L, 1_000L, 1_000L);
        point.seconds = List.of(600L, 600L, 600L, 600L);
        assertThat(judge()).isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> {
            assertThat(invalid.rule()).isEqualTo("never-steady");
            assertThat(invalid.reason()).contains("2400 of 4000");
            assertThat(invalid.verdict("latency_p99_ms")).isEqualTo("never-steady");
            assertThat(invalid.verdict("cpu_us_per_request")).isEqualTo("valid");
        });
        point.seconds = List.of(960L, 1_000L, 1_040L, 990L);
        assertThat(judge()).isEqualTo(new Outcome.Valid());
    }

    /** What a neighbour does is worth another look; a load side that is too small is not. */
    @Test
    void aProbeIsMadeAgainForWhatComesAndGoesAlone() {
        assertThat(Rules.disturbed(point.facts())).isNull();
        point.loadBusy = 0.95;
        assertThat(Rules.disturbed(point.facts())).isNull();
        assertThat(Rules.notTheContestant(point.facts()))
                .isNotNull()
                .extracting(Outcome.Invalid::rule)
                .isEqualTo("load-side-bound");
        point.disturbance = new Disturbance(0.05, 0, null, 0, 0);
        assertThat(Rules.disturbed(point.facts()))
                .isNotNull()
                .extracting(Outcome.Invalid::rule)
                .isEqualTo("steal");
    }

    @Test
    void everyRuleHasANameAndASentenceAndIsAsked() {
        assertThat(Rules.NOT_THE_CONTESTANT)
                .contains(
                        RuleName.GENERATOR_LATE,
                        RuleName.GENERATOR_HOT,
                        RuleName.DOWNSTREAM_BOUND,
                        RuleName.LOAD_SIDE_BOUND,
                        RuleName.STEAL,
                        RuleName.FOREIGN_LOAD);
        for (RuleName rule : RuleName.values()) {
            assertThat(rule.explanation()).endsWith(".").hasSizeGreaterThan(20);
            assertThat(RuleName.of(rule.text())).contains(rule);
        }
        assertThat(RuleName.of("no-such-rule")).isEmpty();
    }

    /** A record that lacks what a rule needs is not voided by it, and not silently passed by it either. */
    @Test
    void whatIsNotKnownIsNotJudgedAndSaidSo() {
        point.generator =
                new GeneratorHealth(10, 5, GeneratorHealth.Times.NONE, new GeneratorHealth.Times(1, 1, 1, 1), null);
        assertThat(point.invalid().rule()).isEqualTo("generator-late");
        point.lacks = Set.of(Fact.LATENESS);
        assertThat(judge()).isEqualTo(new Outcome.Valid());
        assertThat(Rules.unjudged(point.facts()))
                .containsExactly("not judged: lateness was not recorded (generator-late)");
        assertThat(Rules.silent(point.facts())).containsExactly(RuleName.GENERATOR_LATE);
    }
}
