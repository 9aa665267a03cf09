package dev.heddle.bench.report;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Estimate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A run to ask questions of: what the notebook's cells, and a reader's own, read it with. */
public final class RunData {
    /** The folder of the run whose notebook is being written. */
    static final ScopedValue<Path> HERE = ScopedValue.newInstance();

    private final Path folder;
    private final Run run;
    private final List<Trial> trials;
    private final List<SummaryRow> rows;
    private @Nullable List<Plot> plots; // Made when first asked for: decoding every histogram takes a while.

    private RunData(Path folder, Run run, List<Trial> trials) {
        this.folder = folder;
        this.run = run;
        this.trials = List.copyOf(trials);
        this.rows = Summary.of(trials);
    }

    /**
     * The run in whose folder the notebook is, which is where Jupyter starts a kernel.
     *
     * @throws UncheckedIOException if the records can't be read
     */
    public static RunData here() {
        return read(HERE.isBound() ? HERE.get() : Path.of(""));
    }

    /**
     * The run in a folder, from its {@code run.json} and {@code trials.jsonl}.
     *
     * @throws UncheckedIOException if they can't be read
     * @throws IllegalArgumentException if they are not what Heddle writes
     */
    public static RunData read(Path folder) {
        try {
            RunFolder held = RunFolder.read(folder);
            return new RunData(folder, held.run(), held.trials());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was asked for, and where it ran. */
    public Run run() {
        return run;
    }

    /** Every trial, valid or not, in the order measured. */
    public List<Trial> trials() {
        return trials;
    }

    /** The tidy table: the rows of {@code summary.csv}. */
    public List<SummaryRow> rows() {
        return rows;
    }

    /** Who was measured, in the run's order. */
    public List<String> contestants() {
        return Plots.contestants(run, rows);
    }

    /**
     * One row of the tidy table.
     *
     * @throws IllegalArgumentException if there is none
     */
    public SummaryRow row(String scenario, String contestant, String point, String metric) {
        return rows.stream()
                .filter(row -> row.scenario().equals(scenario)
                        && row.contestant().equals(contestant)
                        && row.point().equals(point)
                        && row.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the run holds no %s of %s in %s at %s".formatted(metric, contestant, scenario, point)));
    }

    /** What each trial says of one row, in the order measured. */
    public List<TrialReading> readings(String scenario, String contestant, String point, String metric) {
        List<TrialReading> readings = new ArrayList<>();
        for (Trial trial : trials) {
            for (SummaryRow row : Summary.of(List.of(trial))) {
                if (row.scenario().equals(scenario)
                        && row.contestant().equals(contestant)
                        && row.point().equals(point)
                        && row.metric().equals(metric)) {
                    Estimate estimate = row.estimate();
                    readings.add(new TrialReading(
                            trial.id(),
                            trial.block(),
                            scenario,
                            contestant,
                            point,
                            metric,
                            row.unit(),
                            estimate == null ? null : estimate.value(),
                            row.verdict()));
                }
            }
        }
        return readings;
    }

    /** The valid values of one row by the block that they were measured in: what {@code PairedRatio} pairs. */
    public Map<Integer, Double> values(String scenario, String contestant, String point, String metric) {
        Map<Integer, Double> values = new TreeMap<>();
        for (TrialReading reading : readings(scenario, contestant, point, metric)) {
            if (reading.value() != null && reading.verdict().equals(Summary.VALID)) {
                values.put(reading.block(), reading.value());
            }
        }
        return values;
    }

    /** The same run as if one trial had not been. */
    public RunData without(String trial) {
        return new RunData(
                folder,
                run,
                trials.stream().filter(kept -> !kept.id().equals(trial)).toList());
    }

    /**
     * The latency distributions of a contestant's trials at one point as one, in nanoseconds.
     *
     * @param what {@link Point#RESPONSE_TIME}, {@link Point#SERVICE_TIME} or {@link Point#LATENESS}
     */
    public Histogram histogram(String scenario, String contestant, String point, String what) {
        Histogram pooled = new Histogram(3);
        trials.stream()
                .filter(trial ->
                        trial.scenario().equals(scenario) && trial.contestant().equals(contestant))
                .flatMap(trial -> trial.points().stream())
                .filter(measured -> measured.point().equals(point))
                .filter(measured ->
                        measured.outcome().verdict(Metric.LATENCY_P99_MS).equals(Summary.VALID))
                .map(measured -> measured.histograms().get(what))
                .filter(encoded -> encoded != null)
                .forEach(encoded -> pooled.add(decode(encoded)));
        return pooled;
    }

    /** The run's answer, in sentences. */
    public List<String> answer() {
        return Answer.of(run, trials, rows, Comparison.of(run, trials)).sentences();
    }

    /** What the run did not measure. */
    public List<String> gaps() {
        return Gaps.of(run, trials, rows);
    }

    /** The names of the plots, in the page's order. */
    public List<String> plots() {
        return drawn().stream().map(Plot::name).toList();
    }

    /**
     * A plot to show: its spec from the trials, its picture from {@code plots/}, or drawn anew where that has none.
     *
     * @throws IllegalArgumentException if no plot has that name
     */
    public Exhibit plot(String name) {
        Plot plot = drawn().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no plot is called " + name + "; there are " + plots()));
        Path picture = folder.resolve("plots").resolve(name + ".png");
        try {
            return Exhibit.plot(plot, Files.isReadable(picture) ? Files.readAllBytes(picture) : draw(plot));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Suite, machine and settings, to show. */
    public Exhibit conditions() {
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("suite", run.suite()));
        facts.add(List.of("seed", Long.toString(run.seed())));
        facts.add(List.of("started", run.started()));
        facts.add(List.of("contestant on CPUs", run.serverCpus()));
        facts.add(List.of("everything else on CPUs", run.loadCpus()));
        facts.add(List.of("heddle", run.heddle() + ", commit " + run.commit()));
        run.environment().forEach((what, value) -> facts.add(List.of(what, value)));
        return Exhibit.table(List.of("condition", "value"), facts);
    }

    /** The tidy table of one scenario, to show. */
    public Exhibit table(String scenario) {
        return Exhibit.table(
                List.of("contestant", "point", "metric", "estimate, 95 %", "unit", "trials", "verdict"),
                rows.stream()
                        .filter(row -> row.scenario().equals(scenario))
                        .sorted((a, b) -> PointOrder.compare(a.point(), b.point()))
                        .map(row -> Arrays.asList(
                                row.contestant(),
                                row.point(),
                                row.metric(),
                                row.estimate(),
                                row.unit(),
                                row.trials(),
                                row.verdict()))
                        .toList());
    }

    /** Every point that is not valid, or not in full, and why, to show. */
    public Exhibit flaws() {
        return Exhibit.table(
                List.of("trial", "point", "rule", "what was seen", "metrics that it voids"),
                Flaw.of(trials).stream()
                        .map(flaw -> List.of(
                                flaw.trial(),
                                flaw.point(),
                                flaw.rule(),
                                flaw.reason(),
                                flaw.voids().isEmpty() ? "all" : String.join(", ", flaw.voids())))
                        .toList());
    }

    private List<Plot> drawn() {
        if (plots == null) {
            plots = Plots.of(run, trials, rows);
        }
        return plots;
    }

    private static byte[] draw(Plot plot) {
        try (ChartRenderer renderer = new ChartRenderer()) {
            return renderer.png(renderer.svg(plot));
        }
    }

    private static Histogram decode(String encoded) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("a latency histogram of trials.jsonl can't be decoded", e);
        }
    }
}
