package dev.heddle.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Disturbance;
import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rules about ladders, hand-offs and clocks, each with an honest point and its broken twins. */
class PointRulesTest {
    private static final Evidence.Allowed ALLOWED = new Evidence.Allowed(0, 1, 0.02, 0.01, 0.1);
    private static final List<Rung> RUNGS = List.of(new Rung(0, false, null, Map.of("kernel", 1L, "total", 2L)));

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
        List<Rung> unknown = List.of(new Rung(0, false, null, Map.of("heap", 1L)));
        assertThat(PointRules.ladder(new Evidence.Ladder("", 0, 0.1), unknown))
                .isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> {
                    assertThat(invalid.verdict("bytes_per_connection")).isEqualTo("kernel-memory");
                    assertThat(invalid.verdict("bytes_per_connection.heap")).isEqualTo("valid");
                });
    }

    /** The twins are threads of two kinds, and a thread that added nothing. Few threads more or less tell nothing. */
    @Test
    void aLadderOfThreadsWhoseStacksDifferIsVoid() {
        assertThat(stacks(92, 92, 95, 92)).isEqualTo("valid");
        assertThat(stacks(92, 92, 20, 20)).isEqualTo("uneven-stacks");
        assertThat(stacks(92, 92, 0)).isEqualTo("uneven-stacks");
        assertThat(rule(PointRules.ladder(
                        new Evidence.Ladder("", 0, 0.1),
                        List.of(rung(0, 40, 1_000), rung(1, 50, 2), rung(2, 55, 9_000)))))
                .isEqualTo("valid");
        assertThat(PointRules.ladder(new Evidence.Ladder("", 0, 0.1), ladder(92, 92, 20)))
                .isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> {
                    assertThat(invalid.reason()).contains("20 KB").contains("92 KB");
                    assertThat(invalid.verdict("bytes_per_connection")).isEqualTo("uneven-stacks");
                    assertThat(invalid.verdict("bytes_per_connection.stacks")).isEqualTo("uneven-stacks");
                    assertThat(invalid.verdict("bytes_per_connection.heap")).isEqualTo("valid");
                });
    }

    @Test
    void aRecordWithoutThreadsSaysSo() {
        assertThat(PointRules.unjudged(ladder(92, 92))).isEmpty();
        assertThat(PointRules.unjudged(RUNGS))
                .containsExactly("not judged: the threads of each rung were not recorded (uneven-stacks)");
    }

    private static String stacks(int... kilobytesEach) {
        return PointRules.ladder(new Evidence.Ladder("", 0, 0.1), ladder(kilobytesEach))
                .verdict("bytes_per_connection");
    }

    /** Each rung adds 100 threads, with so much of their stacks resident. */
    private static List<Rung> ladder(int... kilobytesEach) {
        List<Rung> rungs = new ArrayList<>(List.of(rung(0, 40, 3_000_000)));
        for (int each : kilobytesEach) {
            Rung.Threads before = Objects.requireNonNull(rungs.getLast().threads());
            rungs.add(rung(rungs.size(), before.count() + 100, before.stackBytes() + 100L * 1024 * each));
        }
        return rungs;
    }

    private static Rung rung(int connections, long threads, long stackBytes) {
        return new Rung(
                connections, false, new Rung.Threads(threads, stackBytes), Map.of("kernel", 1L, "total", stackBytes));
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
