package dev.heddle.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the pictures of plots come from. */
interface Pictures {
    /** Each is drawn when it is asked for; one that can't be has none. */
    Pictures DRAWN_ANEW = plot -> {
        try (ChartRenderer renderer = new ChartRenderer()) {
            return Optional.of(renderer.png(renderer.svg(plot)));
        } catch (IOException | IllegalArgumentException undrawable) { // Its spec and its words are there all the same.
            return Optional.empty();
        }
    };

    /** A plot's PNG; empty if it can't be drawn. */
    Optional<byte[]> of(Plot plot);

    /** Those in a run's folder; one that is not there is drawn anew. */
    static Pictures in(Path folder) {
        return plot -> {
            Path picture = folder.resolve("plots").resolve(plot.name() + ".png");
            try {
                return Files.isReadable(picture) ? Optional.of(Files.readAllBytes(picture)) : DRAWN_ANEW.of(plot);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
