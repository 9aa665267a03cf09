package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Histograms;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Window;
import dev.heddle.load.LoadReport;
import dev.heddle.load.StreamReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/** Writes the {@code .hlog} files of a trial. */
final class HistogramLog {
    private HistogramLog() {}

    /**
     * Writes the first stream's distributions as an HdrHistogram log, format 1.3. HistogramLogAnalyzer, HistogramLogProcessor and
     * HdrHistogram's other tools read it. Response time has no tag, as these tools take it by default. The others have tags of
     * their own.
     */
    static void write(Path folder, String point, Window window) throws IOException {
        LoadReport report = window.load();
        StreamReport stream = window.main();
        Path file = folder.resolve(point + ".hlog");
        long end = System.currentTimeMillis();
        long start = end - report.windowNanos() / 1_000_000;
        try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            log.outputComment("[times in nanoseconds; engine " + report.engine() + "]");
            report.notes().forEach(note -> log.outputComment("[" + note + "]"));
            log.outputStartTime(start);
            log.setBaseTime(start);
            log.outputLegend();
            interval(log, null, stream.responseTime(), start, end);
            interval(log, Point.SERVICE_TIME, stream.serviceTime(), start, end);
            interval(log, Point.LATENESS, stream.lateness(), start, end);
        }
    }

    private static void interval(HistogramLogWriter log, @Nullable String tag, String encoded, long start, long end)
            throws IOException {
        Histogram histogram = encoded.isEmpty() ? null : Histograms.decode(encoded);
        if (histogram != null && histogram.getTotalCount() > 0) {
            histogram.setTag(tag);
            histogram.setStartTimeStamp(start);
            histogram.setEndTimeStamp(end);
            log.outputIntervalHistogram(histogram);
        }
    }
}
