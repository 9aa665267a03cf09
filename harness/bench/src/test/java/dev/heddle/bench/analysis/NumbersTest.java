package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.stats.Estimate;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void anIntervalThatReachesAsFarUpAsDownIsOneNumber() {
        assertThat(text(120, 115.2, 125.0)).isEqualTo("120.0 ± 5.0");
        assertThat(text(4_772, 4_598, 4_953)).isEqualTo("4,772 ± 181");
        assertThat(text(22, 22, 22)).isEqualTo("22 ± 0");
        assertThat(Numbers.withInterval(new Estimate(25_505, null, null, 1), " ± "))
                .isEqualTo("25,505");
    }

    @Test
    void anUnevenIntervalIsTwo() {
        assertThat(text(285, 102, 796)).isEqualTo("285 +511/-183");
        assertThat(text(0.0192, 0.0012, 0.31)).isEqualTo("0.019 +0.291/-0.018");
        assertThat(text(0.5, 0, 1)).isEqualTo("0.50 ± 0.50");
        assertThat(text(1.5, 0, 20.6)).isEqualTo("1.5 +19.1/-1.5");
        assertThat(text(265.35, 0.004, 17_000_000)).isEqualTo("265.350 +16,999,734.650/-265.346");
    }

    /** As it is written, too, no interval above zero reaches zero. */
    @Test
    void whatIsWrittenStaysAboveZero() {
        Pattern written = Pattern.compile("([0-9.,]+)(?: ± ([0-9.,]+)| \\+[0-9.,]+/-([0-9.,]+))");
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            double level = Math.exp(12 * random.nextDouble() - 3);
            double spread = random.nextDouble() / 2;
            Estimate estimate = Estimate.geometric(List.of(
                    level * Math.exp(spread * random.nextGaussian()),
                    level * Math.exp(spread * random.nextGaussian()),
                    level * Math.exp(spread * random.nextGaussian())));
            Matcher matcher = written.matcher(Numbers.withInterval(estimate, " ± "));
            assertThat(matcher.matches()).as("%s", estimate).isTrue();
            String down = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            assertThat(number(matcher.group(1))).as("%s", matcher.group()).isGreaterThanOrEqualTo(number(down));
        }
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }

    private static String text(double value, double low, double high) {
        return Numbers.withInterval(new Estimate(value, low, high, 3), " ± ");
    }
}
