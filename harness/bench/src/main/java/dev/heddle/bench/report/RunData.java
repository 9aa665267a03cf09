package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.PointOrder;
import dev.heddle.bench.analysis.SummaryRow;
import dev.heddle.bench.analysis.TrialReading;
import dev.heddle.bench.analysis.Verdict;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.judge.JudgedTrial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Answers questions about a run. The notebook's cells read the run with it, and so do the cells that a reader adds. */
public final class RunData {
    /** Holds the run whose notebook is being written. */
    static final ScopedValue<RunData> HERE = ScopedValue.newInstance();

    private final Analysis analysis;
    private final Pictures pictures;
    private @Nullable List<Plot> plots; // They are made when first asked for: decoding every histogram takes a while.

    private RunData(Analysis analysis, @Nullable List<Plot> plots, Pictures pictures) {
        this.analysis = analysis;
        this.plots = plots;
        this.pictures = pictures;
    }

    /** Wraps a run that was analysed already and whose plots are made. */
    static RunData of(Analysis analysis, List<Plot> plots, Pictures pictures) {
        return new RunData(analysis, plots, pictures);
    }

    /**
     * Returns the run in whose folder the notebook is. Jupyter starts a kernel in that folder.
     *
     * @throws UncheckedIOException if the records can't be read
     */
    public static RunData here() {
        return HERE.isBound() ? HERE.get() : read(Path.of(""));
    }

    /**
     * Reads the run in a folder from its {@code run.json} and {@code trials.jsonl}.
     *
     * @throws UncheckedIOException if they can't be read
     * @throws IllegalArgumentException if they are not what Heddle writes
     */
    public static RunData read(Path folder) {
        try {
            return new RunData(Analysis.of(RunFolder.read(folder)), null, Pictures.in(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns everything that the run says. */
    public Analysis analysis() {
        return analysis;
    }

    /** Returns what was asked for, and where it ran. */
    public Run run() {
        return analysis.run();
    }

    /** Returns every trial, valid or not, in the order measured. */
    public List<JudgedTrial> trials() {
        return analysis.trials();
    }

    /** Returns the tidy table, which is the rows of {@code summary.csv}. */
    public List<SummaryRow> rows() {
        return analysis.rows();
    }

    /** Returns the contestants that were measured, in the run's order. */
    public List<String> contestants() {
        return analysis.contestants();
    }

    /**
     * Returns one row of the tidy table.
     *
     * @throws IllegalArgumentException if there is none
     */
    public SummaryRow row(String scenario, String contestant, String point, String metric) {
        return rows().stream()
                .filter(row -> row.scenario().text().equals(scenario)
                        && row.contestant().equals(contestant)
                        && row.point().equals(point)
                        && row.metric().name().equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the run holds no %s of %s in %s at %s".formatted(metric, contestant, scenario, point)));
    }

    /** Returns what each trial says of one row, in the order measured. */
    public List<TrialReading> readings(String scenario, String contestant, String point, String metric) {
        return analysis.readings(ScenarioName.of(scenario), contestant, point, Metric.of(metric));
    }

    /** Returns the valid values of one row by the block that they were measured in. {@code PairedRatio} pairs such values. */
    public Map<Integer, Double> values(String scenario, String contestant, String point, String metric) {
        Map<Integer, Double> values = new TreeMap<>();
        for (TrialReading reading : readings(scenario, contestant, point, metric)) {
            if (reading.value() != null && reading.verdict().equals(Verdict.VALID)) {
                values.put(reading.block(), reading.value());
            }
        }
        return values;
    }

    /** Returns the same run as if one trial had not been. */
    public RunData without(String trial) {
        return new RunData(analysis.without(trial), null, Pictures.DRAWN_ANEW);
    }

    /**
     * Adds up the latency distributions of a contestant's valid trials at one point, in nanoseconds.
     *
     * @param what {@link Point#RESPONSE_TIME}, {@link Point#SERVICE_TIME} or {@link Point#LATENESS}
     */
    public Histogram histogram(String scenario, String contestant, String point, String what) {
        Histogram pooled = new Histogram(3);
        trials().stream()
                .filter(trial -> trial.scenario().text().equals(scenario)
                        && trial.contestant().equals(contestant))
                .flatMap(trial -> trial.points().stream())
                .filter(measured -> measured.point().equals(point))
                .filter(measured ->
                        Verdict.of(measured.outcome(), Metric.LATENCY_P99_MS).equals(Verdict.VALID))
                .map(measured -> measured.histograms().get(what))
                .filter(encoded -> encoded != null)
                .forEach(encoded -> pooled.add(Distribution.decoded(encoded)));
        return pooled;
    }

    /** Returns the run's answer, in sentences. */
    public List<String> answer() {
        return analysis.answer().sentences();
    }

    /** Says what the run did not measure. */
    public List<String> gaps() {
        return analysis.gaps();
    }

    /** Returns the names of the plots, in the page's order. */
    public List<String> plots() {
        return drawn().stream().map(Plot::name).toList();
    }

    /**
     * Returns a plot to show. Its spec is made from the trials. Its picture comes from {@code plots/} if that has one, and is
     * otherwise drawn anew. A run {@linkplain #without without} a trial has its pictures always drawn anew.
     *
     * @throws IllegalArgumentException if no plot has that name
     */
    public Exhibit plot(String name) {
        Plot plot = drawn().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no plot is called " + name + "; there are " + plots()));
        return Exhibit.plot(plot, pictures.of(plot));
    }

    /** Returns a table of the suite, the machine and the rest of the environment, to show. */
    public Exhibit conditions() {
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("suite", run().suite()));
        facts.add(List.of("seed", Long.toString(run().seed())));
        facts.add(List.of("started", run().started()));
        facts.add(List.of("contestant on CPUs", run().serverCpus()));
        facts.add(List.of("everything else on CPUs", run().loadCpus()));
        facts.add(List.of("heddle", run().heddle() + ", commit " + run().commit()));
        run().environment().forEach((what, value) -> facts.add(List.of(what, value)));
        return Exhibit.table(List.of("condition", "value"), facts);
    }

    /** Returns the tidy table of one scenario, to show. */
    public Exhibit table(String scenario) {
        return Exhibit.table(
                List.of("contestant", "point", "metric", "estimate, 95 %", "unit", "trials", "verdict"),
                rows().stream()
                        .filter(row -> row.scenario().text().equals(scenario))
                        .sorted((a, b) -> PointOrder.compare(a.point(), b.point()))
                        .map(row -> Arrays.asList(
                                row.contestant(),
                                row.point(),
                                row.metric().name(),
                                row.estimate(),
                                row.unit(),
                                row.trials(),
                                row.verdict().text()))
                        .toList());
    }

    /** Returns a table of every point that is not valid, or not in full, and why, to show. */
    public Exhibit flaws() {
        return Exhibit.table(
                List.of("trial", "point", "rule", "what was seen", "metrics that it voids"),
                analysis.flaws().stream()
                        .map(flaw -> List.of(
                                flaw.trial(),
                                flaw.point(),
                                flaw.verdict().text(),
                                flaw.reason(),
                                PageTables.voids(flaw)))
                        .toList());
    }

    private List<Plot> drawn() {
        if (plots == null) {
            plots = Plots.of(analysis);
        }
        return plots;
    }
}
