package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import java.util.List;
import java.util.stream.Stream;

/** Contestants by name. One that runs twice, as an A/A pair, has a second name; that one measures the noise, and is no one more. */
public final class Names {
    private Names() {}

    /** Whether it is a contestant's second name. */
    public static boolean isSecond(String contestant) {
        return contestant.endsWith(Trial.SECOND_NAME);
    }

    /** Under which a contestant runs once more. */
    static String second(String contestant) {
        return contestant + Trial.SECOND_NAME;
    }

    /** The names without the second ones. */
    public static List<String> first(List<String> contestants) {
        return contestants.stream().filter(name -> !isSecond(name)).toList();
    }

    /** The run's contestants in its order, then whoever else was measured: colour and shape are the same in every plot. */
    static List<String> of(Run run, Stream<String> measured) {
        return Stream.concat(run.contestants().stream().map(Run.Entrant::name), measured)
                .distinct()
                .toList();
    }
}
