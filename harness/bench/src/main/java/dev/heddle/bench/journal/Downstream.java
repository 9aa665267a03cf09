package dev.heddle.bench.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the downstreams were asked for.
 *
 * @param calls RPC calls
 * @param queries queries that ran to their end; null where the reader's own database does not count them
 * @param executingMillis how long PostgreSQL was executing them, added up over sessions; 0 where it does not tell
 * @param rpcLateness how late the RPC service's replies were against their due times: an HdrHistogram of nanoseconds, compressed, in
 *     base 64; null in a record of before it was recorded
 */
public record Downstream(
        long calls,
        @Nullable Long queries,
        double executingMillis,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String rpcLateness) {
    /** Counts what was asked for where no lateness is known. */
    public Downstream(long calls, @Nullable Long queries, double executingMillis) {
        this(calls, queries, executingMillis, null);
    }

    /**
     * Returns what was asked for since an earlier count.
     *
     * @throws IOException if a histogram cannot be read
     */
    public Downstream since(Downstream before) throws IOException {
        return new Downstream(
                calls - before.calls,
                queries == null || before.queries == null ? null : Long.valueOf(queries - before.queries),
                Math.max(0, executingMillis - before.executingMillis),
                without(rpcLateness, before.rpcLateness));
    }

    private static @Nullable String without(@Nullable String all, @Nullable String before) throws IOException {
        if (all == null || before == null) {
            return null;
        }
        Histogram since = Histograms.decode(all);
        since.subtract(Histograms.decode(before));
        return Histograms.encode(since);
    }

    /**
     * Returns the sum of both counts.
     *
     * @throws IOException if a histogram cannot be read
     */
    public Downstream plus(Downstream other) throws IOException {
        return new Downstream(
                calls + other.calls,
                queries == null || other.queries == null ? null : Long.valueOf(queries + other.queries),
                executingMillis + other.executingMillis,
                rpcLateness == null || other.rpcLateness == null
                        ? null
                        : Histograms.encode(Histograms.pooled(List.of(rpcLateness, other.rpcLateness))));
    }

    /** Returns how long PostgreSQL executes one query in the mean, in seconds; 0 where that is not known. */
    public double querySeconds() {
        return queries == null || queries <= 0 ? 0 : executingMillis / 1e3 / queries;
    }
}
