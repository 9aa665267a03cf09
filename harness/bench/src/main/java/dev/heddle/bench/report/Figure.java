package dev.heddle.bench.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a plot on the page: its picture, how to read it, its data, its words, what is not valid in it, and the command that
 * measures it again.
 */
final class Figure {
    private Figure() {}

    /**
     * @param legend how to read its marks; empty where the plot before it said so
     * @param svg the picture that scripts replace, if there are any
     * @param command what measures it again
     */
    static String of(Plot plot, String legend, String svg, String command) {
        String notes = plot.notes().isEmpty()
                ? ""
                : "<details class=\"flaws\"><summary>Not valid here: "
                        + plot.notes().size() + "</summary>" + Html.list(plot.notes()) + "</details>";
        return """
                <figure id="plot-%1$s"%9$s>
                <figcaption><h3>%2$s</h3></figcaption>
                <div class="plot" data-plot="%1$s" role="img" aria-label="%3$s">%4$s</div>
                %5$s
                <div class="tools"><a download="%1$s.csv" href="%6$s">Data (CSV)</a>
                <details><summary>In words, and again</summary><p>%3$s</p><p>Measure it again: <code>%7$s</code></p></details>%8$s</div>
                </figure>""".formatted(
                        Html.escape(plot.name()),
                        Html.escape(plot.title()),
                        Html.escape(plot.description()),
                        svg.replace(Plot.INK, "currentColor"),
                        legend.isEmpty() ? "" : "<p class=\"legend\">" + Html.escape(legend) + "</p>",
                        link(Csv.of(plot.data())),
                        Html.escape(command),
                        notes,
                        plot.wide() ? " class=\"wide-plot\"" : "");
    }

    /** Returns the text as an address that needs no network. */
    static String link(String csv) {
        return "data:text/csv;charset=utf-8,"
                + URLEncoder.encode(csv, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
