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

/** What the run's settings say of the service in question, one sentence a part; a key that Heddle learns later is told like the others. */
public final class DecisionContext {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final @Nullable JsonNode settings;

    public DecisionContext(Run run) {
        this.settings = read(run.settings());
    }

    /** The workload, part by part: {@code rpc: calls 3, mode all, latency fixed 5ms}. */
    public List<String> workload() {
        return parts(settings == null ? null : settings.get("workload"));
    }

    /** What the service is held to: {@code p99 100ms}, {@code errors 0}; empty if the run was given none. */
    public List<String> objective() {
        return parts(settings == null ? null : settings.get("objective"));
    }

    /** The JVM of every option; empty if unknown. */
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

    /** Null of settings that are no YAML: they are a user's text by then, and stand on the page as they are. */
    private static @Nullable JsonNode read(String settings) {
        try {
            return YAML.readTree(settings);
        } catch (JacksonException noYaml) {
            return null;
        }
    }
}
