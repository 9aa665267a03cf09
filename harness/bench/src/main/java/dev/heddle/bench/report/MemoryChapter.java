package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.Ladder;
import dev.heddle.bench.analysis.SummaryRow;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reports on what a connection costs in memory. */
record MemoryChapter() implements Chapter {
    private static final String IN_FLIGHT = "in-flight";
    private static final String HELD = "requests held in flight";
    private static final String LADDER =
            "Marks: readings, faint on the way down. Line: fitted to the valid readings on "
                    + "the way up. Hollow: not valid.";
    private static final String THREADS =
            "Marks: threads of the operating system when memory was read, faint on the way down. Hollow: not valid. Each stack is that of a "
                    + "thread that has once run a method before it was compiled; one that never has holds less.";
    private static final String LAYERS =
            "Bars: slope of each layer, arithmetic mean of the valid trials. Diamond: slope of the total, geometric mean, with its 95 % interval where there is one, "
                    + Canvas.CUT + ".";

    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.MEMORY;
    }

    @Override
    public String title() {
        return "Memory a connection";
    }

    @Override
    public String method() {
        return "What one more connection costs: the slope over a ladder, not memory divided by connections.";
    }

    @Override
    public List<Metric> metrics(Analysis analysis) {
        return List.of(Metric.BYTES_PER_CONNECTION);
    }

    @Override
    public List<Metric> terminal(Analysis analysis) {
        return metrics(analysis);
    }

    @Override
    public void draw(Canvas canvas) {
        ladder(canvas, "idle", "Memory against idle connections", "idle connections");
        ladder(canvas, IN_FLIGHT, "Memory against requests in flight", HELD);
        threads(canvas);
        layers(canvas);
    }

    private static void ladder(Canvas canvas, String point, String title, String held) {
        List<SummaryRow> shown = canvas.rows(Metric.BYTES_PER_CONNECTION).stream()
                .filter(row -> row.point().equals(point))
                .toList();
        ArrayNode data = Template.array();
        canvas.trials().forEach(trial -> PlotData.rungs(data, trial, point));
        shown.forEach(row -> PlotData.fit(data, row, canvas.trials()));
        ObjectNode values = Template.object()
                .put("held", held)
                .put("measured", "memory of the contestant, all layers")
                .put("unit", "bytes")
                .put("labels", "replace(format(datum.value, '~s'), /([0-9])([kMG]?)$/, '$1 $2B')");
        canvas.add("memory-ladder.json", "memory-" + point, title, LADDER, shown, data, values);
    }

    /** Draws the threads that the requests in flight took. A record that is older than this reading has none. */
    private static void threads(Canvas canvas) {
        ArrayNode data = Template.array();
        canvas.trials().forEach(trial -> PlotData.threads(data, trial, IN_FLIGHT));
        ObjectNode values = Template.object()
                .put("held", HELD)
                .put("measured", "threads of the contestant")
                .put("unit", "threads")
                .put("labels", "format(datum.value, ',')");
        String title = "Threads against requests in flight";
        String most = canvas.contestants().stream()
                .map(contestant -> contestant + ": "
                        + data.valueStream()
                                .filter(datum ->
                                        datum.path("contestant").asString("").equals(contestant))
                                .mapToLong(datum -> datum.path("value").asLong())
                                .max()
                                .orElse(0)
                        + " threads at the most")
                .collect(Collectors.joining(". ", title + ". ", "."));
        canvas.add("memory-ladder.json", "memory-threads", title, most, THREADS, List.of(), data, values);
    }

    private static void layers(Canvas canvas) {
        List<SummaryRow> totals = canvas.rows(Metric.BYTES_PER_CONNECTION);
        ArrayNode data = Template.array();
        ArrayNode bars = Template.array();
        for (String contestant : canvas.contestants()) {
            for (String point : Canvas.points(totals)) {
                String bar = contestant + ", " + point;
                bars.add(bar);
                slope(canvas, data, bar, contestant, point, Ladder.TOTAL, Metric.BYTES_PER_CONNECTION);
                for (String layer : Metric.LAYERS) {
                    slope(canvas, data, bar, contestant, point, layer, Metric.layer(layer));
                }
            }
        }
        List<Metric> layers = Metric.LAYERS.stream().map(Metric::layer).toList();
        List<SummaryRow> shown = canvas.rows().stream()
                .filter(row -> layers.contains(row.metric()))
                .toList();
        ObjectNode values = Template.object().put("height", Canvas.STEP * bars.size());
        values.set("bars", bars);
        Canvas.drawn(values, data, false);
        canvas.add("memory-layers.json", "memory-layers", "Memory a connection by layer", LAYERS, shown, data, values);
    }

    private static void slope(
            Canvas canvas, ArrayNode data, String bar, String contestant, String point, String layer, Metric metric) {
        Stream<SummaryRow> rows = canvas.rows(metric).stream()
                .filter(row ->
                        row.contestant().equals(contestant) && row.point().equals(point));
        rows.forEach(row -> {
            if (row.estimate() != null) {
                PlotData.estimate(data, row, row.estimate())
                        .put("bar", bar)
                        .put("layer", layer)
                        .put("order", Metric.LAYERS.indexOf(layer));
            }
        });
    }
}
