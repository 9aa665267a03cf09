package dev.heddle.bench.cli;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.Change;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.SuiteException;
import dev.heddle.bench.suite.Suites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs {@code heddle compare}. */
@Command(
        name = "compare",
        description =
                "Says what changed from one run to another, metric by metric, with its 95 % interval. Refuses what cannot be"
                        + " compared: another machine, another workload.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of the run before.")
    private Path before;

    @Parameters(index = "1", paramLabel = "RUN", description = "The folder of the run after.")
    private Path after;

    @Option(names = "--all", description = "Print what did not change, too.")
    private boolean all;

    @Override
    public Integer call() throws Exception {
        RunFolder first = RunFolder.read(before);
        RunFolder second = RunFolder.read(after);
        List<String> reasons = new ArrayList<>(first.run().hardwareDifferences(second.run()));
        reasons.addAll(workloadDifferences(first.run(), second.run()));
        if (!reasons.isEmpty()) {
            throw new UsageException("these runs cannot be compared, since what differs would be taken for a change of"
                    + " the contestants: " + String.join("; ", reasons));
        }
        List<Change> changes = Change.of(Analysis.of(first), Analysis.of(second));
        if (changes.isEmpty()) {
            throw new UsageException("these runs have no valid point in common");
        }
        output.out().println("From " + first.run().run() + " to " + second.run().run() + ":");
        first.run()
                .softwareDifferences(second.run())
                .forEach(difference -> output.out().println("  Differs too: " + difference));
        changes.stream()
                .filter(change -> all || change.changed())
                .forEach(change -> output.out().println("  " + change.sentence()));
        long changed = changes.stream().filter(Change::changed).count();
        long untold =
                changes.stream().filter(change -> change.pAdjusted() == null).count();
        output.out()
                .println(changed + " of " + changes.size() + " changed, of " + untold + " it cannot be told"
                        + (all ? "." : "; --all prints the others, and what change would have been seen."));
        output.out()
                .println(
                        "An interval covers the differences between processes of one run; whatever else differed between the two"
                                + " times is in the change.");
        return 0;
    }

    private static List<String> workloadDifferences(Run first, Run second) throws SuiteException {
        Suite one = Suites.parse(first.run() + "'s settings", first.settings());
        Suite other = Suites.parse(second.run() + "'s settings", second.settings());
        List<String> differences = new ArrayList<>();
        differ(differences, "workload", one.workload(), other.workload());
        differ(differences, "jvm", one.jvm(), other.jvm());
        return differences;
    }

    private static void differ(List<String> differences, String what, Object one, Object other) {
        if (!one.equals(other)) {
            differences.add(what + ": " + one + " and " + other);
        }
    }
}
