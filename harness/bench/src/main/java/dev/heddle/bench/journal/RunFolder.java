package dev.heddle.bench.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the contents of a run's folder, read back.
 *
 * @param run its {@code run.json}
 * @param trials its {@code trials.jsonl}, in the order measured
 * @param cut whether the last line was cut short, and so left out: the run ended while writing it
 */
public record RunFolder(Run run, List<Trial> trials, boolean cut) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public RunFolder {
        trials = List.copyOf(trials);
    }

    /**
     * Reads a run. One of an older format is read into the records of today.
     *
     * @throws RecordException if a record is not what Heddle writes, or is of a newer format
     * @throws IOException if a record can't be read
     */
    public static RunFolder read(Path folder) throws IOException {
        Run run = readRun(folder);
        boolean older = run.format() < Run.FORMAT;
        Path file = folder.resolve("trials.jsonl");
        String text = text(file);
        List<String> lines = text.lines().toList();
        List<Trial> trials = new ArrayList<>();
        boolean cut = false;
        for (int i = 0; i < lines.size(); i++) {
            try {
                trials.add(
                        older
                                ? JSON.treeToValue(Format1.trial(JSON.readTree(lines.get(i))), Trial.class)
                                : JSON.readValue(lines.get(i), Trial.class));
            } catch (JacksonException e) {
                cut = i == lines.size() - 1 && !text.endsWith("\n");
                if (!cut) {
                    throw new RecordException(
                            "%s, line %d is not a trial: %s. Remove that line to go on with the others."
                                    .formatted(file, i + 1, e.getOriginalMessage()),
                            e);
                }
            }
        }
        return new RunFolder(run, trials, cut);
    }

    /**
     * Reads what was asked for and where it ran, without the trials.
     *
     * @throws RecordException if the record is not what Heddle writes, or is of a newer format
     * @throws IOException if it can't be read
     */
    public static Run readRun(Path folder) throws IOException {
        Path record = folder.resolve("run.json");
        ObjectNode tree = run(record);
        int format = tree.path("format").asInt(1);
        if (format > Run.FORMAT) {
            throw new RecordException(
                    "%s is of format %d, and this Heddle reads up to format %d: a newer Heddle wrote it. Read it with that one."
                            .formatted(record, format, Run.FORMAT));
        }
        return bind(record, format < Run.FORMAT ? Format1.run(tree) : tree);
    }

    private static ObjectNode run(Path file) throws IOException {
        try {
            if (JSON.readTree(text(file)) instanceof ObjectNode tree) {
                return tree;
            }
            throw new RecordException(file + " is not a run's record. Give the folder that heddle run wrote.");
        } catch (JacksonException e) {
            throw notARun(file, e);
        }
    }

    private static Run bind(Path file, ObjectNode tree) throws RecordException {
        try {
            return JSON.treeToValue(tree, Run.class);
        } catch (JacksonException e) {
            throw notARun(file, e);
        }
    }

    private static RecordException notARun(Path file, JacksonException e) {
        return new RecordException(
                file + " is not a run's record: " + e.getOriginalMessage() + ". Give the folder that heddle run wrote.",
                e);
    }

    private static String text(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file
                    + " can't be read: it is missing or not yours to read. Give the folder that heddle run wrote.");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8); // A cut line may end inside a character.
    }
}
