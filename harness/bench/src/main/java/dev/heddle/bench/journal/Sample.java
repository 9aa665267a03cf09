package dev.heddle.bench.journal;

import java.util.Map;

/**
 * Holds one moment of a point's time series.
 *
 * @param second seconds since the measuring window began; negative before it
 * @param values readings by name, in the unit that the name ends with: {@code scheduled}, {@code answered}, {@code errors} (counts in
 *     this second), {@code response_time_p99_ms}, {@code noop_p99_ms}, {@code rss_bytes}, {@code threads}, …; one that was not
 *     taken is absent
 */
public record Sample(double second, Map<String, Double> values) {}
