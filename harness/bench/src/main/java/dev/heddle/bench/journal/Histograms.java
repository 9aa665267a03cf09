package dev.heddle.bench.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Converts latency distributions between the record's text and HdrHistogram, and computes the percentiles that are metrics.
 */
public final class Histograms {
    private Histograms() {}

    /**
     * Returns the histogram of nanoseconds that a text holds, compressed and in base 64.
     *
     * @throws IOException if it holds none
     */
    public static Histogram decode(String encoded) throws IOException {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0);
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new IOException("a latency histogram cannot be read: it is not HdrHistogram's compressed form", e);
        }
    }

    /** Returns the text of a histogram. */
    public static String encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] bytes = new byte[histogram.encodeIntoCompressedByteBuffer(buffer)];
        buffer.flip().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Returns the sum of some histograms. There must be one at least. */
    public static Histogram pooled(List<String> encoded) throws IOException {
        Histogram all = decode(encoded.getFirst());
        all.setAutoResize(true);
        for (String more : encoded.subList(1, encoded.size())) {
            all.add(decode(more));
        }
        return all;
    }

    /** Returns the percentiles that {@code summary.csv} names; an empty histogram has none. */
    public static Map<String, Double> percentiles(Histogram latency) {
        return latency.getTotalCount() == 0
                ? Map.of()
                : Map.of(
                        Metric.LATENCY_P50_MS.name(), latency.getValueAtPercentile(50) / 1e6,
                        Metric.LATENCY_P99_MS.name(), latency.getValueAtPercentile(99) / 1e6,
                        Metric.LATENCY_P999_MS.name(), latency.getValueAtPercentile(99.9) / 1e6,
                        Metric.LATENCY_MAX_MS.name(), latency.getMaxValue() / 1e6);
    }

    /**
     * Returns response times in which a request that failed counts as much as one that was waited for in vain.
     *
     * @param responseTime of right answers, and of what timed out
     */
    public static Histogram withFailed(Histogram responseTime, long failed, long patienceMillis) {
        // Even a value that was recorded zero times would become the greatest one.
        if (failed == 0) {
            return responseTime;
        }
        Histogram all = responseTime.copy();
        all.recordValueWithCount(TimeUnit.MILLISECONDS.toNanos(patienceMillis), failed);
        return all;
    }
}
