package dev.heddle.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Gives the pictures of plots. */
interface Pictures {
    /** Draws each picture when it is asked for. A plot that can't be drawn has none. */
    Pictures DRAWN_ANEW = plot -> {
        try (ChartRenderer renderer = new ChartRenderer()) {
            return Optional.of(renderer.png(renderer.svg(plot)));
        } catch (IOException | IllegalArgumentException undrawable) { // Its spec and its words are there all the same.
            return Optional.empty();
        }
    };

    /** Returns a plot's PNG, or nothing if the plot can't be drawn. */
    Optional<byte[]> of(Plot plot);

    /** Reads the pictures from a run's folder. A picture that is not there is drawn anew. */
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
