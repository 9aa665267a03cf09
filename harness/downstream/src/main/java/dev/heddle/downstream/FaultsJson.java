package dev.heddle.downstream;

import dev.heddle.workload.Faults;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@link Faults} as {@code {"error":0.1,"services":["s0"]}}. What is not said is as in {@link Faults#NONE}. */
final class FaultsJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private FaultsJson() {}

    /**
     * Returns the faults that a text declares.
     *
     * @throws IllegalArgumentException if it is no such JSON or a share is out of range, with the reason
     */
    static Faults read(String text) {
        try {
            JsonNode given = JSON.readTree(text);
            if (!(given instanceof ObjectNode object)) {
                throw new IllegalArgumentException("faults are a JSON object");
            }
            ObjectNode whole = JSON.valueToTree(Faults.NONE);
            whole.setAll(object);
            Faults faults = JSON.treeToValue(whole, Faults.class);
            return faults.equals(Faults.NONE) ? Faults.NONE : faults;
        } catch (JacksonException e) {
            String reason = e.getCause() instanceof IllegalArgumentException cause
                    ? String.valueOf(cause.getMessage())
                    : e.getOriginalMessage();
            throw new IllegalArgumentException(
                    "faults: " + reason.lines().findFirst().orElse(reason), e);
        }
    }
}
