package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Point;
import dev.heddle.load.LoadReport;
import dev.heddle.load.StreamReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

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

    /** The same the other way. */
    static String encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] bytes = new byte[histogram.encodeIntoCompressedByteBuffer(buffer)];
        buffer.flip().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
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
     * Response times in which a request that failed counts as much as one that was waited for in vain.
     *
     * @param responseTime of right answers, and of what timed out
     */
    static Histogram withFailed(Histogram responseTime, long failed, long patienceMillis) {
        // A value recorded no times would still be the greatest.
        if (failed == 0) {
            return responseTime;
        }
        Histogram all = responseTime.copy();
        all.recordValueWithCount(TimeUnit.MILLISECONDS.toNanos(patienceMillis), failed);
        return all;
    }

    /**
     * Writes a stream's distributions as an HdrHistogram log, format 1.3, which HistogramLogAnalyzer, HistogramLogProcessor and HdrHistogram's
     * other tools read: response time without a tag, as they take it by default, the others under tags of their own.
     */
    static void writeLog(Path file, LoadReport report, StreamReport stream) throws IOException {
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
        Histogram histogram = encoded.isEmpty() ? null : decode(encoded);
        if (histogram != null && histogram.getTotalCount() > 0) {
            histogram.setTag(tag);
            histogram.setStartTimeStamp(start);
            histogram.setEndTimeStamp(end);
            log.outputIntervalHistogram(histogram);
        }
    }
}
