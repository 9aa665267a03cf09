package dev.heddle.bench.trial;

import dev.heddle.load.LoadReport;
import dev.heddle.load.StreamReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Latency distributions: from the load engine's text, to metrics, to {@code .hlog} files. */
final class Histograms {
    private Histograms() {}

    /**
     * A histogram of nanoseconds from its compressed form in base 64.
     *
     * @throws IOException if it is none
     */
    static Histogram decode(String encoded) throws IOException {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0);
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new IOException("the load engine's histogram cannot be read", e);
        }
    }

    /** The percentiles that {@code summary.csv} names; none of an empty histogram. */
    static Map<String, Double> percentiles(Histogram latency) {
        return latency.getTotalCount() == 0
                ? Map.of()
                : Map.of(
                        "latency_p50_ms", latency.getValueAtPercentile(50) / 1e6,
                        "latency_p99_ms", latency.getValueAtPercentile(99) / 1e6,
                        "latency_p999_ms", latency.getValueAtPercentile(99.9) / 1e6,
                        "latency_max_ms", latency.getMaxValue() / 1e6);
    }

    /**
     * Writes a stream's distributions as an HdrHistogram log, format 1.3, which HistogramLogAnalyzer, HistogramLogProcessor and HdrHistogram's
     * other tools read; each distribution under a tag of its own.
     */
    static void writeLog(Path file, LoadReport report, StreamReport stream) throws IOException {
        long end = System.currentTimeMillis();
        long start = end - report.windowNanos() / 1_000_000;
        try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            log.outputComment("[times in nanoseconds; engine " + report.engine() + "]");
            log.outputStartTime(start);
            log.setBaseTime(start);
            log.outputLegend();
            interval(log, "response_time", stream.responseTime(), start, end);
            interval(log, "service_time", stream.serviceTime(), start, end);
            interval(log, "lateness", stream.lateness(), start, end);
        }
    }

    private static void interval(HistogramLogWriter log, String tag, String encoded, long start, long end)
            throws IOException {
        if (!encoded.isEmpty()) {
            Histogram histogram = decode(encoded);
            histogram.setTag(tag);
            histogram.setStartTimeStamp(start);
            histogram.setEndTimeStamp(end);
            log.outputIntervalHistogram(histogram);
        }
    }
}
