package dev.heddle.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plot is a Vega-Lite spec together with its name, its title and what it says in words.
 *
 * @param name its file's name without ending
 * @param description what it shows, in words, for those who can't see it
 * @param notes what is not valid among the data behind it, one sentence each
 * @param spec Vega-Lite 5, its data inline
 */
record Plot(String name, String title, String description, List<String> notes, ObjectNode spec) {
    /** This is the colour of text and axes in every spec. The page puts its own in its place, light or dark. */
    static final String INK = "#1c2024";

    /** Says how to read the marks. */
    String legend() {
        return spec.at("/title/subtitle").valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
    }

    /** Returns the name of the scenario that the plot belongs to. */
    String section() {
        return spec.at("/usermeta/section").asString("");
    }

    /** Is true where the plot needs the page's whole width. */
    boolean wide() {
        return spec.at("/usermeta/wide").asBoolean(false);
    }

    /** Returns the rows of data that the plot draws. */
    ArrayNode data() {
        return (ArrayNode) spec.at("/data/values");
    }
}
