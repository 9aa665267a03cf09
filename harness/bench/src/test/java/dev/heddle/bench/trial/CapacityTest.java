package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Outcome;
import java.util.List;
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
