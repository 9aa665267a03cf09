package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.Comparison;
import dev.heddle.bench.analysis.DecisionOutcome;
import dev.heddle.bench.analysis.Made;
import dev.heddle.bench.analysis.SyntheticRun;
import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Model;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final int BLOCKS = 6;

    @Test
    void aLeadThatStandsOutIsRecommended() {
        List<JudgedTrial> trials = capacity(1000, 1500);
        assertThat(outcome(trials))
                .isInstanceOfSatisfying(
                        DecisionOutcome.Chosen.class,
                        chosen -> assertThat(chosen.option()).isEqualTo("b"));
        assertThat(Decision.of(analysis(trials)))
                .contains("Chosen option: \"b\"")
                .contains("* Good, because of the highest rate that keeps the objective: ")
                .containsPattern("1\\.[45]\\d\\d times \\([0-9.]+ to [0-9.]+\\) a's");
    }

    @Test
    void withoutAnAaPairNothingIsRecommended() {
        assertThat(refusal(without(
                        capacity(1000, 1500), trial -> trial.contestant().equals("a" + Trial.SECOND_NAME))))
                .singleElement()
                .asString()
                .contains("No A/A pair");
    }

    @Test
    void withTooFewForksNothingIsRecommended() {
        assertThat(refusal(without(capacity(1000, 1500), trial -> trial.block() >= 4)))
                .singleElement()
                .asString()
                .contains("Too few forks: no comparison rests on more than 4 blocks");
    }

    @Test
    void aSmokeRunRecommendsNothing() {
        assertThat(Analysis.of(run("smoke"), capacity(1000, 1500), List.of()).decision())
                .isInstanceOfSatisfying(
                        DecisionOutcome.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .contains("smoke"));
    }

    @Test
    void withoutValidTrialsOfAnOptionNothingIsRecommended() {
        List<JudgedTrial> trials =
                map(capacity(1000, 1500), trial -> trial.contestant().equals("b") ? late(trial) : trial);
        assertThat(refusal(trials)).singleElement().asString().contains("No two options have a valid reading");
        List<JudgedTrial> some = map(
                capacity(1000, 1500),
                trial -> trial.contestant().equals("b") && trial.block() < 2 ? late(trial) : trial);
        assertThat(refusal(some)).singleElement().asString().contains("Too few forks");
    }

    @Test
    void aRunWithoutTrialsRecommendsNothing() {
        assertThat(Decision.of(analysis(List.of())))
                .contains("No recommendation")
                .contains("No point was measured.")
                .doesNotContain("Chosen option");
    }

    @Test
    void whatCanNotBeToldApartIsNotChosenFrom() {
        List<JudgedTrial> trials = capacity(1000, 1000);
        assertThat(outcome(trials)).isInstanceOf(DecisionOutcome.NoDifference.class);
        assertThat(Decision.of(analysis(trials)))
                .contains("# Which concurrency model: no difference between a, b that counts")
                .contains("no detectable difference from b)")
                .doesNotContain("Chosen option");
    }

    @Test
    void aDifferenceWithinTheNoiseFloorIsNone() {
        List<JudgedTrial> trials = trials(
                "capacity", Metric.MAX_REQUESTS_PER_SECOND, Map.of("p99<=100ms", new double[] {1000, 1050}), 1.2);
        assertThat(outcome(trials)).isInstanceOf(DecisionOutcome.NoDifference.class);
        assertThat(Decision.of(analysis(trials)))
                .contains("within the noise floor beside b")
                .contains("no difference above the noise floor between a, b; one of 19");
    }

    /** In capacity b is far ahead, in too few blocks to be heard: that the next driver decides for a does not hide it. */
    @Test
    void aDriverThatWasMeasuredButNotHeardIsNamed() {
        List<JudgedTrial> trials = new ArrayList<>(without(capacity(1000, 1500), trial -> trial.block() >= 3));
        trials.addAll(
                trials("throughput", Metric.CPU_US_PER_REQUEST, Map.of("concurrency=64", new double[] {90, 140}), 1));
        assertThat(outcome(trials)).isInstanceOfSatisfying(DecisionOutcome.Chosen.class, chosen -> {
            assertThat(chosen.option()).isEqualTo("a");
            assertThat(chosen.why())
                    .first()
                    .asString()
                    .startsWith(
                            "By the highest rate that keeps the objective: not heard; the suite gives capacity 3 blocks, and a driver needs 5");
        });
        assertThat(Decision.of(analysis(trials))).contains("(`max_requests_per_second` of capacity): not heard\n");
    }

    @Test
    void aLeadThatChangesHandsIsNoRecommendation() {
        List<JudgedTrial> trials = trials(
                "latency",
                Metric.LATENCY_P99_MS,
                Map.of("rate=100", new double[] {10, 20}, "rate=1000", new double[] {90, 30}),
                1);
        assertThat(outcome(trials))
                .isInstanceOfSatisfying(
                        DecisionOutcome.Depends.class,
                        depends -> assertThat(depends.best())
                                .containsExactly(
                                        Map.entry("rate=100", List.of("a")), Map.entry("rate=1000", List.of("b"))));
        assertThat(Decision.of(analysis(trials)))
                .contains(
                        "the answer by p99 response time at the same rate flips: best are a at rate=100, b at rate=1000.");
    }

    @Test
    void theNextDriverDecidesWhereTheFirstDoesNotTell() throws Exception {
        List<JudgedTrial> trials = new ArrayList<>(capacity(1000, 1000));
        trials.addAll(
                trials("throughput", Metric.CPU_US_PER_REQUEST, Map.of("concurrency=64", new double[] {90, 140}), 1));
        assertThat(outcome(trials)).isInstanceOfSatisfying(DecisionOutcome.Chosen.class, chosen -> {
            assertThat(chosen.option()).isEqualTo("a");
            assertThat(chosen.why()).hasSize(2);
        });
        Golden.check("decision-chosen.md", () -> Decision.of(analysis(trials)));
        Golden.check("summary-chosen.md", () -> MarkdownSummary.of(analysis(trials)));
    }

    /** Four times the users have four times the rate: a is a little faster to answer, and nobody's throughput is known. */
    @Test
    void throughputDecidesNothingWhereNobodyIsAtItsLimit() {
        List<JudgedTrial> trials = throughput(2600, 10_400, 2400, 9600);
        trials.addAll(
                trials("throughput", Metric.CPU_US_PER_REQUEST, Map.of("concurrency=64", new double[] {140, 90}), 1));
        assertThat(outcome(trials)).isInstanceOfSatisfying(DecisionOutcome.Chosen.class, chosen -> {
            assertThat(chosen.option()).isEqualTo("b");
            assertThat(chosen.why())
                    .first()
                    .isEqualTo(
                            "By throughput in closed loop: not heard; at concurrency=16 and concurrency=64 nobody who is"
                                    + " behind is at its limit.");
        });
        assertThat(Decision.of(analysis(trials)))
                .contains("(`requests_per_second` of throughput): not heard\n")
                .contains("requests/s at concurrency=16 (below the limit beside b)");
        assertThat(refusal(throughput(2600, 10_400, 2400, 9600)))
                .singleElement()
                .asString()
                .contains("nobody who is behind is at its limit");
    }

    @Test
    void throughputDecidesAgainstWhoIsAtItsLimit() {
        List<JudgedTrial> trials = throughput(2600, 5000, 2400, 3000);
        trials.addAll(
                trials("throughput", Metric.CPU_US_PER_REQUEST, Map.of("concurrency=64", new double[] {140, 90}), 1));
        assertThat(outcome(trials)).isInstanceOfSatisfying(DecisionOutcome.Chosen.class, chosen -> {
            assertThat(chosen.option()).isEqualTo("a");
            assertThat(chosen.why())
                    .containsExactly(
                            "By throughput in closed loop (requests_per_second, concurrency=64): nothing was found"
                                    + " better than a; something was than b.");
        });
    }

    /** The faster one is exhausted, the slower one is not: with more users it may still become the faster one. */
    @Test
    void throughputDecidesNothingAgainstWhoCouldDoMore() {
        assertThat(refusal(throughput(2600, 4000, 800, 3000)))
                .singleElement()
                .asString()
                .contains("nobody who is behind is at its limit");
    }

    /** With 16 users virtual-threads have 2 % more, of a CPU that is not half busy: it once decided. */
    @Test
    void theCommittedStandardRunIsReadAsItShouldBe() throws Exception {
        Path folder = Cli.HOME.resolve("results/standard");
        Analysis standard = Analysis.of(RunFolder.read(folder));
        assertThat(Tidy.summary(standard.rows())).isEqualTo(Files.readString(folder.resolve("summary.csv")));
        assertThat(standard.comparisons())
                .filteredOn(comparison -> comparison.metric().equals(Metric.REQUESTS_PER_SECOND)
                        && comparison.point().equals("concurrency=16")
                        && comparison.a().equals("virtual-threads")
                        && comparison.b().equals("vertx-loop"))
                .singleElement()
                .satisfies(comparison -> {
                    assertThat(comparison.pAdjusted()).isLessThan(Comparison.LEVEL);
                    assertThat(comparison.finding()).isEqualTo(Comparison.Finding.BELOW_LIMIT);
                });
        assertThat(Decision.of(standard))
                .containsPattern(
                        "Neutral, because of p99 of everyone else beside heavy requests: .*119\\.5 ms of one process"
                                + ".*; the worst of all, on evidence that does not count");
        assertThat(standard.decision())
                .isInstanceOfSatisfying(
                        DecisionOutcome.Chosen.class,
                        chosen -> assertThat(chosen.why())
                                .anyMatch(why -> why.startsWith(
                                                "By throughput in closed loop: not heard; at concurrency=16 nobody")
                                        && why.contains(", and at none of the others have every two options"))
                                .anyMatch(why -> why.startsWith("By CPU time a request (")
                                        && why.contains("better than vertx-loop;")));
    }

    @Test
    void otherDriversThatSayOtherwiseAreSaid() {
        List<JudgedTrial> trials = new ArrayList<>(capacity(1000, 1500));
        trials.addAll(
                trials("throughput", Metric.CPU_US_PER_REQUEST, Map.of("concurrency=64", new double[] {90, 140}), 1));
        assertThat(Decision.of(analysis(trials)))
                .contains("* Bad, because of CPU time a request: ")
                .contains(
                        "Another order of the drivers: best are b by the highest rate that keeps the objective, a by CPU time a request.");
    }

    @Test
    void theSyntheticRunIsAsMeant() throws Exception {
        Golden.check("decision.md", () -> Decision.of(SyntheticRun.analysis()));
        Golden.check("summary.md", () -> MarkdownSummary.of(SyntheticRun.analysis()));
    }

    @Test
    void aSummaryFitsAPageOfCi() {
        assertThat(MarkdownSummary.of(SyntheticRun.analysis()))
                .hasSizeLessThan(20_000)
                .doesNotContain("<script")
                .contains("**No recommendation from this run.**");
    }

    @Test
    void aTableSurvivesWhatItsCellsHold() {
        assertThat(MarkdownTable.of(
                        List.of("what", "n"), List.of(List.of("a|b <b>", "1,000"), List.of("two\nlines", "< 2"))))
                .isEqualTo("""
                        | what        |     n |
                        | ----------- | ----: |
                        | a\\|b &lt;b> | 1,000 |
                        | two lines   |   < 2 |""");
    }

    private static Analysis analysis(List<JudgedTrial> trials) {
        return Analysis.of(run("evidence"), trials, List.of());
    }

    private static DecisionOutcome outcome(List<JudgedTrial> trials) {
        return analysis(trials).decision();
    }

    private static List<String> refusal(List<JudgedTrial> trials) {
        assertThat(Decision.of(analysis(trials))).contains("No recommendation").doesNotContain("Chosen option");
        return outcome(trials) instanceof DecisionOutcome.Refused refused ? refused.reasons() : List.of();
    }

    private static List<JudgedTrial> capacity(double a, double b) {
        return trials("capacity", Metric.MAX_REQUESTS_PER_SECOND, Map.of("p99<=100ms", new double[] {a, b}), 1);
    }

    /** Of a and of b, with 16 and with 64 users. */
    private static List<JudgedTrial> throughput(double a16, double a64, double b16, double b64) {
        return new ArrayList<>(trials(
                "throughput",
                Metric.REQUESTS_PER_SECOND,
                Map.of("concurrency=16", new double[] {a16, b16}, "concurrency=64", new double[] {a64, b64}),
                1));
    }

    /** Six blocks of a, b and a's second name with 2 % of noise, the second name off by a factor. */
    private static List<JudgedTrial> trials(
            String scenario, Metric metric, Map<String, double[]> values, double second) {
        Random random = new Random(11);
        List<JudgedTrial> trials = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            for (String who : List.of("a", "b", "a" + Trial.SECOND_NAME)) {
                double factor = (who.endsWith(Trial.SECOND_NAME) ? second : 1) * (1 + 0.02 * random.nextGaussian());
                List<JudgedPoint> points = new TreeMap<>(values)
                        .entrySet().stream()
                                .map(point -> Made.point(
                                        point.getKey(),
                                        new Outcome.Valid(),
                                        Map.of(metric.name(), factor * point.getValue()[who.equals("b") ? 1 : 0]),
                                        List.of(),
                                        Map.of()))
                                .toList();
                trials.add(Made.trial(scenario + "-" + block + "-" + who, block, who, scenario, points));
            }
        }
        return trials;
    }

    private static JudgedTrial late(JudgedTrial trial) {
        return Made.trial(
                trial.id(),
                trial.block(),
                trial.contestant(),
                trial.scenario().text(),
                trial.warmups(),
                trial.points().stream()
                        .map(point -> Made.point(
                                point.point(),
                                new Outcome.Invalid("generator-late", "it was", List.of()),
                                point.metrics(),
                                List.of(),
                                Map.of()))
                        .toList());
    }

    private static List<JudgedTrial> without(List<JudgedTrial> trials, Predicate<JudgedTrial> gone) {
        return trials.stream().filter(gone.negate()).toList();
    }

    private static List<JudgedTrial> map(List<JudgedTrial> trials, UnaryOperator<JudgedTrial> change) {
        return trials.stream().map(change).toList();
    }

    private static Run run(String suite) {
        return Made.run(
                "made-up",
                List.of("heddle", "run", "--suite", suite),
                suite,
                List.of(
                        new Run.Entrant("a", Model.VIRTUAL_THREADS, "One stack"),
                        new Run.Entrant("b", Model.EVENT_LOOP, "Another")),
                Map.of("jdk", "25"),
                """
                workload:
                  rpc: { calls: 3, mode: all, latency: { lognormal: { p50: 20ms, p99: 80ms } }, reply: 512B }
                  timeout: 2s
                jvm: { heap: 1g, collector: G1, options: [] }
                objective: { p99: 100ms, errors: 0 }
                """);
    }
}
