package dev.heddle.bench.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills a template, which is a Vega-Lite spec with holes. A hole is a string {@code "@name"} in the resource, and stands for the
 * value called {@code name}.
 */
final class Template {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern HOLE = Pattern.compile("\"@(\\w+)\"");

    private Template() {}

    /** Returns the resource with each hole filled. A hole without a value is a bug. */
    static ObjectNode fill(String resource, ObjectNode values) {
        values.set("config", JSON.readTree(Resources.own("config.json")));
        String filled = HOLE.matcher(Resources.own(resource))
                .replaceAll(hole ->
                        Matcher.quoteReplacement(values.required(hole.group(1)).toString()));
        return (ObjectNode) JSON.readTree(filled);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode array(Iterable<String> strings) {
        ArrayNode array = array();
        strings.forEach(array::add);
        return array;
    }
}
