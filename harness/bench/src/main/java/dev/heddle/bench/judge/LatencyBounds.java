package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Histograms;
import dev.heddle.bench.journal.Window;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Tells what a window's latencies may owe to the load side. It stands in a point's context, beside the percentiles. */
public final class LatencyBounds {
    /** The name of a lower bound is the metric's with this. The upper bound is the metric itself. */
    public static final String LOW = ".low";

    private LatencyBounds() {}

    /**
     * Returns the lower bound of each percentile, which is without each request's own lateness, and how late the RPC service's replies
     * were. What was not recorded is absent.
     *
     * @param patienceMillis what a request counts as that failed
     * @throws IOException if a histogram cannot be read
     */
    public static Map<String, Double> of(Window window, long patienceMillis) throws IOException {
        Map<String, Double> bounds = new TreeMap<>();
        String punctual = window.main().punctual();
        if (punctual != null && !punctual.isEmpty()) {
            Histograms.percentiles(Histograms.withFailed(
                            Histograms.decode(punctual), window.main().failedInWindow(), patienceMillis))
                    .forEach((metric, low) -> bounds.put(metric + LOW, low));
        }
        String replies = window.downstream().rpcLateness();
        if (replies != null) {
            Histogram lateness = Histograms.decode(replies);
            bounds.put("rpc_reply_late_mean_ms", lateness.getTotalCount() == 0 ? 0 : lateness.getMean() / 1e6);
            bounds.put("rpc_reply_late_p99_ms", lateness.getValueAtPercentile(99) / 1e6);
            bounds.put("rpc_reply_late_max_ms", lateness.getMaxValue() / 1e6);
        }
        return bounds;
    }
}
