package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import java.util.List;
import java.util.stream.Stream;

/**
 * Handles the names of contestants. A contestant that runs twice, as an A/A pair, has a second name. The second run measures the
 * noise, and does not count as one more contestant.
 */
public final class Names {
    private Names() {}

    /** Is true where the name is a contestant's second name. */
    public static boolean isSecond(String contestant) {
        return contestant.endsWith(Trial.SECOND_NAME);
    }

    /** Returns the name under which a contestant runs once more. */
    static String second(String contestant) {
        return contestant + Trial.SECOND_NAME;
    }

    /** Returns the names without the second ones. */
    public static List<String> first(List<String> contestants) {
        return contestants.stream().filter(name -> !isSecond(name)).toList();
    }

    /**
     * Returns the run's contestants in its order, then whoever else was measured. The order is always the same, so that colour and
     * shape are the same in every plot.
     */
    static List<String> of(Run run, Stream<String> measured) {
        return Stream.concat(run.contestants().stream().map(Run.Entrant::name), measured)
                .distinct()
                .toList();
    }
}
