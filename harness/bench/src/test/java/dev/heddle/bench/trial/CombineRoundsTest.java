package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The bench itself has the first compiler tier alone, and contestants have all of them. */
class CombineRoundsTest {
    @Test
    void timesARoundAsContestantsComputeIt() throws Exception {
        double rounds = CombineRounds.rounds(Duration.ofMillis(10));
        double aContestants = 1e7 / nanosARound();
        assertThat(rounds / aContestants).isBetween(0.6, 1.6);
        assertThat(inTheFirstTier(Probe.class) / rounds).isBetween(0.6, 1.6);

        // The broken twin: a round timed in the bench's own JVM.
        assertThat(1e7 / inTheFirstTier(CombineRounds.class) / aContestants).isLessThan(0.6);
    }

    @Test
    void noTimeIsNoRound() {
        assertThat(CombineRounds.rounds(Duration.ZERO)).isZero();
        assertThat(CombineRounds.rounds(Duration.ofNanos(1))).isOne();
    }

    private static double nanosARound() throws Exception {
        return printed("-XX:+UseG1GC", CombineRounds.class);
    }

    private static double inTheFirstTier(Class<?> main) throws Exception {
        return printed("-XX:TieredStopAtLevel=1", main);
    }

    private static double printed(String option, Class<?> main) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return Double.parseDouble(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    /** Asks as the bench does. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) {
            System.out.println(CombineRounds.rounds(Duration.ofMillis(10)));
        }
    }
}
