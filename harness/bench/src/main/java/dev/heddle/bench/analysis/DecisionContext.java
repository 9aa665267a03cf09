package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Tells what the run's settings say of the service in question, a line for each part. A key that Heddle learns later is told like the
 * others.
 */
public final class DecisionContext {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final @Nullable JsonNode settings;

    public DecisionContext(Run run) {
        this.settings = read(run.settings());
    }

    /** Returns the workload part by part, such as {@code rpc: calls 3, mode all, latency fixed 5ms}. */
    public List<String> workload() {
        return parts(settings == null ? null : settings.get("workload"));
    }

    /**
     * Returns what the service is held to, such as {@code p99 100ms} and {@code errors 0}. It is empty if the run was given no
     * objective.
     */
    public List<String> objective() {
        return parts(settings == null ? null : settings.get("objective"));
    }

    /** Returns the settings of every option's JVM. It is empty if they are unknown. */
    public List<String> jvm() {
        return parts(settings == null ? null : settings.get("jvm"));
    }

    private static List<String> parts(@Nullable JsonNode node) {
        List<String> parts = new ArrayList<>();
        if (node != null && node.isObject()) {
            for (Map.Entry<String, JsonNode> part : node.properties()) {
                String told = tell(part.getValue());
                if (!told.isEmpty()) {
                    parts.add(part.getKey() + (part.getValue().isContainer() ? ": " : " ") + told);
                }
            }
        }
        return parts;
    }

    private static String tell(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .map(part -> part.getKey() + " " + tell(part.getValue()))
                    .map(String::strip)
                    .collect(Collectors.joining(", "));
        }
        return node.isArray()
                ? node.valueStream().map(DecisionContext::tell).collect(Collectors.joining(" "))
                : node.asString("");
    }

    /**
     * Returns the settings as a tree, or null if they are no YAML. In that case they are text that a user wrote, and the page shows
     * them as they are.
     */
    private static @Nullable JsonNode read(String settings) {
        try {
            return YAML.readTree(settings);
        } catch (JacksonException noYaml) {
            return null;
        }
    }
}
