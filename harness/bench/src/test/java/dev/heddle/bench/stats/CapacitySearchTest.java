package dev.heddle.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

class CapacitySearchTest {
    private static CapacitySearch search(double guess, DoublePredicate keeps) {
        CapacitySearch search = new CapacitySearch(guess, 0.05, 2, 60);
        for (var rate = search.next(); rate.isPresent(); rate = search.next()) {
            search.saw(rate.getAsDouble(), keeps.test(rate.getAsDouble()));
        }
        return search;
    }

    @Test
    void findsTheBoundaryFromAnyGuessWithinItsResolution() {
        for (double guess : new double[] {20, 990, 1_000, 1_010, 40_000}) {
            CapacitySearch found = search(guess, rate -> rate <= 1_000);
            assertThat(found.confirmed()).isTrue();
            assertThat(found.highestKept()).isBetween(1_000 / 1.05, 1_000.0);
            assertThat(found.lowestBroken()).isBetween(1_000.0, 1_000 * 1.05);
        }
    }

    @Test
    void aNoisyBoundaryIsFoundOnAverageAndNeverByOneLuckyProbe() {
        Random random = new Random(5);
        double sum = 0;
        int confirmed = 0;
        for (int i = 0; i < 400; i++) {
            // A probe near the boundary goes either way: the curve is logistic, and 2 % wide.
            CapacitySearch found =
                    search(800, rate -> random.nextDouble() < 1 / (1 + Math.exp((rate / 1_000 - 1) / 0.02)));
            confirmed += found.confirmed() ? 1 : 0;
            sum += found.highestKept();
        }
        assertThat(confirmed).isGreaterThan(380);
        assertThat(sum / 400).isCloseTo(1_000, within(40.0));

        // One lucky probe beyond the boundary is outvoted.
        boolean[] lucky = {true};
        CapacitySearch found = search(1_500, rate -> {
            boolean luck = lucky[0] && rate > 1_400;
            lucky[0] &= !luck;
            return luck || rate <= 1_000;
        });
        assertThat(found.highestKept()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void whatNeverKeepsOrNeverBreaksItIsNotConfirmed() {
        assertThat(search(1_000, rate -> false).confirmed()).isFalse();
        assertThat(search(1_000, rate -> false).highestKept()).isZero();
        assertThat(search(1_000, rate -> true).confirmed()).isFalse();
        assertThat(search(1_000, rate -> true).probes()).isEqualTo(60);
    }
}
