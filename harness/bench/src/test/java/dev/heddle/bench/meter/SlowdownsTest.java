package dev.heddle.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Works out who slows whom from rounds that are made up, so that the truth is known. */
class SlowdownsTest {
    @Test
    void twoThreadsOfOneCoreAreFound() {
        Slowdowns found = Slowdowns.of(List.of(0, 1), rounds(2, 1, 0.6, 0.01, 0));
        assertThat(found.slowed()).singleElement().satisfies(pair -> {
            assertThat(pair.cpus()).containsExactly(0, 1);
            assertThat(pair.kept()).isBetween(0.58, 0.62);
            assertThat(pair.low()).isLessThan(pair.kept());
            assertThat(pair.high()).isGreaterThan(pair.kept()).isLessThan(Slowdowns.SLOWED);
        });
        assertThat(found.text())
                .startsWith("CPUs 0 and 1 slow each other down by 4")
                .doesNotContain("told");
    }

    @Test
    void twoCoresAreNot() {
        Slowdowns found = Slowdowns.of(List.of(0, 1), rounds(2, 1, 1, 0.02, 0));
        assertThat(found.slowed()).isEmpty();
        assertThat(found.untold()).isEmpty();
        assertThat(found.text()).startsWith("no CPU slows another down: CPUs 0 and 1 keep");
    }

    /** Siblings of many CPUs are found all at once, and a partner that computes at random makes nobody else suspect. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16, 96, 128})
    void everyCoreIsFoundAndNoOther(int cpus) {
        for (long seed = 1; seed <= 5; seed++) {
            Slowdowns found =
                    Slowdowns.of(IntStream.range(0, cpus).boxed().toList(), rounds(cpus, seed, 0.55, 0.02, 0));
            assertThat(found.slowed())
                    .as("seed %d", seed)
                    .extracting(Slowdowns.Pair::cpus)
                    .containsExactlyElementsOf(IntStream.range(0, cpus / 2)
                            .mapToObj(core -> List.of(core, core + cpus / 2))
                            .toList());
            assertThat(found.untold()).as("seed %d", seed).isEmpty();
        }
    }

    /** Where others have the CPUs, nothing can be told, which is not the same as that nobody slows anybody down. */
    @Test
    void whatOthersDisturbIsNotTold() {
        Slowdowns found = Slowdowns.of(List.of(0, 1), rounds(2, 1, 1, 0.02, 0.5));
        assertThat(found.slowed()).isEmpty();
        assertThat(found.closest()).isNull();
        assertThat(found.untold()).hasSize(1);
        assertThat(found.text()).contains("can't be told").contains("50 % of these CPUs' time");
    }

    /** So much noise that a half of the speed could be noise: the interval is on both sides of the limit. */
    @Test
    void whatIsTooNoisyIsNotTold() {
        Slowdowns found = Slowdowns.of(List.of(0, 1), rounds(2, 3, 0.85, 0.8, 0));
        assertThat(found.untold()).hasSize(1);
        assertThat(found.slowed()).isEmpty();
    }

    /** Makes rounds of cores with two threads each, whose numbers are half of all apart. */
    private static List<Slowdowns.Round> rounds(int cpus, long seed, double kept, double noise, double taken) {
        Random random = new Random(seed);
        List<Slowdowns.Round> rounds = new ArrayList<>();
        for (boolean[] works : Spins.drawn(cpus)) {
            double[] speeds = new double[cpus];
            double[] others = new double[cpus];
            for (int i = 0; i < cpus; i++) {
                others[i] = taken;
            }
            for (int i = 0; i < cpus; i++) {
                boolean beside = works[(i + cpus / 2) % cpus];
                speeds[i] = works[i] ? (beside ? kept : 1) * Math.exp(noise * random.nextGaussian()) : 0;
            }
            rounds.add(new Slowdowns.Round(works, speeds, others));
        }
        return rounds;
    }
}
