package dev.heddle.bench.report;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The plots of a run: which data go into which template. A plot without a value to draw is left out. */
final class Plots {
    private static final String MEANS =
            "Large marks: mean of the valid trials, with its 95 % interval where there is one, cut at the axis. "
                    + "Small marks: single trials. Hollow: not valid.";
    private static final String LADDER =
            "Marks: readings, faint on the way down. Line: fitted to the valid readings on "
                    + "the way up. Hollow: not valid.";
    private static final String LAYERS =
            "Bars: slope of each layer. Diamond: slope of the total, with its 95 % interval where there is one.";

    private static final String PERCENTILES =
            "Solid: response time from the intended start, all valid trials together; band: its range over the single trials. "
                    + "Dashed: service time from the sending. Drawn as far as ten requests lie beyond.";
    private static final String OVER_TIME =
            "Lines: median of the valid trials, second by second; band: their range. Shaded: the slow phase.";

    /** What fits in a line of the legend above the narrowest plot. */
    private static final int LEGEND_CHARACTERS = 92;

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

    /** Every plot that the run has data for, scenario by scenario. */
    static List<Plot> of(Run run, List<Trial> trials, List<SummaryRow> rows) {
        Plots all = new Plots(contestants(run, rows), trials, rows);
        all.throughput();
        all.latency();
        all.dots(
                "capacity",
                "capacity",
                "Highest rate that keeps the objective",
                Metric.MAX_REQUESTS_PER_SECOND,
                "requests/s");
        all.memoryLadder("idle", "Memory against idle connections", "idle connections");
        all.memoryLadder("in-flight", "Memory against requests in flight", "requests held in flight");
        all.memoryLayers();
        all.dots("handoff", "switching", "Hand-off time", Metric.HANDOFF_NS, "ns per hand-off");
        all.brownout();
        all.dots(
                "interference",
                "interference",
                "p99 of everyone else beside heavy requests",
                Metric.LATENCY_P99_MS,
                "p99 of the other requests, ms");
        return List.copyOf(all.plots);
    }

    private void throughput() {
        String users = "concurrency (closed-loop users)";
        overLoad(
                new Load("throughput", "concurrency=", users, true),
                "throughput",
                "Throughput",
                Metric.REQUESTS_PER_SECOND);
        overLoad(
                new Load("throughput", "concurrency=", users, true),
                "cpu",
                "CPU time a request",
                Metric.CPU_US_PER_REQUEST);
        overLoad(
                new Load("throughput", "concurrency=", users, true),
                "closed-loop-latency-p99",
                "Closed-loop p99 (not open-loop latency)",
                Metric.LATENCY_P99_MS);
        overLoad(
                new Load("throughput", "concurrency=", users, true),
                "switches",
                "Switches a request, as the kernel counts them",
                Metric.VOLUNTARY_SWITCHES_PER_REQUEST);
    }

    private void latency() {
        overLoad(
                new Load("latency", "rate=", "requests/s, the same for all", false),
                "latency-rate",
                "p99 at equal rates",
                Metric.LATENCY_P99_MS);
        overLoad(
                new Load("latency", "fraction=", "share of each one's own capacity", false),
                "latency-fraction",
                "p99 at equal shares of capacity",
                Metric.LATENCY_P99_MS);
        List<SummaryRow> all = rows("latency", Metric.LATENCY_P99_MS);
        Map<String, ArrayNode> curves = new LinkedHashMap<>();
        points(all).forEach(point -> curves.put(point, Distribution.curves(contestants, trials("latency"), point)));
        for (String point : points(all)) {
            List<SummaryRow> shown =
                    all.stream().filter(row -> row.point().equals(point)).toList();
            ArrayNode data = Objects.requireNonNull(curves.get(point));
            String name = "percentiles-" + point.replaceAll("[^A-Za-z0-9.]+", "-");
            ObjectNode values = Template.object();
            values.set("domain", Distribution.domain(curves.values()));
            add("latency", "percentiles.json", name, "Latency percentiles, " + point, PERCENTILES, shown, data, values);
        }
    }

    private void brownout() {
        overTime("errors", "Errors", Metric.ERROR_RATIO, "requests/s without right answer", "errors", "~s", false);
        overTime(
                "p99",
                "p99 response time",
                Metric.LATENCY_P99_MS,
                "p99 in this second, ms",
                "response_time_p99_ms",
                "~s",
                true);
        overTime(
                "noop",
                "p99 of /noop, which calls nobody",
                "noop_p99_ms",
                "p99 in this second, ms",
                "noop_p99_ms",
                "~s",
                true);
        overTime("rss", "Resident memory", "peak_rss_bytes", "bytes", "rss_bytes", ".3~s", false);
        overTime("threads", "Threads", "peak_threads", "threads", "threads", "~s", false);
    }

    private void overTime(
            String name, String title, String metric, String unit, String value, String format, boolean decades) {
        List<SummaryRow> shown = rows("brownout", metric);
        for (String point : points(rows("brownout", Metric.ERROR_RATIO))) {
            List<Trial> measured = trials("brownout");
            ObjectNode values = Template.object().put("unit", unit).put("format", format);
            values.set("scale", scale(decades));
            values.set("phase", Series.phase(measured, point));
            add(
                    "brownout",
                    "over-time.json",
                    "brownout-" + name,
                    title,
                    OVER_TIME,
                    shown.stream().filter(row -> row.point().equals(point)).toList(),
                    Series.lines(contestants, measured, point, value, decades),
                    values);
        }
    }

    /** The run's contestants in its order, then whoever else was measured: colour and shape are the same in every plot. */
    static List<String> contestants(Run run, List<SummaryRow> rows) {
        return Stream.concat(
                        run.contestants().stream().map(Run.Entrant::name),
                        rows.stream().map(SummaryRow::contestant))
                .distinct()
                .toList();
    }

    /**
     * What lies along the x axis.
     *
     * @param points how the names of the points begin
     * @param doubling whether it is drawn to the base 2
     */
    private record Load(String scenario, String points, String title, boolean doubling) {}

    private void overLoad(Load load, String name, String title, String metric) {
        boolean decades = metric.equals(Metric.LATENCY_P99_MS);
        List<SummaryRow> shown = rows(load.scenario(), metric).stream()
                .filter(row -> row.point().startsWith(load.points()) && !Double.isNaN(PointOrder.number(row.point())))
                .toList();
        ArrayNode data = PlotData.readings(shown, trials(load.scenario()));
        for (JsonNode datum : data) {
            ObjectNode drawn = (ObjectNode) datum;
            drawn.put("x", PointOrder.number(drawn.required("point").asString()));
        }
        ArrayNode ticks = Template.array();
        points(shown).forEach(point -> ticks.add(PointOrder.number(point)));
        ObjectNode values = Template.object().put("unit", unit(metric)).put("load", load.title());
        values.set("ticks", ticks);
        // A wide interval would drag the axis below what the metric can be; the data keep it.
        values.put("drawn", decades ? "max(datum.low, datum.value / 10)" : "max(datum.low, 0)");
        values.set("scale", scale(decades));
        ObjectNode x = Template.object().put("nice", false).put("padding", 24);
        values.set("xscale", load.doubling() ? x.put("type", "log").put("base", 2) : x.put("zero", false));
        add(load.scenario(), "over-load.json", name, title, MEANS, shown, data, values);
    }

    private static ObjectNode scale(boolean decades) {
        return decades
                ? Template.object().put("type", "log")
                : Template.object().put("type", "linear").put("zero", true);
    }

    private static String unit(String metric) {
        return switch (metric) {
            case Metric.REQUESTS_PER_SECOND -> "requests/s";
            case Metric.CPU_US_PER_REQUEST -> "µs of CPU a request";
            case Metric.LATENCY_P99_MS -> "p99, ms";
            default -> Metric.label(metric).toLowerCase(Locale.ROOT);
        };
    }

    private void dots(String name, String scenario, String title, String metric, String unit) {
        List<SummaryRow> shown = rows(scenario, metric);
        List<String> points = points(shown);
        ObjectNode values = Template.object()
                .put("height", STEP * points.size() * contestants.size())
                .put("unit", unit);
        values.set("points", Template.array(points));
        ArrayNode data = PlotData.readings(shown, trials(scenario));
        add(scenario, "dots.json", name, title, MEANS, shown, data, values);
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
                "memory",
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
        add(
                "memory",
                "memory-layers.json",
                "memory-layers",
                "Memory a connection by layer",
                LAYERS,
                shown,
                data,
                values);
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
            String section,
            String template,
            String name,
            String title,
            String legend,
            List<SummaryRow> shown,
            ArrayNode data,
            ObjectNode values) {
        if (data.valueStream().allMatch(datum -> datum.path("value").isNull())) {
            return;
        }
        String description = describe(title, shown);
        values.put("title", title).put("description", description);
        values.set("legend", Template.array(Text.wrapped(legend, LEGEND_CHARACTERS)));
        values.set("contestants", Template.array(contestants));
        values.set("data", data);
        ObjectNode spec = Template.fill(template, values);
        spec.withObject("usermeta").put("section", section);
        plots.add(new Plot(name, title, description, notes(shown), spec));
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
