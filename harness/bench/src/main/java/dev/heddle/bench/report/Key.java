package dev.heddle.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes the legend of all plots. It shows each contestant's colour and shape, as the plots' own configuration has them. */
final class Key {
    private static final JsonNode RANGE =
            JsonMapper.shared().readTree(Resources.own("config.json")).path("range");

    private Key() {}

    /** Makes the legend for print, where nothing can be chosen. */
    static String printed(List<String> contestants) {
        return IntStream.range(0, contestants.size())
                .mapToObj(i -> "<span>" + symbol(i) + Html.escape(contestants.get(i)) + "</span>")
                .collect(Collectors.joining("", "<p class=\"key\">", "</p>"));
    }

    /** Makes the legend with a box to tick for each contestant. */
    static String choices(List<String> contestants) {
        return IntStream.range(0, contestants.size())
                .mapToObj(i -> "<label><input type=\"checkbox\" checked value=\"%1$s\">%2$s%1$s</label>"
                        .formatted(Html.escape(contestants.get(i)), symbol(i)))
                .collect(Collectors.joining("\n"));
    }

    private static String symbol(int i) {
        JsonNode colours = RANGE.path("category");
        JsonNode shapes = RANGE.path("symbol");
        return "<svg viewBox=\"-6 -6 12 12\" aria-hidden=\"true\"><path fill=\"%s\" d=\"%s\"/></svg>"
                .formatted(
                        colours.path(i % colours.size()).asString(),
                        path(shapes.path(i % shapes.size()).asString()));
    }

    private static String path(String shape) {
        return switch (shape) {
            case "circle" -> "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1-5 0Z";
            case "square" -> "M-4.5-4.5H4.5V4.5H-4.5Z";
            case "triangle-up" -> "M0-5L5.5 4.5H-5.5Z";
            case "triangle-down" -> "M0 5L5.5-4.5H-5.5Z";
            case "triangle-right" -> "M5 0L-4.5-5.5V5.5Z";
            case "triangle-left" -> "M-5 0L4.5-5.5V5.5Z";
            case "diamond" -> "M0-6L4.5 0L0 6L-4.5 0Z";
            case "cross" -> "M-2-5.5H2V-2H5.5V2H2V5.5H-2V2H-5.5V-2H-2Z";
            default -> throw new IllegalStateException("config.json has a shape that the key can't draw: " + shape);
        };
    }
}
