package dev.heddle.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.judge.GeneratorHealth.Times;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SearchVerdictTest {
    private static final Outcome.Invalid BOUND = new Outcome.Invalid("load-side-bound", "90 % busy", List.of());
    private static final JudgedProbe KEPT = probe(true, null);
    private static final JudgedProbe BROKE = probe(false, null);
    private static final JudgedProbe BROKE_BY_OTHERS = probe(false, BOUND);

    @Test
    void whatTheContestantBrokeDecides() {
        assertThat(SearchVerdict.undecided(List.of(BROKE, BROKE, KEPT), false)).isNull();
        assertThat(SearchVerdict.undecided(List.of(BROKE, BROKE, BROKE_BY_OTHERS), false))
                .isNull();
        assertThat(SearchVerdict.undecided(List.of(KEPT, KEPT, BROKE_BY_OTHERS), true))
                .isNull();
    }

    /** The objective is 100 ms; the generator was late by at most 15 ms. */
    @Test
    void latenessDecidesOnlyWhereTakingItOffWouldChangeTheVote() {
        assertThat(latenessDecides(0.110, false, false)).isTrue();
        assertThat(latenessDecides(0.296, false, false)).isFalse();
        assertThat(latenessDecides(0.090, true, false)).isFalse();
        assertThat(latenessDecides(0.090, false, true)).isFalse();
    }

    private static boolean latenessDecides(double p99, boolean kept, boolean errors) {
        return JudgedProbe.latenessDecides(
                new GeneratorHealth(
                        1, 0.013, new Times(0.001, 0.001, 0.010, 0.015), new Times(p99, p99, p99, p99), null),
                kept,
                errors,
                0.1);
    }

    /** The objective is 100 ms. With the second bound, the generator's longest stall decides nothing any more. */
    @Test
    void theBoundsOfAPercentileDecideWhereTheyAreKnown() {
        assertThat(betweenBounds(0.099, 0.101)).isTrue();
        assertThat(betweenBounds(0.101, 0.103)).isFalse();
    }

    private static boolean betweenBounds(double low, double high) {
        return JudgedProbe.latenessDecides(
                new GeneratorHealth(
                        1,
                        0.5,
                        new Times(0.001, 0.001, 0.010, 0.5),
                        new Times(high, high, high, high),
                        new Times(low, low, low, low)),
                false,
                false,
                0.1);
    }

    private static JudgedProbe probe(boolean kept, Outcome.@Nullable Invalid against) {
        return probe(1_000, kept, null, against);
    }

    // NullAway doesn't see the annotation of a nested type in a class file.
    @SuppressWarnings("NullAway")
    private static JudgedProbe probe(
            double rate, boolean kept, Outcome.@Nullable Invalid disturbed, Outcome.@Nullable Invalid against) {
        return new JudgedProbe(rate, kept, disturbed, against, List.of());
    }

    /** 1,000/s keeps it and 1,100/s breaks it, each asked twice. */
    private static List<JudgedProbe> search(Outcome.@Nullable Invalid disturbed, Outcome.@Nullable Invalid against) {
        return List.of(
                probe(1_000, true, null, null),
                probe(1_100, false, null, against),
                probe(1_100, false, disturbed, against),
                probe(1_000, true, null, null));
    }

    @Test
    void aConfirmedBoundaryIsACapacity() {
        SearchVerdict found = SearchVerdict.of(search(null, null), "p99<=100ms", 0.2, 1);
        assertThat(found.outcome()).isEqualTo(new Outcome.Valid());
        assertThat(found.rate()).isEqualTo(1_000);
        assertThat(found.probe()).isEqualTo(3);
    }

    /** A rule of today that finds a probe disturbed takes its vote away, and with it the confirmation. */
    @Test
    void aVoteThatIsTakenAwayLeavesTheBoundaryUnconfirmed() {
        Outcome.Invalid steal = new Outcome.Invalid(RuleName.STEAL, "5 %", List.of());
        SearchVerdict found = SearchVerdict.of(search(steal, null), "p99<=100ms", 0.2, 1);
        assertThat(found.rate()).isNull();
        assertThat(found.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.rule()).isEqualTo("unconfirmed"));
    }

    @Test
    void whatOthersBrokeIsNotTheContestantsCapacity() {
        assertThat(SearchVerdict.of(search(null, BOUND), "p99<=100ms", 0.2, 1).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.rule() + ": " + invalid.reason())
                                .isEqualTo("load-side-bound: at the lowest rate that broke the objective, 90 % busy"));
    }

    @Test
    void whatIsDisturbedEachTimeSaysByWhat() {
        Outcome.Invalid steal = new Outcome.Invalid(RuleName.STEAL, "5 %", List.of());
        JudgedProbe disturbed = probe(900, false, steal, null);
        SearchVerdict found =
                SearchVerdict.of(List.of(disturbed, disturbed, disturbed, disturbed), "p99<=100ms", 0.2, 1);
        assertThat(found.outcome()).isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> {
            assertThat(invalid.rule()).isEqualTo("steal");
            assertThat(invalid.reason()).startsWith("900/s was asked for 4 times");
        });
    }

    @Test
    void aCapacityThatAFractionOfItselfContradictsIsNone() {
        assertThat(PointRules.sustained(0.5, fraction(new Outcome.Valid(), 20), 100))
                .isNull();
        assertThat(PointRules.sustained(1.2, fraction(new Outcome.Valid(), 320), 100))
                .isNull();
        assertThat(PointRules.sustained(0.9, fraction(BOUND, 320), 100)).isNull();
        Outcome.Invalid broken =
                Objects.requireNonNull(PointRules.sustained(0.9, fraction(new Outcome.Valid(), 320), 100));
        assertThat(broken.rule()).isEqualTo("not-sustained");
        assertThat(broken.reason()).contains("at 0.9 of it");
        assertThat(broken.verdict("max_requests_per_second")).isEqualTo("not-sustained");
    }

    private static JudgedPoint fraction(Outcome outcome, double p99) {
        return JudgedPoint.of(
                Point.of("f", Map.of("latency_p99_ms", p99), new Evidence.None(), Map.of()), outcome, List.of());
    }

    /** The twin: only others ever broke it, and the last probe, which nothing disturbed, kept it. */
    @Test
    void whatOthersBrokeDoesNot() {
        assertThat(SearchVerdict.undecided(List.of(BROKE_BY_OTHERS, BROKE_BY_OTHERS, KEPT), false))
                .isEqualTo(BOUND);
        assertThat(SearchVerdict.undecided(List.of(BROKE_BY_OTHERS, BROKE_BY_OTHERS), false))
                .isEqualTo(BOUND);
        assertThat(SearchVerdict.undecided(List.of(BROKE, BROKE_BY_OTHERS, KEPT), false))
                .isEqualTo(BOUND);
    }
}
