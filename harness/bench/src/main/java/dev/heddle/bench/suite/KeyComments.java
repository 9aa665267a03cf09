package dev.heddle.bench.suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Holds the comments on the keys of one YAML text, and puts them on the same keys of another. A key's comment is the lines that begin
 * with {@code #} directly above it. Keys within a list are passed over.
 */
final class KeyComments {
    /** The comment's lines, without their indent, by the key's path: {@code workload.rpc.calls}. A key without a comment has no lines. */
    private final Map<String, List<String>> linesByPath = new LinkedHashMap<>();

    private KeyComments() {}

    /** Reads the comments of a YAML text. */
    static KeyComments of(String yaml) {
        KeyComments comments = new KeyComments();
        List<String> lines = yaml.lines().toList();
        keys(yaml).forEach((path, mark) -> comments.linesByPath.put(path, above(lines, mark)));
        return comments;
    }

    /** Returns the paths of the keys that have no comment. */
    List<String> missing() {
        return linesByPath.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the YAML text with a comment above each key that has one here. Every key of the text must begin its own line. */
    String on(String yaml) {
        Map<Integer, String> pathByLine = new LinkedHashMap<>();
        keys(yaml).forEach((path, mark) -> pathByLine.put(mark.getLine(), path));
        List<String> lines = yaml.lines().toList();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String indent =
                    line.substring(0, line.length() - line.stripLeading().length());
            for (String comment : linesByPath.getOrDefault(pathByLine.getOrDefault(i, ""), List.of())) {
                text.append(indent).append(comment).append('\n');
            }
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static List<String> above(List<String> lines, Mark key) {
        if (!lines.get(key.getLine()).substring(0, key.getColumn()).isBlank()) {
            return List.of();
        }
        int first = key.getLine();
        while (first > 0 && lines.get(first - 1).strip().startsWith("#")) {
            first--;
        }
        return lines.subList(first, key.getLine()).stream().map(String::strip).toList();
    }

    /** Returns where each key of the text stands, by its path and in the text's order. */
    private static Map<String, Mark> keys(String yaml) {
        Map<String, Mark> keys = new LinkedHashMap<>();
        collect(
                "",
                new Compose(LoadSettings.builder().setUseMarks(true).build())
                        .composeString(yaml)
                        .orElse(null),
                keys);
        return keys;
    }

    private static void collect(String prefix, @Nullable Node node, Map<String, Mark> keys) {
        if (!(node instanceof MappingNode mapping)) {
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                String path = prefix + key.getValue();
                key.getStartMark().ifPresent(mark -> keys.put(path, mark));
                collect(path + ".", tuple.getValueNode(), keys);
            }
        }
    }
}
