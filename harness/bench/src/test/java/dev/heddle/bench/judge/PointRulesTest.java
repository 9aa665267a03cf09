package dev.heddle.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Disturbance;
import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Rung;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules about ladders, hand-offs and clocks, each with an honest point and its broken twins. */
class PointRulesTest {
    private static final Evidence.Allowed ALLOWED = new Evidence.Allowed(0, 1, 0.02, 0.01, 0.1);
    private static final List<Rung> RUNGS = List.of(new Rung(0, false, Map.of("kernel", 1L, "total", 2L)));

    @Test
    void aHandOffOnAQuietMachineIsValid() {
        assertThat(handOffs(new Disturbance(0.01, 0, null, 2, 0), 0)).isEqualTo("valid");
    }

    /** The twins are a neighbour on our CPUs, a quota, and a system that pins nothing. */
    @Test
    void aDisturbedHandOffIsVoid() {
        assertThat(handOffs(new Disturbance(0.3, 0, null, 0, 0), 0)).isEqualTo("steal");
        assertThat(handOffs(new Disturbance(0, 0.2, null, 0, 0), 0)).isEqualTo("throttling");
        assertThat(handOffs(Disturbance.NONE, 0.5)).isEqualTo("unpinned");
    }

    private static String handOffs(Disturbance disturbance, double unpinned) {
        return rule(PointRules.handOffs(new Evidence.HandOffs(disturbance, ALLOWED, unpinned)));
    }

    @Test
    void aLadderOfMemoryIsValidOnlyAfterQuietCompilers() {
        assertThat(rule(PointRules.ladder(new Evidence.Ladder("", 0.09, 0.1), RUNGS)))
                .isEqualTo("valid");
        assertThat(PointRules.ladder(new Evidence.Ladder("", 0.3, 0.1), RUNGS))
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.rule() + ": " + invalid.reason())
                                .contains("never-steady: the JIT compilers had 30 %"));
    }

    @Test
    void aLadderWithoutItsConnectionsOrTheKernelsPartIsVoid() {
        assertThat(rule(PointRules.ladder(new Evidence.Ladder("3 connections where 4 were wanted", 0, 0.1), RUNGS)))
                .isEqualTo("errors");
        List<Rung> unknown = List.of(new Rung(0, false, Map.of("heap", 1L)));
        assertThat(PointRules.ladder(new Evidence.Ladder("", 0, 0.1), unknown))
                .isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> {
                    assertThat(invalid.verdict("bytes_per_connection")).isEqualTo("kernel-memory");
                    assertThat(invalid.verdict("bytes_per_connection.heap")).isEqualTo("valid");
                });
    }

    @Test
    void aClockThatWasSetVoidsWhatWasValid() {
        assertThat(PointRules.clock(new Outcome.Valid(), -0.4)).isEqualTo(new Outcome.Valid());
        assertThat(PointRules.clock(new Outcome.Valid(), -3_600))
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.rule()).isEqualTo("clock-step"))
                .asString()
                .contains("-3600.0 s");
        assertThat(PointRules.clock(new Outcome.Failed("gone"), 30)).isEqualTo(new Outcome.Failed("gone"));
    }

    private static String rule(Outcome outcome) {
        return outcome.verdict("handoff_ns");
    }
}
