package dev.heddle.bench.cli;

import dev.heddle.bench.analysis.Spread;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.suite.Suite;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Says what a run will be able to tell, before it starts. */
final class Outlook {
    private Outlook() {}

    /**
     * Returns sentences about that. They rest on the suite's forks, and on how much processes differed in the newest earlier run
     * of this machine.
     */
    static List<String> of(Path results, Run run, Suite suite) {
        if (suite.scenarios().throughput() == null) {
            return List.of();
        }
        if (suite.forks() < 2) {
            return List.of("One fork a contestant: no interval and no comparison can come of it.");
        }
        int contestants = suite.contestants().size();
        int comparisons = Math.max(1, contestants * (contestants - 1) / 2)
                * Objects.requireNonNull(suite.scenarios().throughput())
                        .concurrency()
                        .size();
        Optional<Spread> known = Spread.newest(results, run);
        double spread = known.map(Spread::cpu).orElse(Spread.ASSUMED);
        String because = known.map(from -> String.format(
                        Locale.ROOT, "processes differ by %.1f %% as in run %s", 100 * from.cpu(), from.run()))
                .orElse(String.format(
                        Locale.ROOT,
                        "processes differ by %.0f %%, which is assumed, since no earlier run in results/ tells",
                        100 * Spread.ASSUMED));
        double found = Spread.detectable(spread, suite.forks(), comparisons);
        return List.of(String.format(
                Locale.ROOT,
                found > 1
                        ? "With %d forks and %d comparisons, not even a factor of two in CPU time a request is sure to be found%s, if %s."
                                + " More forks find smaller differences."
                        : "With %d forks and %d comparisons, a difference%s in CPU time a request will be found nine times in ten, if %s;"
                                + " smaller ones may be missed. More forks find smaller ones.",
                suite.forks(),
                comparisons,
                found > 1 ? "" : String.format(Locale.ROOT, " of %.0f %%", 100 * found),
                because));
    }
}
