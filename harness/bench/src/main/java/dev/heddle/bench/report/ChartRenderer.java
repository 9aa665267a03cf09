package dev.heddle.bench.report;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/**
 * Draws Vega-Lite specs without a browser. Vega in GraalJS makes the SVG, and jsvg makes the PNG from it. The first plot takes
 * seconds, since Vega is loaded and interpreted. Each later plot takes a fraction of a second. Only one thread at a time may use
 * a renderer.
 */
final class ChartRenderer implements AutoCloseable {
    /** The PNG has two pixels for each unit of the SVG, so that it is sharp on a dense screen and in print. */
    private static final int PNG_SCALE = 2;

    /** This property says what Truffle does if it can't unpack its native library. */
    private static final String ATTACH = "polyglotimpl.AttachLibraryFailureAction";

    static {
        // Vega is interpreted anyway, and needs no such library. So a warning that there is no cache folder for one
        // does not concern the reader.
        if (System.getProperty(ATTACH) == null) {
            System.setProperty(ATTACH, "ignore");
        }
    }

    private final Context context;
    private final Value draw;

    ChartRenderer() {
        context = Context.newBuilder("js")
                .option("engine.WarnInterpreterOnly", "false")
                .out(OutputStream.nullOutputStream())
                .err(OutputStream.nullOutputStream())
                .build();
        context.eval("js", Resources.own("headless.js"));
        context.eval("js", Resources.webjar("vega"));
        context.eval("js", Resources.webjar("vega-lite"));
        draw = context.eval("js", "heddle.draw");
    }

    /**
     * Returns the plot as SVG. Its fonts are named, and not embedded.
     *
     * @throws IllegalArgumentException if Vega can't draw the spec
     */
    String svg(Plot plot) {
        Value outcome;
        try {
            outcome = draw.execute(plot.spec().toString());
        } catch (PolyglotException e) {
            throw undrawable(plot, e.toString());
        }
        if (!outcome.hasMember("svg")) {
            throw undrawable(
                    plot,
                    outcome.hasMember("error") ? outcome.getMember("error").asString() : "no answer");
        }
        return outcome.getMember("svg").asString();
    }

    /** Returns the SVG as PNG on white, at twice its size. */
    static byte[] png(String svg) throws IOException {
        SVGDocument document = new SVGLoader()
                .load(
                        new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)),
                        null,
                        LoaderContext.createDefault());
        if (document == null) {
            throw new IllegalArgumentException("not an SVG document that can be drawn as PNG");
        }
        int width = (int) Math.ceil(document.size().width);
        int height = (int) Math.ceil(document.size().height);
        BufferedImage image = new BufferedImage(width * PNG_SCALE, height * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(PNG_SCALE, PNG_SCALE);
            document.renderWithPlatform(NullPlatformSupport.INSTANCE, graphics, new ViewBox(width, height));
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // By default, ImageIO writes through a temporary file, and there may be no place for one.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        context.close();
    }

    private static IllegalArgumentException undrawable(Plot plot, String why) {
        return new IllegalArgumentException("plot " + plot.name() + " can't be drawn: Vega says: " + why);
    }
}
