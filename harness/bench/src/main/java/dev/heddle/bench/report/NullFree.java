package dev.heddle.bench.report;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Rewrites a Vega-Lite spec so that it means the same without a null. The Java kernel writes its messages with Gson, which leaves
 * out every property that is null. But where a title is left out, Vega-Lite puts a title of its own.
 */
final class NullFree {
    /**
     * Holds, by the property's name, the value that says the same as null. In a datum, and only there, an absent property is as good
     * as null.
     */
    private static final Map<String, JsonNode> INSTEAD = Map.of(
            "title", StringNode.valueOf(""),
            "stroke", StringNode.valueOf("transparent"));

    private NullFree() {}

    /** @throws IllegalArgumentException if the spec has a null that no other value stands for */
    static ObjectNode spec(ObjectNode spec) {
        ObjectNode free = spec.deepCopy();
        replace(free);
        return free;
    }

    private static void replace(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> property : object.deepCopy().properties()) {
                    if (property.getKey().equals("values")
                            && property.getValue() instanceof ArrayNode
                            && object.get("values") instanceof ArrayNode data) {
                        data.forEach(NullFree::dropNulls);
                    } else if (property.getValue().isNull()) {
                        JsonNode instead = INSTEAD.get(property.getKey());
                        if (instead == null) {
                            throw new IllegalArgumentException("a plot's spec has a null that a notebook can't carry: "
                                    + property.getKey() + "; write what it means instead");
                        }
                        object.set(property.getKey(), instead);
                    } else {
                        replace(object.required(property.getKey()));
                    }
                }
            }
            case ArrayNode array -> array.forEach(NullFree::replace);
            default -> {} // A JSON value has no properties.
        }
    }

    private static void dropNulls(JsonNode datum) {
        if (datum instanceof ObjectNode object) {
            object.propertyNames().stream()
                    .filter(name -> object.required(name).isNull())
                    .toList()
                    .forEach(object::remove);
        }
    }
}
