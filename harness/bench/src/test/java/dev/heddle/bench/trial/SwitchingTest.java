package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.meter.Noise;
import dev.heddle.bench.suite.Suite;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SwitchingTest {
    private static final Suite.Noise ALLOWED = new Suite.Noise(0.02, 0.01, 0.1);
    private static final Point MEASURED =
            new Point("same-cpu", new Outcome.Valid(), Map.of("handoff_ns", 1_500.0), List.of(), Map.of("a", 1.0));

    @Test
    void aHandOffOnAQuietMachineIsValid() {
        Point judged = Switching.judged(MEASURED, new Noise(0.01, 0, 0, 2, 0), ALLOWED);
        assertThat(judged.outcome()).isEqualTo(new Outcome.Valid());
        assertThat(judged.metrics()).isEqualTo(MEASURED.metrics());
        assertThat(judged.context()).containsEntry("a", 1.0).containsEntry("steal_share", 0.01);
    }

    /** The twins: a neighbour on our CPUs, and a quota. */
    @Test
    void aDisturbedHandOffIsVoid() {
        assertThat(rule(new Noise(0.3, 0, 0, 0, 0))).isEqualTo("steal");
        assertThat(rule(new Noise(0, 0.2, 0, 0, 0))).isEqualTo("throttling");
    }

    private static String rule(Noise noise) {
        return Switching.judged(MEASURED, noise, ALLOWED).outcome() instanceof Outcome.Invalid invalid
                ? invalid.rule()
                : "valid";
    }
}
