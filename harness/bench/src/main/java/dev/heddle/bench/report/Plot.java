package dev.heddle.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One plot.
 *
 * @param name its file's name without ending
 * @param description what it shows, in words, for those who can't see it
 * @param notes what is not valid among the data behind it, one sentence each
 * @param spec Vega-Lite 5, its data inline
 */
record Plot(String name, String title, String description, List<String> notes, ObjectNode spec) {
    /** The colour of text and axes in every spec; the page puts its own, light or dark, in its place. */
    static final String INK = "#1c2024";

    /** How to read the marks, in a sentence. */
    String legend() {
        return spec.at("/title/subtitle").valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
    }

    /** The scenario that it belongs to. */
    String section() {
        return spec.at("/usermeta/section").asString("");
    }

    /** Whether it needs the page's whole width. */
    boolean wide() {
        return spec.at("/usermeta/wide").asBoolean(false);
    }

    /** The rows that it draws. */
    ArrayNode data() {
        return (ArrayNode) spec.at("/data/values");
    }
}
