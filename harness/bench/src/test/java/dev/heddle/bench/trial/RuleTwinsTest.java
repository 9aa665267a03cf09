package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.meter.Noise;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.bench.suite.Suite;
import dev.heddle.load.Tally;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Beside one honest point, a twin for each rule about the machine, the bottleneck and the course of time. */
class RuleTwinsTest {
    private static final Suite.Noise ALLOWED = new Suite.Noise(0.02, 0.01, 0.1);
    private static final Tally COUNTS = new Tally(1_000, 1_000, 0, 0, 0, 0, "");

    private Map<String, Double> shares = Map.of("contestant", 0.6, "load", 0.1, "postgres", 0.2, "rpc", 0.2);
    private double loadBusy = 0.5;
    private Noise noise = new Noise(0.001, 0, 0.2, 0.02, 0.03);
    private int pool = 32;
    private double executingMillis = 100;
    private double rpcSeconds = 0.005;
    private double latencySeconds = 0.064;
    private int windows = 1;
    private int users = 64;
    private List<Long> due = List.of();
    private List<Long> seconds = List.of(1_000L, 980L, 1_020L, 990L, 1_000L, 1_010L, 990L, 1_000L, 1_020L, 990L);

    /** 64 users at 1,000 requests/s and 64 ms each: in flight is 64; a query executes 0.1 ms. */
    private Outcome judge() {
        return Rules.judge(evidence());
    }

    private Evidence evidence() {
        ProcessMeter.Usage usage = new ProcessMeter.Usage(1_000_000_000L, shares, 0, 0, 0, 0, loadBusy, noise);
        return new Evidence(
                COUNTS,
                0,
                1_000,
                0,
                new Downstream(3_000, OptionalLong.of(1_000), executingMillis),
                3,
                users,
                1_000,
                latencySeconds,
                usage,
                0.1,
                1,
                Evidence.GeneratorHealth.PUNCTUAL,
                new Evidence.Conditions(ALLOWED, 1, pool, rpcSeconds, windows, seconds, due));
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
        latencySeconds = 0.070;
        voids("littles-law", true, "70.0 requests in flight", "64 users");
        seconds = List.of(1_000L);
        assertThat(judge()).isEqualTo(new Outcome.Valid());
        latencySeconds = 0.080;
        voids("littles-law", true, "80.0");
        seconds = List.of(1_000L, 1_000L, 1_000L, 1_000L);
        latencySeconds = 0.070;
        voids("littles-law", true, "70.0");
        windows = 4;
        assertThat(judge()).isEqualTo(new Outcome.Valid());
        latencySeconds = 0.080;
        voids("littles-law", true, "80.0");
    }

    @Test
    void aStolenCpuVoids() {
        noise = new Noise(0.05, 0, 0, 0, 0);
        voids("steal", true, "5.0 %");
    }

    @Test
    void aThrottledGroupVoids() {
        noise = new Noise(0, 0.2, 0, 0, 0);
        voids("throttling", true, "20.0 %", "quota");
    }

    @Test
    void aForeignProcessOnEitherSideVoids() {
        noise = new Noise(0, 0, 0, 0.3, 0);
        voids("foreign-load", true, "30 % of the contestant's CPUs");
        noise = new Noise(0, 0, 0, 0, 0.25);
        voids("foreign-load", true, "25 % of the others");
    }

    @Test
    void aHotGeneratorVoidsWhatItCouldNotAskFor() {
        shares = Map.of("contestant", 0.6, "load", 0.95);
        voids("generator-hot", false, "95 %");
    }

    @Test
    void aBusyDownstreamVoidsWhatItCouldNotAnswer() {
        shares = Map.of("contestant", 0.6, "postgres", 0.93);
        voids("downstream-bound", false, "PostgreSQL alone used 93 %");
        shares = Map.of("contestant", 0.6, "rpc", 0.92);
        voids("downstream-bound", false, "the RPC service alone used 92 %");
        // When the contestant's own CPUs are the limit, a busy downstream is no excuse.
        shares = Map.of("contestant", 0.99, "rpc", 0.92);
        assertThat(judge()).isEqualTo(new Outcome.Valid());
    }

    @Test
    void aPoolThatIsNeverFreeVoids() {
        pool = 1;
        executingMillis = 250;
        voids("downstream-bound", false, "64 requests in flight shared 1 database connections", "25 %");
    }

    @Test
    void moreQueriesThanThePoolCanExecuteVoid() {
        executingMillis = 40_000;
        voids("pool-ceiling", true, "pool of 32", "40.00 ms");
    }

    @Test
    void moreCpuThanThereIsVoids() {
        shares = Map.of("contestant", 1.2);
        voids("cpu-ceiling", true, "1.20 of the 1 CPUs");
    }

    @Test
    void aWaitThatNobodyWorkedInVoids() {
        shares = Map.of("contestant", 0.1);
        loadBusy = 0.1;
        voids("unexplained-wait", false, "64.0 ms", "5.0 ms");
        // Beside heavy requests the wait is what is looked at.
        assertThat(Rules.judge(evidence().waitExplained())).isEqualTo(new Outcome.Valid());
        // The same wait in the RPC calls is explained.
        rpcSeconds = 0.060;
        assertThat(judge()).isEqualTo(new Outcome.Valid());
    }

    @Test
    void aContestantThatStoodStillOrChangedItsPaceVoids() {
        seconds = List.of(1_500L, 0L, 1_500L);
        voids("never-steady", true, "stood still");
        seconds = List.of(600L, 610L, 590L, 600L, 605L, 1_000L, 1_010L, 990L, 1_000L, 1_005L);
        voids("never-steady", true, "after 5 of 10 seconds");
    }

    /** An open loop's latencies have the stall; void, it would leave the mean to those that had none. */
    @Test
    void aStallInAnOpenLoopIsKept() {
        users = 0;
        due = List.of(500L, 500L, 500L, 500L, 500L, 500L, 500L, 500L);
        seconds = List.of(500L, 500L, 500L, 100L, 900L, 500L, 500L, 500L);
        assertThat(judge()).isEqualTo(new Outcome.Valid());
        seconds = List.of(500L, 500L, 500L, 500L, 500L, 500L, 500L, 0L);
        assertThat(judge()).isEqualTo(new Outcome.Valid());
    }

    @Test
    void aQueueThatGrowsAllTheTimeVoidsLatencies() {
        users = 0;
        due = List.of(1_000L, 1_000L, 1_000L, 1_000L);
        seconds = List.of(600L, 600L, 600L, 600L);
        assertThat(judge()).isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> {
            assertThat(invalid.rule()).isEqualTo("never-steady");
            assertThat(invalid.reason()).contains("2400 of 4000");
            assertThat(invalid.verdict("latency_p99_ms")).isEqualTo("never-steady");
            assertThat(invalid.verdict("cpu_us_per_request")).isEqualTo("valid");
        });
        seconds = List.of(960L, 1_000L, 1_040L, 990L);
        assertThat(judge()).isEqualTo(new Outcome.Valid());
    }

    /** What a neighbour does is worth another look; a load side that is too small is not. */
    @Test
    void aProbeIsMadeAgainForWhatComesAndGoesAlone() {
        assertThat(Rules.disturbed(evidence())).isNull();
        loadBusy = 0.95;
        assertThat(Rules.disturbed(evidence())).isNull();
        assertThat(Rules.notTheContestant(evidence()))
                .isNotNull()
                .extracting(Outcome.Invalid::rule)
                .isEqualTo("load-side-bound");
        noise = new Noise(0.05, 0, 0, 0, 0);
        assertThat(Rules.disturbed(evidence()))
                .isNotNull()
                .extracting(Outcome.Invalid::rule)
                .isEqualTo("steal");
    }

    @Test
    void everyRuleHasAName() {
        assertThat(Rules.NOT_THE_CONTESTANT)
                .contains(
                        "generator-late",
                        "generator-hot",
                        "downstream-bound",
                        "load-side-bound",
                        "steal",
                        "foreign-load");
    }
}
