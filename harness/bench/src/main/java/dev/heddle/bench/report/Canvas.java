package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.Flaw;
import dev.heddle.bench.analysis.Mean;
import dev.heddle.bench.analysis.Numbers;
import dev.heddle.bench.analysis.PointOrder;
import dev.heddle.bench.analysis.SummaryRow;
import dev.heddle.bench.analysis.Text;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the rows and trials of one chapter, and makes the chapter's plots from them. It puts the data into the plots' templates.
 * A plot without a value is left out.
 */
final class Canvas {
    /** The height of one bar or of one row of marks, in pixels. */
    static final int STEP = 28;

    /** This says in a legend how intervals are drawn. */
    static final String CUT = "cut where it leaves the readings far behind";

    private static final String MEANS =
            "Large marks: %s mean of the valid trials, with its 95 %% interval where there is one, " + CUT
                    + ". Small marks: single trials. Hollow: not valid.";

    /** An interval is drawn on a linear axis as far as this many times the greatest mark, and on a logarithmic one as far as a decade. */
    private static final double BEYOND = 1.5;

    private static final int DECADE = 10;

    /** A line of the legend holds this many characters above the narrowest plot. */
    private static final int LEGEND_CHARACTERS = 92;

    private final ScenarioName scenario;
    private final List<String> contestants;
    private final List<Metric> metrics;
    private final Metric cost;
    private final List<JudgedTrial> trials;
    private final List<SummaryRow> rows;
    private final List<Flaw> flaws;
    private final List<Plot> plots = new ArrayList<>();

    private Canvas(Analysis analysis, ScenarioName scenario) {
        this.scenario = scenario;
        this.contestants = analysis.contestants();
        this.metrics = analysis.metrics(scenario);
        this.cost = analysis.cost();
        this.trials = analysis.trials().stream()
                .filter(trial -> trial.scenario().equals(scenario))
                .toList();
        this.rows = analysis.rows().stream()
                .filter(row -> row.scenario().equals(scenario))
                .toList();
        this.flaws = analysis.flaws().stream()
                .filter(flaw -> flaw.scenario().equals(scenario))
                .toList();
    }

    /** Returns every plot of a chapter that the run has data for. */
    static List<Plot> plots(Analysis analysis, Chapter chapter) {
        Canvas canvas = new Canvas(analysis, chapter.scenario());
        chapter.draw(canvas);
        return List.copyOf(canvas.plots);
    }

    /** Returns the contestants that are drawn, in the order of their colours. */
    List<String> contestants() {
        return contestants;
    }

    /** Returns the metrics that the scenario has rows of. */
    List<Metric> metrics() {
        return metrics;
    }

    /** Returns the metric by which the run compares what a request costs. */
    Metric cost() {
        return cost;
    }

    /** Returns the scenario's trials. */
    List<JudgedTrial> trials() {
        return trials;
    }

    /** Returns the scenario's rows, as {@code summary.csv} has them. */
    List<SummaryRow> rows() {
        return rows;
    }

    /** Returns the rows of one metric, with their points in order. */
    List<SummaryRow> rows(Metric metric) {
        return rows.stream()
                .filter(row -> row.metric().equals(metric))
                .sorted((a, b) -> PointOrder.compare(a.point(), b.point()))
                .toList();
    }

    /** Draws one metric over the load. The points' names give the load. */
    void overLoad(LoadAxis load, String name, String title, Metric metric, String unit) {
        boolean decades = metric.unit().equals("ms");
        List<SummaryRow> shown = rows(metric).stream()
                .filter(row -> row.point().startsWith(load.points()) && !Double.isNaN(PointOrder.number(row.point())))
                .toList();
        ArrayNode data = PlotData.readings(shown, trials);
        for (JsonNode datum : data) {
            ObjectNode drawn = (ObjectNode) datum;
            drawn.put("x", PointOrder.number(drawn.required("point").asString()));
        }
        ArrayNode ticks = Template.array();
        points(shown).forEach(point -> ticks.add(PointOrder.number(point)));
        ObjectNode values = Template.object().put("unit", unit).put("load", load.title());
        values.set("ticks", ticks);
        drawn(values, data, decades);
        values.set("scale", scale(decades));
        ObjectNode x = Template.object().put("nice", false).put("padding", 24);
        values.set("xscale", load.doubling() ? x.put("type", "log").put("base", 2) : x.put("zero", false));
        add("over-load.json", name, title, means(metric), shown, data, values);
    }

    /** Draws one metric, with a row of marks for each point and contestant. */
    void dots(String name, String title, Metric metric, String unit) {
        List<SummaryRow> shown = rows(metric);
        List<String> points = points(shown);
        ObjectNode values = Template.object()
                .put("height", STEP * points.size() * contestants.size())
                .put("unit", unit);
        values.set("points", Template.array(points));
        ArrayNode data = PlotData.readings(shown, trials);
        drawn(values, data, false);
        add("dots.json", name, title, means(metric), shown, data, values);
    }

    private static String means(Metric metric) {
        return MEANS.formatted(
                switch (metric.scale()) {
                    case POSITIVE -> Mean.GEOMETRIC;
                    case NON_NEGATIVE -> Mean.GEOMETRIC + " (of zeros " + Mean.ARITHMETIC + ")";
                    case SHARE, SIGNED -> Mean.ARITHMETIC;
                });
    }

    /**
     * Says as far as where an interval is drawn. That of two or three processes may reach many times as far as any reading, and an axis
     * that holds it would show nothing else. The data keep its ends.
     */
    static void drawn(ObjectNode values, ArrayNode data, boolean decades) {
        if (decades) {
            values.put("drawnLow", "max(datum.low, datum.value / " + DECADE + ")");
            values.put("drawnHigh", "min(datum.high, datum.value * " + DECADE + ")");
            return;
        }
        double greatest = data.valueStream()
                .mapToDouble(datum -> Math.abs(datum.path("value").asDouble(0)))
                .max()
                .orElse(0);
        String cut = Numbers.plain(BEYOND * greatest);
        values.put("drawnLow", "max(datum.low, -" + cut + ")");
        values.put("drawnHigh", "min(datum.high, " + cut + ")");
    }

    /**
     * Adds a plot made from a template, unless its data hold no value.
     *
     * @param shown the rows that it shows, for its description
     * @param values what fills the template's own holes
     */
    void add(
            String template,
            String name,
            String title,
            String legend,
            List<SummaryRow> shown,
            ArrayNode data,
            ObjectNode values) {
        add(template, name, title, describe(title, shown), legend, shown, data, values);
    }

    /** Does the same for a plot that shows something else than rows. Its description is given. */
    void add(
            String template,
            String name,
            String title,
            String description,
            String legend,
            List<SummaryRow> shown,
            ArrayNode data,
            ObjectNode values) {
        if (data.valueStream().allMatch(datum -> datum.path("value").isNull())) {
            return;
        }
        values.put("title", title).put("description", description);
        values.set("legend", Template.array(Text.wrapped(legend, LEGEND_CHARACTERS)));
        values.set("contestants", Template.array(contestants));
        values.set("data", data);
        ObjectNode spec = Template.fill(template, values);
        spec.withObject("usermeta").put("section", scenario.text());
        plots.add(new Plot(name, title, description, notes(shown), spec));
    }

    static ObjectNode scale(boolean decades) {
        return decades
                ? Template.object().put("type", "log")
                : Template.object().put("type", "linear").put("zero", true);
    }

    static List<String> points(List<SummaryRow> shown) {
        return PointOrder.sorted(shown.stream().map(SummaryRow::point).toList());
    }

    /** Makes the text fit to be a part of a file's name. */
    static String fileName(String text) {
        return text.replaceAll("[^A-Za-z0-9._]+", "-");
    }

    /** Says in words what the plot shows: every estimate, contestant by contestant. */
    private String describe(String title, List<SummaryRow> shown) {
        if (shown.isEmpty()) {
            return title + ".";
        }
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
                .map(Canvas::cell)
                .collect(Collectors.joining(", "));
    }

    private static String cell(SummaryRow row) {
        String layer = row.metric()
                .name()
                .replace(Metric.BYTES_PER_CONNECTION.name(), "")
                .replace(".", " ");
        String what = layer.startsWith(" ") ? row.point() + layer : row.point();
        Estimate estimate = row.estimate();
        return what + " "
                + (estimate == null
                        ? "no value (" + row.verdict() + ")"
                        : Numbers.withInterval(estimate, " ± ") + " " + row.unit());
    }

    private List<String> notes(List<SummaryRow> shown) {
        return flaws.stream()
                .filter(flaw -> shown.stream().anyMatch(flaw::touches))
                .map(Flaw::sentence)
                .toList();
    }
}
