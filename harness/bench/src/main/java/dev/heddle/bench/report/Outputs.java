package dev.heddle.bench.report;

import java.awt.AWTError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Writes the files of a report. If a file can't be made, only that file is lost, and {@link #lost()} says so. Any thread may write.
 */
final class Outputs {
    private final Path folder;
    private final SortedMap<String, String> lost = new ConcurrentSkipListMap<>();

    Outputs(Path folder) {
        this.folder = folder;
    }

    /** Makes the content of a file. Anything may go wrong meanwhile. */
    interface Content<T> {
        T make() throws Exception;
    }

    /** Takes a step that may go wrong. */
    interface Step {
        void take() throws Exception;
    }

    /** Writes a file of text. */
    void text(String name, Content<String> content) {
        bytes(name, () -> content.make().getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file. What an earlier report left there does not outlive a failure. */
    void bytes(String name, Content<byte[]> content) {
        Path file = folder.resolve(name);
        if (!attempt(name, () -> Files.write(file, content.make()))) {
            drop(name);
        }
    }

    /** Deletes the file if an earlier report left it. */
    void drop(String name) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
            attempt(name, () -> Files.delete(file));
        }
    }

    /** Makes a folder. Returns false if it can't be made. */
    boolean folder(String name) {
        return attempt(name, () -> Files.createDirectories(folder.resolve(name)));
    }

    /**
     * Takes a step. Returns false if it fails; {@link #lost()} then says so.
     *
     * @param name what is lost by it: a file, or what stands for several
     */
    boolean attempt(String name, Step step) {
        try {
            step.take();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lost.putIfAbsent(name, "interrupted");
        } catch (Exception
                | LinkageError
                | InternalError
                | AWTError e) { // A JDK without fonts or its libraries throws such errors.
            lost.putIfAbsent(name, reason(e));
        }
        return false;
    }

    /** Says what could not be written, and why. There is one sentence for each, sorted by name. */
    List<String> lost() {
        return lost.entrySet().stream()
                .map(entry -> entry.getKey() + " could not be written: " + entry.getValue())
                .toList();
    }

    /** Says why something failed. It leaves out the file's path, which such messages hold, since a page may be shown to others. */
    private static String reason(Throwable e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "its folder is not there";
            case FileSystemException other when other.getReason() != null -> String.valueOf(other.getReason());
            case FileSystemException other -> "something else is in its place";
            case IOException io when io.getMessage() != null -> String.valueOf(io.getMessage());
            case IllegalArgumentException refused
            when refused.getMessage() != null -> String.valueOf(refused.getMessage());
            case Throwable other -> other.toString();
        };
    }
}
