package dev.heddle.bench.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a run's raw truth: {@code run.json} once, then each trial as it ends, on disk before the next begins. */
public final class Journal implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path folder;
    private final FileChannel trials;

    private Journal(Path folder, FileChannel trials) {
        this.folder = folder;
        this.trials = trials;
    }

    /**
     * Begins a run in a new folder.
     *
     * @throws IOException if the folder holds a run already or cannot be written, with what to do
     */
    public static Journal begin(Path folder, Run run) throws IOException {
        if (Files.exists(folder.resolve("run.json"))) {
            throw new IOException(folder + " holds a run already; choose another folder with --out");
        }
        try {
            Files.createDirectories(folder.resolve("trials"));
            Files.writeString(
                    folder.resolve("run.json"),
                    JSON.rebuild()
                                    .enable(SerializationFeature.INDENT_OUTPUT)
                                    .build()
                                    .writeValueAsString(run) + "\n");
            FileChannel trials = FileChannel.open(
                    folder.resolve("trials.jsonl"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new Journal(folder, trials);
        } catch (IOException e) {
            throw new IOException(
                    "The run's folder " + folder + " cannot be written: " + e.getMessage()
                            + "; choose another with --out",
                    e);
        }
    }

    /** The folder of one trial's own files, made if need be. */
    public Path trialFolder(String trial) throws IOException {
        return Files.createDirectories(folder.resolve("trials").resolve(trial));
    }

    /** Appends the trials of one process; when this returns, they are on disk. */
    public void append(List<Trial> ended) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Trial trial : ended) {
            lines.append(JSON.writeValueAsString(trial)).append('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            trials.write(bytes);
        }
        trials.force(true);
    }

    @Override
    public void close() throws IOException {
        trials.close();
    }
}
