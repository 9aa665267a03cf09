package dev.heddle.bench.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens a file in the desktop's own way: with {@code xdg-open} of freedesktop.org, or {@code open} of macOS.
 *
 * @param searchPath folders to look for it in
 */
record Browser(List<Path> searchPath) {
    private static final List<String> OPENERS = List.of("xdg-open", "open");

    /** An opener that knows no browser says so at once. One that is still busy after this time has found one. */
    private static final int PATIENCE_SECONDS = 5;

    static Browser of(@Nullable String searchPath) {
        return new Browser(
                searchPath == null
                        ? List.of()
                        : Stream.of(searchPath.split(File.pathSeparator))
                                .map(Path::of)
                                .toList());
    }

    /** Opens the page. Returns what to tell the user if it cannot. */
    Optional<String> open(Path page) {
        Path file = page.toAbsolutePath().normalize();
        Optional<Path> opener = OPENERS.stream()
                .flatMap(name -> searchPath.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (opener.isEmpty()) {
            return Optional.of(
                    "heddle: no xdg-open or open was found to start a browser with; open " + file + " yourself.");
        }
        return succeeds(opener.get(), file)
                ? Optional.empty()
                : Optional.of("heddle: " + opener.get() + " could not open a browser; open " + file + " yourself.");
    }

    private static boolean succeeds(Path opener, Path file) {
        try {
            Process process = new ProcessBuilder(opener.toString(), file.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
