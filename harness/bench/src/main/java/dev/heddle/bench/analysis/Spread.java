package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.stats.PairedRatio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Tells how much fresh processes of one contestant differ on this machine, as an earlier run found.
 *
 * @param cpu coefficient of variation of CPU time a request in throughput, what all processes of a block share taken out
 * @param run the run it comes from
 */
public record Spread(double cpu, String run) {
    /** This spread is assumed where no earlier run tells. It is of the size that clouds' virtual machines of two CPUs show. */
    public static final double ASSUMED = 0.05;

    /** Returns the spread of the newest run of the same machine in this folder that has one. */
    public static Optional<Spread> newest(Path results, Run now) {
        Map<Path, Run> runs = new HashMap<>();
        try (Stream<Path> found = Files.list(results)) {
            found.filter(folder -> Files.exists(folder.resolve("trials.jsonl")))
                    .forEach(folder -> run(folder).ifPresent(run -> runs.put(folder, run)));
        } catch (IOException e) {
            return Optional.empty();
        }
        // Trials are large. They are read one run after the other, the newest first, until a run has a spread.
        return runs.entrySet().stream()
                .filter(run -> run.getValue().hardwareDifferences(now).isEmpty())
                .sorted(Comparator.comparing(
                                (Map.Entry<Path, Run> run) -> run.getValue().started())
                        .reversed())
                .flatMap(run -> of(run.getKey()).stream())
                .findFirst();
    }

    /** Returns the spread of a run. It is empty if no pair of contestants has two blocks. */
    static Optional<Spread> of(Analysis run) {
        Metric cost = run.cost();
        OptionalDouble variance = run.comparisons().stream()
                .filter(pair -> pair.scenario().equals(ScenarioName.Known.THROUGHPUT)
                        && pair.metric().equals(cost)
                        && pair.standardError() != null)
                // Each of n blocks gives the difference of two processes. The variance of a difference is n · error²,
                // and half of it is the variance of one process.
                .mapToDouble(pair -> pair.squaredError() * pair.ratio().replicates() / 2)
                .average();
        return variance.isPresent()
                ? Optional.of(
                        new Spread(Math.sqrt(variance.getAsDouble()), run.run().run()))
                : Optional.empty();
    }

    /**
     * Returns the mean CPU time of a request in throughput, in microseconds, over all valid trials. It is empty if there is none.
     */
    public static OptionalDouble cpuMicros(Analysis run) {
        Metric cost = run.cost();
        return run.readings().stream()
                .filter(reading -> reading.valid()
                        && reading.scenario().equals(ScenarioName.Known.THROUGHPUT)
                        && reading.metric().equals(cost))
                .mapToDouble(Reading::number)
                .average();
    }

    /** Returns the smallest difference that so many blocks will find nine times in ten, as a share. */
    public static double detectable(double spread, int blocks, int comparisons) {
        return PairedRatio.expectDetectable(spread, blocks, comparisons);
    }

    private static Optional<Run> run(Path folder) {
        try {
            return Optional.of(RunFolder.readRun(folder));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Spread> of(Path folder) {
        try {
            return of(Analysis.of(RunFolder.read(folder)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
