package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A rule is one validity rule of a point under load. It says what must hold for the numbers to be the contestant's own.
 */
interface Rule {
    /** These metrics are void where they are a wait for something else than the contestant. */
    List<String> LATENCIES = List.of(
            Metric.LATENCY_P50_MS.name(),
            Metric.LATENCY_P99_MS.name(),
            Metric.LATENCY_P999_MS.name(),
            Metric.LATENCY_MAX_MS.name());

    /** A limit elsewhere hides these metrics. What a request costs the contestant stands. */
    List<String> RATE_AND_LATENCIES = List.of(
            Metric.REQUESTS_PER_SECOND.name(),
            Metric.LATENCY_P50_MS.name(),
            Metric.LATENCY_P99_MS.name(),
            Metric.LATENCY_P999_MS.name(),
            Metric.LATENCY_MAX_MS.name());

    /** Returns the rule's name, which has a sentence for the reader. */
    RuleName name();

    /** Returns what must be known of a point, or else the rule cannot look at it. */
    Set<Fact> needs();

    /**
     * Returns what was seen where the rule is broken, and which metrics that voids. It is empty where the rule is kept.
     */
    Optional<Breach> look(LoadFacts facts);

    /**
     * A breach tells of a rule that was broken.
     *
     * @param reason what was seen, in a sentence
     * @param voids the metrics that it voids; empty means all
     */
    record Breach(String reason, List<String> voids) {}

    /** Voids every metric where the condition holds; the reason is a format of {@link String#format}. */
    static Optional<Breach> all(boolean broken, String reason, Object... arguments) {
        return some(broken, List.of(), reason, arguments);
    }

    /** Voids these metrics where the condition holds. */
    static Optional<Breach> some(boolean broken, List<String> voids, String reason, Object... arguments) {
        return broken
                ? Optional.of(new Breach(String.format(Locale.ROOT, reason, arguments), voids))
                : Optional.empty();
    }
}
