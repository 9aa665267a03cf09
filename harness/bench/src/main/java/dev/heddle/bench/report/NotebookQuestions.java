package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Inquiry;
import dev.heddle.bench.analysis.Mean;
import dev.heddle.bench.analysis.SummaryRow;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the notebook's second half, which questions the run's numbers and shows how a reader asks more. */
final class NotebookQuestions {
    private static final String REFRAIN = "scenario, who, point, metric";

    private final RunData data;
    private final List<NotebookCell> cells = new ArrayList<>();

    private NotebookQuestions(RunData data) {
        this.data = data;
    }

    static List<NotebookCell> of(RunData data) {
        NotebookQuestions asked = new NotebookQuestions(data);
        asked.questions();
        return asked.cells;
    }

    private void questions() {
        subject().ifPresent(this::oneInterval);
        pair().ifPresent(pair -> ratio(pair.getFirst(), pair.getLast()));
        timed().ifPresent(this::percentiles);
        prose("""
                ## Ask your own

                `data.trials()` holds every trial with its points, readings, memory rungs, histograms and time series; `data.readings(…)` what each trial says of one
                row; `data.values(…)` its valid values by block; `data.without(trial)` the run without one trial. `show(…)` shows text, lists, tables and
                plots.""");
        code("""
                var perScenario = new TreeMap<String, List<Double>>();
                for (JudgedTrial trial : data.trials()) {
                    perScenario.computeIfAbsent(trial.scenario().text(), scenario -> new ArrayList<>()).add(trial.seconds());
                }
                var spent = new ArrayList<List<Object>>();
                perScenario.forEach((scenario, seconds) ->
                        spent.add(List.of(scenario, seconds.size(), seconds.stream().mapToDouble(s -> s).sum())));
                // Capacity and latency are measured in the same processes: their seconds are the same.
                show(table(List.of("scenario", "trials", "seconds of their processes"), spent));""");
    }

    private void oneInterval(SummaryRow row) {
        prose("""
                ## Is the interval right?

                One row from its raw trials, by hand: exp(m ± t(0.975, n-1) · s / √n) over fresh processes, where m and s are those of the \
                logarithms. exp(m) is the geometric mean.""");
        code("""
                import org.apache.commons.statistics.distribution.TDistribution;

                var scenario = %s;
                var who = %s;
                var point = %s;
                var metric = %s;
                var values = data.values(%s).values().stream().map(Math::log).toList();
                int n = values.size();
                double m = values.stream().mapToDouble(v -> v).sum() / n;
                double s = Math.sqrt(values.stream().mapToDouble(v -> (v - m) * (v - m)).sum() / (n - 1));
                double half = TDistribution.of(n - 1).inverseCumulativeProbability(0.975) * s / Math.sqrt(n);
                var stated = data.row(%s).estimate();
                show(who + ", " + scenario + ", " + point + ", " + metric);
                show(table(
                        List.of("from", "mean", "95 %% low", "95 %% high", "trials"),
                        List.of(
                                List.of("raw trials, by hand", Math.exp(m), Math.exp(m - half), Math.exp(m + half), n),
                                Arrays.asList("summary.csv", stated.value(), stated.low(), stated.high(), stated.replicates()))));""".formatted(
                        literal(row.scenario().text()),
                        literal(row.contestant()),
                        literal(row.point()),
                        literal(row.metric().name()),
                        REFRAIN,
                        REFRAIN));
        prose("""
                ## What if one trial had not been?

                An answer that hangs on one process shows here.""");
        code("""
                var dropped = new ArrayList<List<Object>>();
                for (TrialReading reading : data.readings(%s)) {
                    var others = data.without(reading.trial()).row(%s);
                    dropped.add(Arrays.asList(reading.trial(), reading.value(), reading.verdict(), others.estimate()));
                }
                show(table(List.of("trial left out", "its own value", "its verdict", "estimate of the others"), dropped));""".formatted(REFRAIN, REFRAIN));
    }

    private void ratio(SummaryRow one, SummaryRow other) {
        prose("""
                ## How many times as much?

                The ratio of two contestants, each block's processes paired, so that what the machine did to a block cancels out.""");
        code("""
                var a = data.values(%s, %s, %s, %s);
                var b = data.values(%s, %s, %s, %s);
                var blocks = new ArrayList<List<Object>>();
                a.forEach((block, value) -> {
                    Double beside = b.get(block);
                    blocks.add(Arrays.asList(block, value, beside, beside == null ? null : value / beside));
                });
                show(table(List.of("block", %s, %s, "ratio"), blocks));
                PairedRatio.of(a, b).ifPresent(paired -> {
                    var ratio = paired.ratio();
                    show(table(
                            List.of("ratio", "95 %% low", "95 %% high", "blocks"),
                            List.of(Arrays.asList(ratio.value(), ratio.low(), ratio.high(), ratio.replicates()))));
                });""".formatted(
                        literal(one.scenario().text()),
                        literal(one.contestant()),
                        literal(one.point()),
                        literal(one.metric().name()),
                        literal(other.scenario().text()),
                        literal(other.contestant()),
                        literal(other.point()),
                        literal(other.metric().name()),
                        literal(one.contestant()),
                        literal(other.contestant())));
    }

    private void percentiles(Timed timed) {
        prose("""
                ## The latencies themselves

                The raw histograms of all valid trials, pooled: in milliseconds, %s.""".formatted(
                        Inquiry.of(timed.scenario()).closedLoop()
                                ? "from sending, in a closed loop: not what users would feel who don't wait for each other"
                                : "from the intended start"));
        code("""
                import org.HdrHistogram.Histogram;

                var percentiles = List.of(50.0, 90.0, 99.0, 99.9);
                var pooled = new ArrayList<List<Object>>();
                for (String contestant : data.contestants()) {
                    Histogram all = data.histogram(%s, contestant, %s, Point.RESPONSE_TIME);
                    int processes = data.values(%s, contestant, %s, %s).size();
                    var line = new ArrayList<Object>(List.of(contestant, processes, all.getTotalCount()));
                    percentiles.forEach(p -> line.add(all.getTotalCount() == 0 ? null : all.getValueAtPercentile(p) / 1e6));
                    pooled.add(line);
                }
                show(%s);
                show(table(List.of("contestant", "processes", "requests", "p50", "p90", "p99", "p99.9"), pooled));""".formatted(
                        literal(timed.scenario().text()),
                        literal(timed.point()),
                        literal(timed.scenario().text()),
                        literal(timed.point()),
                        literal(Metric.LATENCY_P99_MS.name()),
                        literal(timed.scenario() + ", " + timed.point())));
    }

    /**
     * Chooses the row to recompute from the geometric means of two valid trials or more. It takes a row of CPU time a request if there is one,
     * since no bottleneck voids that. Failing that, it takes one of requests a second, then one of hand-off time, then any row.
     */
    private Optional<SummaryRow> subject() {
        List<SummaryRow> several =
                data.rows().stream().filter(NotebookQuestions::recomputable).toList();
        Stream<SummaryRow> preferred = Stream.of(data.analysis().cost(), Metric.REQUESTS_PER_SECOND, Metric.HANDOFF_NS)
                .flatMap(metric -> several.stream().filter(row -> row.metric().equals(metric)));
        return Stream.concat(preferred, several.stream()).findFirst();
    }

    private static boolean recomputable(SummaryRow row) {
        return row.mean() == Mean.GEOMETRIC && row.trials() >= 2;
    }

    /** Returns the row to recompute, and beside it the same row of another contestant. */
    private Optional<List<SummaryRow>> pair() {
        return subject()
                .flatMap(one -> data.rows().stream()
                        .filter(row -> row.scenario().equals(one.scenario())
                                && row.point().equals(one.point())
                                && row.metric().equals(one.metric())
                                && !row.contestant().equals(one.contestant())
                                && recomputable(row))
                        .findFirst()
                        .map(other -> List.of(one, other)));
    }

    /** Finds a point with a histogram of response times. It prefers the latency scenario, whose load is an open loop. */
    private Optional<Timed> timed() {
        List<JudgedTrial> latencyFirst = data.trials().stream()
                .sorted(Comparator.comparing(trial -> !trial.scenario().equals(ScenarioName.Known.LATENCY)))
                .toList();
        for (JudgedTrial trial : latencyFirst) {
            for (JudgedPoint point : trial.points()) {
                if (point.histograms().containsKey(Point.RESPONSE_TIME)) {
                    return Optional.of(new Timed(trial.scenario(), point.point()));
                }
            }
        }
        return Optional.empty();
    }

    private record Timed(ScenarioName scenario, String point) {}

    private void prose(String source) {
        cells.add(new NotebookCell.Prose(source));
    }

    private void code(String source) {
        cells.add(new NotebookCell.Code(source));
    }

    private static String literal(String text) {
        return NotebookCell.literal(text);
    }
}
