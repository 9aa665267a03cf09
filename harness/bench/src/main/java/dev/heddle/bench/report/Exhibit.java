package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Numbers;
import dev.heddle.bench.stats.Estimate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An exhibit is what a notebook's cell shows. It holds one thing in several media types, and a reader's viewer takes the richest
 * that it knows.
 *
 * @param media content by media type: text for all, and a tree of maps and lists for a type of JSON; {@code text/plain} is always there
 */
public record Exhibit(Map<String, Object> media) {
    static final String VEGA_LITE = "application/vnd.vegalite.v5+json";
    static final String PNG = "image/png";
    static final String HTML = "text/html";
    static final String PLAIN = "text/plain";

    /** Shows text as it stands. */
    static Exhibit text(String text) {
        return new Exhibit(Map.of(PLAIN, text));
    }

    /** Shows a list of sentences. */
    static Exhibit list(List<?> items) {
        Map<String, Object> media = new LinkedHashMap<>();
        media.put(
                HTML,
                items.stream()
                        .map(item -> "<li>" + Html.escape(cell(item)) + "</li>")
                        .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>")));
        media.put(PLAIN, items.stream().map(item -> "- " + cell(item)).collect(Collectors.joining("\n")));
        return new Exhibit(media);
    }

    /** Shows a table, with numbers and estimates as people read them, and null as an empty cell. */
    static Exhibit table(List<String> header, List<? extends List<? extends @Nullable Object>> rows) {
        List<List<String>> cells = rows.stream()
                .map(row -> row.stream().map(Exhibit::cell).toList())
                .toList();
        Map<String, Object> media = new LinkedHashMap<>();
        media.put(HTML, html(header, cells));
        media.put(PLAIN, MarkdownTable.of(header, cells));
        return new Exhibit(media);
    }

    /**
     * Shows a plot to explore. Viewers without Vega show its picture, if there is one, and viewers without pictures show its words.
     */
    static Exhibit plot(Plot plot, Optional<byte[]> png) {
        Map<String, Object> media = new LinkedHashMap<>();
        media.put(VEGA_LITE, JsonMapper.shared().convertValue(NullFree.spec(plot.spec()), Map.class));
        png.ifPresent(bytes -> media.put(PNG, Base64.getEncoder().encodeToString(bytes)));
        media.put(PLAIN, plot.description());
        return new Exhibit(media);
    }

    /** Returns the exhibit's plain text. */
    String plain() {
        return String.valueOf(media.get(PLAIN));
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Estimate estimate -> Numbers.withInterval(estimate, " ± ");
            case Double number -> Double.isFinite(number) ? Numbers.brief(number) : "";
            case Long number -> Numbers.brief(number);
            case Object other -> other.toString();
        };
    }

    private static String html(List<String> header, List<List<String>> rows) {
        return "<table>\n<thead><tr>"
                + header.stream()
                        .map(cell -> "<th>" + Html.escape(cell) + "</th>")
                        .collect(Collectors.joining())
                + "</tr></thead>\n<tbody>\n"
                + rows.stream()
                        .map(row -> row.stream()
                                .map(cell -> "<td>" + Html.escape(cell) + "</td>")
                                .collect(Collectors.joining("", "<tr>", "</tr>\n")))
                        .collect(Collectors.joining())
                + "</tbody>\n</table>";
    }
}
