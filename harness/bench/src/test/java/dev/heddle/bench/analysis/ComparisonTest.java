package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final String A = "platform-threads";
    private static final String B = "virtual-threads";

    private final List<JudgedTrial> trials = new ArrayList<>();

    @Test
    void pairsOfABlockAreCompared() {
        // Blocks drift by half; the ratio of 2 stands whatever they do, but for a little.
        add(A, 200, 302, 399);
        add(B, 100, 150, 201);
        Comparison comparison = only();
        assertThat(comparison.ratio().value()).isCloseTo(2.0, within(0.02));
        assertThat(comparison.finding()).isEqualTo(Comparison.Finding.DIFFERENT);
        assertThat(comparison.sentence())
                .startsWith("platform-threads has 1.999 times (1.9")
                .endsWith("virtual-threads's; noise floor unknown");
        assertThat(comparison.larger()).isEqualTo(A);
    }

    @Test
    void theSmallerOneFirstIsTurnedRound() {
        add(A, 100, 101, 99);
        add(B, 200, 203, 197);
        assertThat(only().ratio().value()).isLessThan(1);
        assertThat(only().factor().value()).isCloseTo(2, within(0.01));
        assertThat(only().sentence()).startsWith("virtual-threads has 2.000 times (");
    }

    @Test
    void noDifferenceSaysWhatWouldHaveBeenSeen() {
        add(A, 100, 102, 99, 101);
        add(B, 101, 100, 101, 100);
        Comparison comparison = only();
        assertThat(comparison.finding()).isEqualTo(Comparison.Finding.NONE_DETECTABLE);
        assertThat(comparison.detectable()).isBetween(0.01, 0.1);
        assertThat(comparison.sentence())
                .matches(
                        "no detectable difference; a difference of [0-9.]+ % would have been seen; noise floor unknown");
    }

    @Test
    void oneBlockTellsNothing() {
        add(A, 100);
        add(B, 200);
        assertThat(only().finding()).isEqualTo(Comparison.Finding.TOO_FEW);
        assertThat(only().sentence()).contains("one block has both");
    }

    @Test
    void whatIsNotValidIsInNoPair() {
        add(A, 100, 100);
        add(B, 200, 200);
        Outcome late = new Outcome.Invalid("generator-late", "late", List.of());
        trials.add(trial(A, 2, Made.point("p", late, Map.of("cpu_us_per_request", 1e9), List.of(), Map.of())));
        trials.add(trial(B, 2, point(200)));
        assertThat(only().ratio().replicates()).isEqualTo(2);
        assertThat(only().ratio().value()).isCloseTo(0.5, within(1e-9));
    }

    /** Twice the same 100 and 200, block for block; a rule leaves the fast blocks of one and the slow ones of the other. */
    @Test
    void aMinorityThatARuleHasLeftIsNotCompared() {
        add(A, 100, 200, 100, 200, 100);
        add(B, 100, 200);
        Outcome bound = new Outcome.Invalid("load-side-bound", "bound", List.of());
        for (int block = 2; block < 5; block++) {
            trials.add(trial(B, block, Made.point("p", bound, Map.of("cpu_us_per_request", 1.0), List.of(), Map.of())));
        }
        assertThat(compared(trials)).isEmpty();
        assertThat(SummaryRows.of(Reading.of(trials)))
                .filteredOn(row -> row.contestant().equals(B))
                .singleElement()
                .matches(row ->
                        row.estimate() == null && row.verdict().text().equals("load-side-bound") && row.trials() == 2);
        trials.removeIf(trial -> trial.block() == 4);
        assertThat(only().ratio().replicates()).isEqualTo(2);
    }

    @Test
    void anAAPairIsTheNoiseFloorAndADifferenceBelowItIsNotOffered() {
        add(A, 100, 101, 99, 100);
        add(B, 104, 105.1, 102.9, 104);
        assertThat(only().finding()).isEqualTo(Comparison.Finding.DIFFERENT);
        add(A + Trial.SECOND_NAME, 106, 107, 105, 106.1);
        List<Comparison> comparisons = compared(trials);
        assertThat(comparisons).hasSize(2);
        Comparison pair =
                comparisons.stream().filter(Comparison::aa).findFirst().orElseThrow();
        assertThat(pair.noiseFloor()).isCloseTo(0.06, within(0.005));
        Comparison asked = comparisons.stream().filter(c -> !c.aa()).findFirst().orElseThrow();
        assertThat(asked.finding()).isEqualTo(Comparison.Finding.WITHIN_NOISE_FLOOR);
        assertThat(asked.sentence()).contains("within the noise floor of 6.0 %");
        // What is less than the floor is never called a difference, however precisely it is known.
        assertThat(Objects.requireNonNull(asked.detectable())).isLessThan(0.06);
        assertThat(Objects.requireNonNull(asked.visible())).isCloseTo(0.06, within(0.0005));
    }

    /** The same rates with 64 users, where they are less than twice those with 16, or four times. */
    @Test
    void belowTheLimitOfAClosedLoopThereIsNoThroughputToCompare() {
        for (int block = 0; block < 4; block++) {
            trials.add(trial(A, block, rates(2600 + block, 5200 - block)));
            trials.add(trial(B, block, rates(1100 - block, 2000 + block)));
        }
        assertThat(at64().finding()).isEqualTo(Comparison.Finding.DIFFERENT);
        trials.clear();
        for (int block = 0; block < 4; block++) {
            trials.add(trial(A, block, rates(2600 + block, 5200 - block)));
            trials.add(trial(B, block, rates(500 - block, 2000 + block)));
        }
        assertThat(at64().finding()).isEqualTo(Comparison.Finding.BELOW_LIMIT);
        assertThat(at64().sentence()).startsWith("no throughput to compare: virtual-threads is not at its limit");
        for (int block = 0; block < 4; block++) {
            trials.add(trial(A + Trial.SECOND_NAME, block, rates(2600, 10_400)));
        }
        // What an A/A pair differs by is noise, at the limit or not.
        assertThat(compared(trials))
                .filteredOn(Comparison::aa)
                .hasSize(2)
                .extracting(Comparison::finding)
                .doesNotContain(Comparison.Finding.BELOW_LIMIT);
    }

    @Test
    void manyComparisonsAreAdjustedTogether() {
        List<Comparison> comparisons = compared(SyntheticRun.trials()).stream()
                .filter(c -> c.metric().equals(Metric.CPU_US_PER_REQUEST) && c.pAdjusted() != null)
                .toList();
        assertThat(comparisons).hasSizeGreaterThan(5);
        assertThat(comparisons).allMatch(c -> Objects.requireNonNull(c.pAdjusted()) <= 1);
    }

    /** The ratio of two rows is that of the pairs, if all blocks have both: the same means on the same scale. */
    @Test
    void theRatioOfTheRowsIsThatOfThePairs() {
        add(A, 200, 302, 399, 250);
        add(B, 100, 150, 201, 130);
        List<Double> rows = SummaryRows.of(Reading.of(trials)).stream()
                .map(row -> Objects.requireNonNull(row.estimate()).value())
                .toList();
        assertThat(rows.getFirst() / rows.getLast()).isCloseTo(only().ratio().value(), within(1e-12));
    }

    private static List<Comparison> compared(List<JudgedTrial> trials) {
        return Pairing.of(SyntheticRun.run(), Reading.of(trials));
    }

    private Comparison only() {
        List<Comparison> comparisons = compared(trials);
        assertThat(comparisons).hasSize(1);
        return comparisons.getFirst();
    }

    private void add(String contestant, double... values) {
        for (int block = 0; block < values.length; block++) {
            trials.add(trial(contestant, block, point(values[block])));
        }
    }

    private static JudgedPoint point(double value) {
        return Made.point("p", new Outcome.Valid(), Map.of("cpu_us_per_request", value), List.of(), Map.of());
    }

    private Comparison at64() {
        return compared(trials).stream()
                .filter(comparison -> comparison.point().equals("concurrency=64"))
                .findFirst()
                .orElseThrow();
    }

    /** With 16 and with 64 users. */
    private static JudgedPoint[] rates(double few, double many) {
        return new JudgedPoint[] {rate("concurrency=16", few), rate("concurrency=64", many)};
    }

    private static JudgedPoint rate(String point, double rate) {
        return Made.point(point, new Outcome.Valid(), Map.of("requests_per_second", rate), List.of(), Map.of());
    }

    private static JudgedTrial trial(String contestant, int block, JudgedPoint... points) {
        return Made.trial(contestant + block, block, contestant, "throughput", List.of(points));
    }
}
