package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.trial.Evidence.GeneratorHealth.Times;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final Outcome.Invalid BOUND = new Outcome.Invalid("load-side-bound", "90 % busy", List.of());
    private static final Capacity.Vote KEPT = new Capacity.Vote(true, null);
    private static final Capacity.Vote BROKE = new Capacity.Vote(false, null);
    private static final Capacity.Vote BROKE_BY_OTHERS = new Capacity.Vote(false, BOUND);

    @Test
    void whatTheContestantBrokeDecides() {
        assertThat(Capacity.undecided(List.of(BROKE, BROKE, KEPT), false)).isNull();
        assertThat(Capacity.undecided(List.of(BROKE, BROKE, BROKE_BY_OTHERS), false))
                .isNull();
        assertThat(Capacity.undecided(List.of(KEPT, KEPT, BROKE_BY_OTHERS), true))
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
        return Capacity.latenessDecides(
                new Evidence.GeneratorHealth(1, 0.013, new Times(0.001, 0.010, 0.015), new Times(p99, p99, p99)),
                kept,
                errors,
                0.1);
    }

    @Test
    void aCapacityThatAFractionOfItselfContradictsIsNone() throws Exception {
        Suite.Objective objective =
                Suites.parse("s", "workload: {}\nscenarios: { switching: {} }").objective();
        double bound = objective.p99().toNanos() / 1e6;
        Point capacity = new Point("p99", new Outcome.Valid(), Map.of(Capacity.METRIC, 3_745.0), List.of(), Map.of());
        Point quick = new Point("f", new Outcome.Valid(), Map.of("latency_p99_ms", 0.2 * bound), List.of(), Map.of());
        Point slow = new Point("f", new Outcome.Valid(), Map.of("latency_p99_ms", 3.2 * bound), List.of(), Map.of());
        Point disturbed = new Point("f", BOUND, Map.of("latency_p99_ms", 3.2 * bound), List.of(), Map.of());
        assertThat(Capacity.sustained(capacity, Map.of(0.5, quick), objective)).isSameAs(capacity);
        assertThat(Capacity.sustained(capacity, Map.of(1.2, slow), objective)).isSameAs(capacity);
        assertThat(Capacity.sustained(capacity, Map.of(0.9, disturbed), objective))
                .isSameAs(capacity);
        assertThat(Capacity.sustained(capacity, Map.of(0.9, slow), objective).outcome())
                .isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> {
                    assertThat(invalid.rule()).isEqualTo("not-sustained");
                    assertThat(invalid.reason()).contains("at 0.9 of it");
                    assertThat(invalid.verdict(Capacity.METRIC)).isEqualTo("not-sustained");
                });
    }

    /** The twin: only others ever broke it, and the last probe, which nothing disturbed, kept it. */
    @Test
    void whatOthersBrokeDoesNot() {
        assertThat(Capacity.undecided(List.of(BROKE_BY_OTHERS, BROKE_BY_OTHERS, KEPT), false))
                .isEqualTo(BOUND);
        assertThat(Capacity.undecided(List.of(BROKE_BY_OTHERS, BROKE_BY_OTHERS), false))
                .isEqualTo(BOUND);
        assertThat(Capacity.undecided(List.of(BROKE, BROKE_BY_OTHERS, KEPT), false))
                .isEqualTo(BOUND);
    }
}
