package dev.heddle.bench.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run's folder holds, read back.
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
     * Reads a run.
     *
     * @throws IOException if a record can't be read
     * @throws IllegalArgumentException if a record is not what Heddle writes
     */
    public static RunFolder read(Path folder) throws IOException {
        Run run = run(folder.resolve("run.json"));
        Path file = folder.resolve("trials.jsonl");
        String text = text(file);
        List<String> lines = text.lines().toList();
        List<Trial> trials = new ArrayList<>();
        boolean cut = false;
        for (int i = 0; i < lines.size(); i++) {
            try {
                trials.add(JSON.readValue(lines.get(i), Trial.class));
            } catch (JacksonException e) {
                cut = i == lines.size() - 1 && !text.endsWith("\n");
                if (!cut) {
                    throw new IllegalArgumentException(
                            "%s, line %d is not a trial: %s. Remove that line to go on with the others."
                                    .formatted(file, i + 1, e.getOriginalMessage()),
                            e);
                }
            }
        }
        return new RunFolder(run, trials, cut);
    }

    private static Run run(Path file) throws IOException {
        try {
            return JSON.readValue(text(file), Run.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    file + " is not a run's record: " + e.getOriginalMessage()
                            + ". Give the folder that heddle run wrote.",
                    e);
        }
    }

    private static String text(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file
                    + " can't be read: it is missing or not yours to read. Give the folder that heddle run wrote.");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8); // A cut line may end inside a character.
    }
}
