package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.journal.Usage;
import dev.heddle.bench.journal.Window;
import dev.heddle.bench.journal.Windows;
import dev.heddle.load.StreamReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Applies the rules of today to what was recorded. It is a pure function of the record: it is called when a run is read, and while a run is
 * measured, for the console.
 */
public final class Judge {
    private Judge() {}

    /**
     * Judges every trial of a run, in the order measured.
     *
     * @throws IOException if a histogram cannot be read
     */
    public static List<JudgedTrial> of(RunFolder folder) throws IOException {
        return of(folder.run(), folder.trials());
    }

    /**
     * Judges some trials of a run. The trials of one process must be given together, since its capacity and the fractions of that
     * capacity judge each other.
     *
     * @throws IOException if a histogram cannot be read
     */
    public static List<JudgedTrial> of(Run run, List<Trial> trials) throws IOException {
        OlderSettings settings = new OlderSettings(run);
        List<JudgedTrial> alone = new ArrayList<>();
        for (Trial trial : trials) {
            Older older = new Older(settings, trial);
            List<JudgedPoint> points = new ArrayList<>();
            for (Point point : trial.points()) {
                JudgedPoint judged = alone(older, point);
                points.add(judged.with(PointRules.clock(judged.outcome(), trial.clockStepSeconds())));
            }
            alone.add(new JudgedTrial(trial, points));
        }
        Map<String, List<JudgedTrial>> processes = new LinkedHashMap<>();
        alone.forEach(trial -> processes
                .computeIfAbsent(trial.recorded().process(), process -> new ArrayList<>())
                .add(trial));
        Map<String, OneProcess> together = new LinkedHashMap<>();
        processes.forEach((name, trialsOfIt) -> together.put(name, OneProcess.of(settings, trialsOfIt)));
        return byHistory(alone.stream()
                .map(trial -> {
                    OneProcess process = together.get(trial.recorded().process());
                    return process == null
                            ? trial
                            : new JudgedTrial(
                                    trial.recorded(),
                                    trial.points().stream().map(process::beside).toList());
                })
                .toList());
    }

    /** Returns the trials as their histories judge them. All points of a contestant's ladder depend on it, or none does. */
    private static List<JudgedTrial> byHistory(List<JudgedTrial> trials) throws IOException {
        Map<String, History> told = new LinkedHashMap<>();
        History.of(trials).stream().filter(History::told).forEach(history -> told.put(history.contestant(), history));
        return trials.stream()
                .map(trial -> {
                    History history = told.get(trial.contestant());
                    return history == null || !trial.scenario().equals(ScenarioName.Known.THROUGHPUT)
                            ? trial
                            : new JudgedTrial(
                                    trial.recorded(),
                                    trial.points().stream()
                                            .map(point -> point.with(history.judged(point.outcome())))
                                            .toList());
                })
                .toList();
    }

    /**
     * Holds the points of one process that judge each other.
     *
     * @param capacity the capacity that it showed; null if none was searched for
     * @param objectiveMillis the 99th percentile that the capacity keeps
     * @param fractions the points whose rate was a part of the capacity
     */
    private record OneProcess(@Nullable JudgedPoint capacity, double objectiveMillis, List<JudgedPoint> fractions) {
        static OneProcess of(OlderSettings settings, List<JudgedTrial> trials) {
            JudgedPoint capacity = null;
            double objectiveMillis = 0;
            List<JudgedPoint> fractions = new ArrayList<>();
            for (JudgedTrial trial : trials) {
                for (JudgedPoint point : trial.points()) {
                    OptionalDouble objective = point.recorded().evidence() instanceof Evidence.Search search
                            ? OptionalDouble.of(search.objective().p99Millis())
                            : new Older(settings, trial.recorded()).objectiveMillis(point.recorded());
                    if (objective.isPresent()) {
                        capacity = point;
                        objectiveMillis = objective.getAsDouble();
                    } else if (fraction(point.recorded()) != null) {
                        fractions.add(point);
                    }
                }
            }
            return new OneProcess(capacity, objectiveMillis, fractions);
        }

        /** Returns the point as the other points of its process judge it. */
        JudgedPoint beside(JudgedPoint point) {
            Outcome.Invalid broken = null;
            if (fraction(point.recorded()) != null && !(point.outcome() instanceof Outcome.Failed)) {
                broken = PointRules.fraction(capacity);
            } else if (point == capacity && point.outcome() instanceof Outcome.Valid) {
                broken = fractions.stream()
                        .map(asked -> PointRules.sustained(
                                Objects.requireNonNull(fraction(asked.recorded())), asked, objectiveMillis))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
            }
            return broken == null ? point : point.with(broken);
        }
    }

    /** Returns the part of the capacity that a point's rate was to be; null for any other rate. */
    private static @Nullable Double fraction(Point point) {
        return point.evidence() instanceof Evidence.Load load ? load.fraction() : Older.fraction(point);
    }

    private static JudgedPoint alone(Older older, Point point) throws IOException {
        if (point.error() != null) {
            return JudgedPoint.of(point, new Outcome.Failed(point.error()), List.of());
        }
        return switch (point.evidence()) {
            case Evidence.None none -> JudgedPoint.of(point, new Outcome.Valid(), List.of());
            case Evidence.Load load -> load(point, load);
            case Evidence.Search search -> search(point, search);
            case Evidence.Ladder ladder ->
                JudgedPoint.of(point, PointRules.ladder(ladder, point.rungs()), PointRules.unjudged(point.rungs()));
            case Evidence.HandOffs handOffs -> JudgedPoint.of(point, PointRules.handOffs(handOffs), List.of());
            case Evidence.Older recorded -> older.judge(point, recorded);
        };
    }

    private static JudgedPoint load(Point point, Evidence.Load load) throws IOException {
        if (load.windows().isEmpty()) {
            return JudgedPoint.of(point, PointRules.NO_CAPACITY, List.of());
        }
        Window pooled = Windows.pooled(load.windows());
        LoadFacts facts = LoadFacts.of(
                load.setup(), load.allowed(), pooled, load.windows().size());
        return new JudgedPoint(
                point,
                Rules.judge(facts),
                metrics(point, pooled),
                histograms(pooled),
                point.series().isEmpty() ? LoadMetrics.series(pooled) : point.series(),
                Rules.unjudged(facts));
    }

    /** Returns the recorded metrics. What CPU time costs is worked out anew, so that it means the same in every run. */
    private static Map<String, Double> metrics(Point point, Window pooled) {
        Map<String, Double> metrics = new TreeMap<>(point.metrics());
        if (metrics.containsKey(Metric.CPU_US_PER_REQUEST.name())) {
            metrics.putAll(LoadMetrics.cpu(pooled));
        }
        return metrics;
    }

    private static JudgedPoint search(Point point, Evidence.Search search) throws IOException {
        SearchVerdict verdict = SearchVerdict.of(search);
        List<Sample> series = new ArrayList<>();
        for (int i = 0; i < search.probes().size(); i++) {
            series.add(sample(i + 1, search, search.probes().get(i)));
        }
        return new JudgedPoint(
                point,
                verdict.outcome(),
                verdict.metrics(),
                verdict.probe() < 0
                        ? Map.of()
                        : histograms(search.probes().get(verdict.probe()).window()),
                series,
                verdict.unjudged());
    }

    private static Sample sample(int number, Evidence.Search search, Evidence.Probe probe) throws IOException {
        Window window = probe.window();
        Usage usage = window.usage();
        JudgedProbe judged = JudgedProbe.of(search.setup(), search.allowed(), search.objective(), probe);
        Map<String, Double> values =
                new TreeMap<>(LoadMetrics.percentiles(window, search.objective().patienceMillis()));
        values.put("rate", probe.rate());
        values.put("kept", judged.kept() ? 1.0 : 0.0);
        values.put("disturbed", judged.disturbed() == null ? 0.0 : 1.0);
        values.put("steal_share", usage.disturbance().steal());
        values.put("errors", (double) window.main().counts().errors());
        values.put("load_side_busy", usage.loadBusy());
        values.put("cpus_used_by_contestant", usage.contestantCpus());
        return new Sample(number, values);
    }

    private static Map<String, String> histograms(Window window) {
        StreamReport main = window.main();
        Map<String, String> histograms = new TreeMap<>();
        put(histograms, Point.RESPONSE_TIME, main.responseTime());
        put(histograms, Point.SERVICE_TIME, main.serviceTime());
        put(histograms, Point.LATENESS, main.lateness());
        return histograms;
    }

    private static void put(Map<String, String> histograms, String name, String encoded) {
        if (!encoded.isEmpty()) {
            histograms.put(name, encoded);
        }
    }
}
