package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One validity rule of a point under load: it says what must hold for the numbers to be the contestant's own. */
interface Rule {
    /** The metrics that are a wait for something else than the contestant. */
    List<String> LATENCIES = List.of(
            Metric.LATENCY_P50_MS.name(),
            Metric.LATENCY_P99_MS.name(),
            Metric.LATENCY_P999_MS.name(),
            Metric.LATENCY_MAX_MS.name());

    /** The metrics that a limit elsewhere hides; what a request costs the contestant stands. */
    List<String> RATE_AND_LATENCIES = List.of(
            Metric.REQUESTS_PER_SECOND.name(),
            Metric.LATENCY_P50_MS.name(),
            Metric.LATENCY_P99_MS.name(),
            Metric.LATENCY_P999_MS.name(),
            Metric.LATENCY_MAX_MS.name());

    /** The rule's name and its sentence for the reader. */
    RuleName name();

    /** What must be known of a point, or else the rule can't look at it. */
    Set<Fact> needs();

    /** What was seen where the rule is broken, and which metrics that voids; empty where it is kept. */
    Optional<Breach> look(LoadFacts facts);

    /**
     * A rule that was broken.
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
