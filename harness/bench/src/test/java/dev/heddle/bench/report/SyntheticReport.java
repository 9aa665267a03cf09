package dev.heddle.bench.report;

import dev.heddle.bench.analysis.SyntheticRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report of {@link SyntheticRun}, written once for all tests that only read it: drawing takes seconds. */
final class SyntheticReport {
    private static final Path FOLDER = Path.of("target/synthetic-report").toAbsolutePath();

    private SyntheticReport() {}

    /** What writing it returned; its folder is the page's. */
    static Report written() {
        return Once.REPORT;
    }

    static Path folder() {
        return written().page().resolveSibling("");
    }

    private static final class Once {
        private static final Report REPORT = write();

        private static Report write() {
            try {
                if (Files.exists(FOLDER)) { // An earlier build's.
                    try (var old = Files.walk(FOLDER)) {
                        for (Path file : old.sorted((a, b) -> b.compareTo(a)).toList()) {
                            Files.delete(file);
                        }
                    }
                }
                Files.createDirectories(FOLDER);
                return Report.write(SyntheticRun.write(FOLDER, SyntheticRun.run(), SyntheticRun.trials()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
