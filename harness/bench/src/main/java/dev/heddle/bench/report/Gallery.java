package dev.heddle.bench.report;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Draws a run's plots on threads of its own, while other threads write. If a plot can't be drawn, only its pictures are lost: its
 * spec and its data are written all the same.
 */
final class Gallery implements AutoCloseable, Pictures {
    private static final String FOLDER = "plots";

    /** Each thread takes a second to load Vega, and some 50 MB of memory. */
    private static final int MOST_THREADS = 2;

    private final Outputs out;
    private final ExecutorService drawing;
    private final Map<String, Future<Drawing>> drawn = new LinkedHashMap<>();

    /** Holds the renderers that draw no plot just now. Each has loaded Vega, and draws for one thread at a time. */
    private final Queue<ChartRenderer> idle = new ConcurrentLinkedQueue<>();

    /** Begins to load Vega at once, while others find out what there is to draw. */
    Gallery(Outputs out) {
        this.out = out;
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        this.drawing = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("plots-", 0).daemon().factory());
        for (int i = 0; i < threads; i++) {
            // A failure is not reported here. A plot that finds no renderer loads one itself, and then reports
            // the failure.
            Future<Boolean> unused = drawing.submit(() -> idle.add(new ChartRenderer()));
        }
    }

    /** Begins to draw the plots, and does not wait for them. */
    void draw(List<Plot> plots) {
        boolean folder = !plots.isEmpty() && out.folder(FOLDER);
        plots.forEach(plot -> drawn.put(plot.name(), drawing.submit(() -> draw(plot, folder))));
    }

    /** Holds what became of one plot. */
    private static final class Drawing {
        private @Nullable String svg;
        private byte @Nullable [] png;
        private boolean refused;
    }

    /** Waits for a plot's picture, and returns it. */
    @Override
    public Optional<byte[]> of(Plot plot) {
        Future<Drawing> picture = drawn.get(plot.name());
        return picture == null ? Optional.empty() : Optional.ofNullable(ready(picture).png);
    }

    /** Waits for every plot, and returns by name the pictures of the plots that could be drawn. */
    Map<String, String> svgs() {
        Map<String, String> svgs = new LinkedHashMap<>();
        drawn.forEach((name, picture) -> {
            String svg = ready(picture).svg;
            if (svg != null) {
                svgs.put(name, svg);
            }
        });
        return svgs;
    }

    /** Is true where the fault lies in the plot itself, so that it can't be drawn anywhere. Waits for the plot. */
    boolean refused(Plot plot) {
        Future<Drawing> picture = drawn.get(plot.name());
        return picture != null && ready(picture).refused;
    }

    @Override
    public void close() {
        drawing.close();
        idle.forEach(ChartRenderer::close);
    }

    private Drawing draw(Plot plot, boolean folder) {
        String name = FOLDER + "/" + plot.name();
        Drawing drawing = new Drawing();
        if (folder) {
            out.text(name + ".vl.json", () -> plot.spec().toPrettyString() + "\n");
            out.text(name + ".csv", () -> Csv.of(plot.data()));
        }
        write(name + ".svg", folder, () -> svg(plot, drawing).getBytes(StandardCharsets.UTF_8));
        String svg = drawing.svg;
        if (svg == null) {
            out.drop(name + ".png");
        } else {
            write(name + ".png", folder, () -> drawing.png = ChartRenderer.png(svg));
        }
        return drawing;
    }

    /** Writes a picture. If there is no folder, the picture is made all the same, for the page and the notebook. */
    private void write(String name, boolean folder, Outputs.Content<byte[]> content) {
        if (folder) {
            out.bytes(name, content);
        } else {
            out.attempt(name, content::make);
        }
    }

    private String svg(Plot plot, Drawing drawing) {
        ChartRenderer waiting = idle.poll();
        ChartRenderer renderer = waiting == null ? new ChartRenderer() : waiting;
        try {
            String svg = renderer.svg(plot);
            drawing.svg = svg;
            return svg;
        } catch (IllegalArgumentException undrawable) {
            drawing.refused = true;
            throw undrawable;
        } finally {
            idle.add(renderer);
        }
    }

    private Drawing ready(Future<Drawing> picture) {
        try {
            return picture.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            out.attempt(FOLDER, () -> {
                throw e;
            });
        }
        return new Drawing();
    }
}
