package dev.heddle.bench.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a run's raw truth: {@code run.json} once, then each trial as it ends. Each trial is on disk before the next begins.
 */
public final class Journal implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Nothing is begun with less free space than this. A run must not end at its last trial for want of a few megabytes.
     */
    private static final long LEAST_FREE_BYTES = 100L << 20;

    private final Path folder;
    private final FileChannel trials;
    private final Set<String> done;

    private Journal(Path folder, FileChannel trials, Set<String> done) {
        this.folder = folder;
        this.trials = trials;
        this.done = Set.copyOf(done);
    }

    /**
     * Begins a run in a new folder.
     *
     * @throws IOException if the folder holds a run already or cannot be written, with what to do
     */
    public static Journal begin(Path folder, Run run) throws IOException {
        if (Files.exists(folder.resolve("run.json"))) {
            throw new IOException(folder + " holds a run already; choose another folder with --out, or go on with it by"
                    + " --resume " + folder);
        }
        try {
            Files.createDirectories(folder.resolve("trials"));
            requireSpace(folder);
            // The file must be whole or not there, whenever the process ends. So it is written beside, forced to
            // disk, and only then named.
            Path written = folder.resolve("run.json.part");
            try (FileChannel part = FileChannel.open(
                    written,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                write(
                        part,
                        JSON.rebuild()
                                        .enable(SerializationFeature.INDENT_OUTPUT)
                                        .build()
                                        .writeValueAsString(run) + "\n");
            }
            Files.move(written, folder.resolve("run.json"), StandardCopyOption.ATOMIC_MOVE);
            return open(folder, Set.of());
        } catch (IOException e) {
            throw new IOException(
                    "The run's folder " + folder + " cannot be written: " + said(e) + "; choose another with --out", e);
        }
    }

    /**
     * Goes on with a run. A last line that was cut short is dropped. What was measured is {@link #done}.
     *
     * @param together ids of the trials that are written at once, step by step; the last step's are dropped too where one of them is
     *     missing, since its process is measured anew
     * @throws IOException if the folder cannot be read or written, with what to do
     * @throws RecordException if it does not hold a run's records, or holds a trial that is none of these
     */
    public static Journal resume(Path folder, List<List<String>> together) throws IOException {
        Path file = folder.resolve("trials.jsonl");
        try {
            Set<String> done = new LinkedHashSet<>();
            if (Files.exists(file)) {
                dropCutLine(file);
                RunFolder.read(folder).trials().forEach(trial -> done.add(trial.id()));
                for (List<String> step : together) {
                    if (step.stream().anyMatch(done::contains) && !done.containsAll(step)) {
                        dropLines(
                                file, (int) step.stream().filter(done::contains).count());
                        step.forEach(done::remove);
                    }
                }
                if (!together.stream().flatMap(List::stream).toList().containsAll(done)) {
                    throw new RecordException(folder + " holds trials that its own plan does not have: another version"
                            + " of Heddle wrote it; run anew");
                }
            }
            requireSpace(folder);
            return open(folder, done);
        } catch (RecordException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("The run in " + folder + " cannot be resumed: " + said(e), e);
        }
    }

    static Journal open(Path folder, Set<String> done) throws IOException {
        Files.createDirectories(folder.resolve("trials"));
        FileChannel trials =
                FileChannel.open(folder.resolve("trials.jsonl"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new Journal(folder, trials, done);
    }

    /** Drops a last line that was cut short. A line is whole once its line feed is there. */
    private static void dropCutLine(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        truncate(file, whole);
    }

    private static void dropLines(Path file, int lines) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        for (int line = 0; line < lines; line++) {
            do {
                end--;
            } while (end > 0 && bytes[end - 1] != '\n');
        }
        truncate(file, end);
    }

    private static void truncate(Path file, int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
            channel.force(true);
        }
    }

    private static void requireSpace(Path folder) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new IOException("only " + (free >> 20) + " MiB are free there, and a run needs "
                    + (LEAST_FREE_BYTES >> 20) + " at least");
        }
    }

    /**
     * Returns what went wrong. It names the kind of failure where the message is only the path, as for a folder that is not
     * writable.
     */
    private static String said(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case NoSuchFileException missing -> missing.getFile() + " is not there";
            default -> String.valueOf(e.getMessage());
        };
    }

    /** Returns the ids of the trials that were there when the run was resumed. */
    public Set<String> done() {
        return done;
    }

    /** Returns the folder of one trial's own files. It is made if need be. */
    public Path trialFolder(String trial) throws IOException {
        return Files.createDirectories(folder.resolve("trials").resolve(trial));
    }

    /** Appends the trials of one process. When this returns, they are on disk. */
    public void append(List<Trial> ended) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Trial trial : ended) {
            lines.append(JSON.writeValueAsString(trial)).append('\n');
        }
        try {
            write(trials, lines.toString());
        } catch (IOException e) {
            throw new IOException(
                    "Trial " + ended.getFirst().id() + " cannot be recorded in " + folder + ": " + said(e)
                            + ". What was recorded before it is whole; make room, and go on with --resume " + folder,
                    e);
        }
    }

    private static void write(FileChannel to, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
        to.force(true);
    }

    @Override
    public void close() throws IOException {
        trials.close();
    }
}
