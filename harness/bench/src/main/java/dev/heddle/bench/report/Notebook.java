package dev.heddle.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes {@code notebook.ipynb}, an executed Java notebook in
 * <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">nbformat 4.5</a>. It holds no time and no path, and a
 * cell's id is a digest of its source. So the same run gives the same bytes.
 */
final class Notebook {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String METADATA = """
            {
              "kernelspec": {"display_name": "Java", "language": "java", "name": "java"},
              "language_info": {"file_extension": ".java", "mimetype": "text/x-java-source", "name": "java"}
            }""";

    private Notebook() {}

    /**
     * Evaluates the cells and writes them with what they showed.
     *
     * @param data the run that they read
     * @throws IOException if a cell fails
     */
    static String of(RunData data, List<NotebookCell> cells) throws IOException {
        ObjectNode notebook = Template.object();
        ArrayNode written = notebook.putArray("cells");
        Set<String> ids = new HashSet<>();
        int executed = 0;
        try (NotebookEvaluation evaluation = new NotebookEvaluation(data)) {
            for (NotebookCell cell : cells) {
                ObjectNode json = written.addObject();
                switch (cell) {
                    case NotebookCell.Prose prose -> json.put("cell_type", "markdown");
                    case NotebookCell.Code code -> {
                        json.put("cell_type", "code").put("execution_count", ++executed);
                        ArrayNode outputs = json.putArray("outputs");
                        evaluation.evaluate(code).forEach(exhibit -> outputs.add(output(exhibit)));
                    }
                }
                json.put("id", id(cell, ids)).putObject("metadata");
                json.set("source", lines(cell.source()));
            }
        }
        notebook.set("metadata", JSON.readTree(METADATA));
        return notebook.put("nbformat", 4).put("nbformat_minor", 5).toPrettyString() + "\n";
    }

    private static ObjectNode output(Exhibit exhibit) {
        ObjectNode output = Template.object().put("output_type", "display_data");
        ObjectNode data = output.putObject("data");
        new TreeMap<>(exhibit.media()).forEach((type, content) -> {
            boolean text = content instanceof String && !type.equals(Exhibit.PNG);
            data.set(type, text ? lines((String) content) : JSON.valueToTree(content));
        });
        output.putObject("metadata");
        return output;
    }

    /**
     * Splits text into a list of lines, as the format likes it, so that a diff reads well. Each line but the last keeps its line
     * feed.
     */
    private static ArrayNode lines(String text) {
        ArrayNode lines = Template.array();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end + 1));
            start = end + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    /** Returns a cell's id, which is unique in the notebook even where two cells are alike. */
    private static String id(NotebookCell cell, Set<String> taken) {
        String seed = cell.source();
        String id;
        do {
            id = digest(seed);
            seed += "\n";
        } while (!taken.add(id));
        return id;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
