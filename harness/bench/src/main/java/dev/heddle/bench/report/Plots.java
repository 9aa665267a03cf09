package dev.heddle.bench.report;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The plots of a run: which data go into which template. A plot without a value to draw is left out. */
final class Plots {
    private static final String MEANS =
            "Large marks: mean of the valid trials, with its 95 % interval where there is one. "
                    + "Small marks: single trials. Hollow: not valid.";
    private static final String LADDER =
            "Marks: readings, faint on the way down. Line: fitted to the valid readings on "
                    + "the way up. Hollow: not valid.";
    private static final String LAYERS =
            "Bars: slope of each layer. Diamond: slope of the total, with its 95 % interval where there is one.";

    /** Height of one bar or row of marks. */
    private static final int STEP = 28;

    private final List<String> contestants;
    private final List<Trial> trials;
    private final List<SummaryRow> rows;
    private final List<Plot> plots = new ArrayList<>();

    private Plots(List<String> contestants, List<Trial> trials, List<SummaryRow> rows) {
        this.contestants = contestants;
        this.trials = trials;
        this.rows = rows;
    }

    /** Throughput, its cost and its latency over concurrency; memory as ladders and by layer; hand-offs. */
    static List<Plot> of(Run run, List<Trial> trials, List<SummaryRow> rows) {
        List<SummaryRow> shown = rows.stream().filter(row -> !row.ofTwin()).toList();
        Plots all = new Plots(contestants(run, shown), trials, shown);
        all.overConcurrency(
                "throughput", "Throughput over concurrency", Metric.REQUESTS_PER_SECOND, "requests/s", false);
        all.overConcurrency(
                "cpu", "CPU time a request over concurrency", Metric.CPU_US_PER_REQUEST, "µs of CPU a request", false);
        all.overConcurrency(
                "closed-loop-latency-p50",
                "Closed-loop p50 latency over concurrency (not open-loop latency)",
                Metric.LATENCY_P50_MS,
                "p50 in closed loop, ms",
                true);
        all.overConcurrency(
                "closed-loop-latency-p99",
                "Closed-loop p99 latency over concurrency (not open-loop latency)",
                Metric.LATENCY_P99_MS,
                "p99 in closed loop, ms",
                true);
        all.memoryLadder("idle", "Memory against idle connections", "idle connections");
        all.memoryLadder("in-flight", "Memory against requests in flight", "requests held in flight");
        all.memoryLayers();
        all.handoff();
        return List.copyOf(all.plots);
    }

    /** The run's contestants in its order, then whoever else was measured: colour and shape are the same in every plot. */
    static List<String> contestants(Run run, List<SummaryRow> rows) {
        return Stream.concat(
                        run.contestants().stream().map(Run.Entrant::name),
                        rows.stream().map(SummaryRow::contestant))
                .distinct()
                .toList();
    }

    private void overConcurrency(String name, String title, String metric, String unit, boolean decades) {
        List<SummaryRow> shown = rows("throughput", metric).stream()
                .filter(row -> !Double.isNaN(PointOrder.number(row.point())))
                .toList();
        ArrayNode data = PlotData.readings(shown, trials("throughput"));
        for (JsonNode datum : data) {
            ObjectNode drawn = (ObjectNode) datum;
            drawn.put("x", PointOrder.number(drawn.required("point").asString()));
            if (drawn.has("low")) { // A wide interval would drag the axis below what the metric can be.
                double floor = decades ? drawn.required("value").asDouble() / 10 : 0;
                drawn.put("low", Math.max(floor, drawn.required("low").asDouble()));
            }
        }
        ArrayNode ticks = Template.array();
        points(shown).forEach(point -> ticks.add(PointOrder.number(point)));
        ObjectNode values = Template.object().put("unit", unit);
        values.set("ticks", ticks);
        values.set(
                "scale",
                decades
                        ? Template.object().put("type", "log")
                        : Template.object().put("zero", true));
        add("over-concurrency.json", name, title, MEANS, shown, data, values);
    }

    private void handoff() {
        List<SummaryRow> shown = rows("switching", Metric.HANDOFF_NS);
        List<String> points = points(shown);
        ObjectNode values = Template.object().put("height", STEP * points.size() * contestants.size());
        values.set("points", Template.array(points));
        ArrayNode data = PlotData.readings(shown, trials("switching"));
        add("handoff.json", "handoff", "Hand-off time", MEANS, shown, data, values);
    }

    private void memoryLadder(String point, String title, String held) {
        List<SummaryRow> shown = rows("memory", Metric.BYTES_PER_CONNECTION).stream()
                .filter(row -> row.point().equals(point))
                .toList();
        ArrayNode data = Template.array();
        List<Trial> measured = trials("memory");
        measured.forEach(trial -> PlotData.rungs(data, trial, point));
        shown.forEach(row -> PlotData.fit(data, row, measured));
        add(
                "memory-ladder.json",
                "memory-" + point,
                title,
                LADDER,
                shown,
                data,
                Template.object().put("held", held));
    }

    private void memoryLayers() {
        List<SummaryRow> totals = rows("memory", Metric.BYTES_PER_CONNECTION);
        ArrayNode data = Template.array();
        ArrayNode bars = Template.array();
        for (String contestant : contestants) {
            for (String point : points(totals)) {
                String bar = contestant + ", " + point;
                bars.add(bar);
                layer(data, bar, contestant, point, Summary.TOTAL, Metric.BYTES_PER_CONNECTION);
                for (String layer : Summary.LAYERS) {
                    layer(data, bar, contestant, point, layer, Metric.BYTES_PER_CONNECTION + "." + layer);
                }
            }
        }
        List<SummaryRow> shown = rows.stream()
                .filter(row -> row.metric().startsWith(Metric.BYTES_PER_CONNECTION + "."))
                .toList();
        ObjectNode values = Template.object().put("height", STEP * bars.size());
        values.set("bars", bars);
        add("memory-layers.json", "memory-layers", "Memory a connection by layer", LAYERS, shown, data, values);
    }

    private void layer(ArrayNode data, String bar, String contestant, String point, String layer, String metric) {
        for (SummaryRow row : rows("memory", metric)) {
            if (row.contestant().equals(contestant) && row.point().equals(point) && row.estimate() != null) {
                PlotData.estimate(data, row, row.estimate())
                        .put("bar", bar)
                        .put("layer", layer)
                        .put("order", Summary.LAYERS.indexOf(layer));
            }
        }
    }

    private void add(
            String template,
            String name,
            String title,
            String legend,
            List<SummaryRow> shown,
            ArrayNode data,
            ObjectNode values) {
        if (data.valueStream().allMatch(datum -> datum.required("value").isNull())) {
            return;
        }
        String description = describe(title, shown);
        values.put("title", title).put("legend", legend).put("description", description);
        values.set("contestants", Template.array(contestants));
        values.set("data", data);
        plots.add(new Plot(name, title, description, notes(shown), Template.fill(template, values)));
    }

    /** The plot in words: every estimate that it shows, contestant by contestant. */
    private String describe(String title, List<SummaryRow> shown) {
        return contestants.stream()
                .filter(contestant ->
                        shown.stream().anyMatch(row -> row.contestant().equals(contestant)))
                .map(contestant -> contestant + ": " + cells(contestant, shown))
                .collect(Collectors.joining(". ", title + ". ", "."));
    }

    private static String cells(String contestant, List<SummaryRow> shown) {
        return points(shown).stream()
                .flatMap(point -> shown.stream()
                        .filter(row -> row.contestant().equals(contestant)
                                && row.point().equals(point)))
                .map(Plots::cell)
                .collect(Collectors.joining(", "));
    }

    private static String cell(SummaryRow row) {
        String layer = row.metric().replace(Metric.BYTES_PER_CONNECTION, "").replace(".", " ");
        String what = layer.startsWith(" ") ? row.point() + layer : row.point();
        Estimate estimate = row.estimate();
        return what + " "
                + (estimate == null
                        ? "no value (" + row.verdict() + ")"
                        : Numbers.withInterval(estimate, " ± ") + " " + row.unit());
    }

    private List<String> notes(List<SummaryRow> shown) {
        return Flaw.of(trials).stream()
                .filter(flaw -> shown.stream().anyMatch(flaw::touches))
                .map(Flaw::sentence)
                .toList();
    }

    private List<SummaryRow> rows(String scenario, String metric) {
        return rows.stream()
                .filter(row -> row.scenario().equals(scenario) && row.metric().equals(metric))
                .sorted((a, b) -> PointOrder.compare(a.point(), b.point()))
                .toList();
    }

    private List<Trial> trials(String scenario) {
        return trials.stream()
                .filter(trial -> trial.scenario().equals(scenario))
                .toList();
    }

    private static List<String> points(List<SummaryRow> shown) {
        return PointOrder.sorted(shown.stream().map(SummaryRow::point).toList());
    }
}
