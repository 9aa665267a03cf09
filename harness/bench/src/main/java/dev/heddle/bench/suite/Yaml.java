package dev.heddle.bench.suite;

import dev.heddle.bench.suite.Units.Rate;
import dev.heddle.bench.suite.Units.Size;
import dev.heddle.workload.Composition;
import dev.heddle.workload.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Reads YAML into records, strictly, and says of every mistake in which file and line it is. */
final class Yaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .addModule(new SimpleModule()
                    .addDeserializer(Duration.class, new Units.DurationReader())
                    .addSerializer(Duration.class, new Units.DurationWriter())
                    .addDeserializer(Size.class, new Units.SizeReader())
                    .addSerializer(Size.class, new Units.SizeWriter())
                    .addDeserializer(Rate.class, new Units.RateReader())
                    .addSerializer(Rate.class, new Units.RateWriter())
                    .addDeserializer(Composition.class, new CompositionReader())
                    .addSerializer(Composition.class, new CompositionWriter())
                    .addDeserializer(Latency.class, new LatencyReader())
                    .addSerializer(Latency.class, new LatencyWriter()))
            .build();

    private Yaml() {}

    static JsonNode parse(String file, String text) throws SuiteException {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree == null || !tree.isObject()) {
                throw new SuiteException(file + ": a mapping of keys to values was expected");
            }
            return tree;
        } catch (JacksonException e) {
            int line = e.getCause() instanceof MarkedYamlEngineException marked
                            && marked.getProblemMark().isPresent()
                    ? marked.getProblemMark().get().getLine() + 1
                    : Math.max(1, e.getLocation() == null ? 1 : e.getLocation().getLineNr());
            throw new SuiteException(file + ":" + line + ": not YAML: " + firstLine(e.getOriginalMessage()));
        }
    }

    /**
     * Binds a tree to a record.
     *
     * @param text the text that the user wrote, for the line of a mistake
     */
    static <T> T bind(String file, String text, JsonNode tree, Class<T> type) throws SuiteException {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (UnrecognizedPropertyException e) {
            List<String> known = e.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            throw new SuiteException(where(file, text, e) + ": unknown key '" + e.getPropertyName() + "'; known here: "
                    + String.join(", ", known));
        } catch (DatabindException e) {
            String message = e.getCause() instanceof IllegalArgumentException cause
                    ? String.valueOf(cause.getMessage())
                    : firstLine(e.getOriginalMessage());
            throw new SuiteException(where(file, text, e) + ": " + keys(e) + message);
        }
    }

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    private static String keys(DatabindException e) {
        StringBuilder keys = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() != null) {
                keys.append(keys.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return keys.isEmpty() ? "" : keys + ": ";
    }

    private static String where(String file, String text, DatabindException e) {
        Node node;
        try {
            node = new Compose(LoadSettings.builder().setUseMarks(true).build())
                    .composeString(text)
                    .orElse(null);
        } catch (MarkedYamlEngineException malformed) {
            return file;
        }
        int line = 0;
        for (JacksonException.Reference step : e.getPath()) {
            Node next = child(node, step);
            if (next == null) {
                break;
            }
            node = next;
            line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(line);
        }
        return line == 0 ? file : file + ":" + line;
    }

    private static @Nullable Node child(@Nullable Node node, JacksonException.Reference step) {
        return switch (node) {
            case MappingNode mapping -> {
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals(step.getPropertyName())) {
                        yield tuple.getValueNode();
                    }
                }
                yield null;
            }
            case SequenceNode sequence -> {
                int index = step.getIndex();
                yield index >= 0 && index < sequence.getValue().size()
                        ? sequence.getValue().get(index)
                        : null;
            }
            case null, default -> null;
        };
    }

    private static final class CompositionReader extends ValueDeserializer<Composition> {
        @Override
        public Composition deserialize(JsonParser in, DeserializationContext context) {
            try {
                return Composition.of(in.getString());
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(Composition.class, "%s", e.getMessage());
            }
        }
    }

    private static final class CompositionWriter extends ValueSerializer<Composition> {
        @Override
        public void serialize(Composition value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.label());
        }
    }

    /**
     * Reads a latency, which is one of {@code {fixed: 5ms}}, {@code {lognormal: {p50: 20ms, p99: 80ms}}}, {@code {uniform: {min:
     * 5ms, max: 50ms}}} or {@code {list: [5ms, 6ms, 90ms]}}.
     */
    private static final class LatencyReader extends ValueDeserializer<Latency> {
        @Override
        public Latency deserialize(JsonParser in, DeserializationContext context) {
            JsonNode tree = context.readTree(in);
            try {
                if (tree.size() == 1 && tree.path("fixed").isString()) {
                    return new Latency.Fixed(duration(tree, "fixed"));
                }
                if (tree.size() == 1 && isPair(tree.path("lognormal"), "p50", "p99")) {
                    JsonNode lognormal = tree.path("lognormal");
                    return new Latency.Lognormal(duration(lognormal, "p50"), duration(lognormal, "p99"));
                }
                if (tree.size() == 1 && isPair(tree.path("uniform"), "min", "max")) {
                    JsonNode uniform = tree.path("uniform");
                    return new Latency.Uniform(duration(uniform, "min"), duration(uniform, "max"));
                }
                if (tree.size() == 1 && tree.path("list").isArray()) {
                    List<Duration> latencies = new ArrayList<>();
                    for (JsonNode latency : tree.path("list")) {
                        latencies.add(Units.duration(latency.asString()));
                    }
                    return new Latency.Empirical(latencies);
                }
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(Latency.class, "%s", e.getMessage());
            }
            return context.reportInputMismatch(
                    Latency.class,
                    "write it as { fixed: 5ms } or { lognormal: { p50: 20ms, p99: 80ms } }"
                            + " or { uniform: { min: 5ms, max: 50ms } } or { list: [5ms, 6ms, 90ms] }");
        }

        private static boolean isPair(JsonNode node, String first, String second) {
            return node.size() == 2
                    && node.path(first).isString()
                    && node.path(second).isString();
        }

        private static Duration duration(JsonNode node, String key) {
            return Units.duration(node.path(key).stringValue());
        }
    }

    private static final class LatencyWriter extends ValueSerializer<Latency> {
        @Override
        public void serialize(Latency value, JsonGenerator out, SerializationContext context) {
            out.writePOJO(
                    switch (value) {
                        case Latency.Fixed fixed -> Map.of("fixed", fixed.latency());
                        case Latency.Lognormal lognormal ->
                            Map.of("lognormal", inOrder("p50", lognormal.p50(), "p99", lognormal.p99()));
                        case Latency.Uniform uniform ->
                            Map.of("uniform", inOrder("min", uniform.min(), "max", uniform.max()));
                        case Latency.Empirical empirical -> Map.of("list", empirical.latencies());
                    });
        }

        /** A text must be the same in every process, since a run is continued only under the text that it has. {@link Map#of} has no order. */
        private static Map<String, Duration> inOrder(String first, Duration one, String second, Duration other) {
            Map<String, Duration> both = new LinkedHashMap<>();
            both.put(first, one);
            both.put(second, other);
            return both;
        }
    }
}
