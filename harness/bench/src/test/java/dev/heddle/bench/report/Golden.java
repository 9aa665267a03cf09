package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Exports as they are meant to be, committed under {@code src/test/golden}. */
final class Golden {
    private static final Path COMMITTED = Path.of("src/test/golden");
    private static final Path WRITTEN = Path.of("target/golden");

    private Golden() {}

    /** What an export gives under the root locale and under one with decimal commas is the golden file, byte for byte. */
    static void check(String name, Callable<String> export) throws Exception {
        Path golden = COMMITTED.resolve(name);
        for (Locale locale : new Locale[] {Locale.ROOT, Locale.GERMANY}) {
            String actual = under(locale, export);
            Files.writeString(Files.createDirectories(WRITTEN).resolve(name), actual);
            assertThat(actual)
                    .as(
                            "%s under locale '%s'; if it is meant so: cp %s %s",
                            name, locale, WRITTEN.resolve(name), golden)
                    .isEqualTo(read(golden));
        }
    }

    static String under(Locale locale, Callable<String> export) throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(locale);
        try {
            return export.call();
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String read(Path golden) throws IOException {
        return Files.exists(golden) ? Files.readString(golden) : "";
    }
}
