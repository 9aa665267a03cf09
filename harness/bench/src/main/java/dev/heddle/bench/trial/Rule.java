package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One validity rule of a point under load: what must hold for its numbers to be the contestant's own. */
interface Rule {
    /** What waits for something else than the contestant. */
    List<String> LATENCIES = List.of("latency_p50_ms", "latency_p99_ms", "latency_p999_ms", "latency_max_ms");

    /** What a limit elsewhere hides; what a request costs the contestant stands. */
    List<String> RATE_AND_LATENCIES =
            List.of("requests_per_second", "latency_p50_ms", "latency_p99_ms", "latency_p999_ms", "latency_max_ms");

    /** The rule's name, as in {@code summary.csv}. */
    String name();

    /** What was seen where the rule is broken, and which metrics that voids; empty where it is kept. */
    Optional<Breach> look(Evidence evidence);

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

    /** The outcome that this breach is. */
    default Outcome.Invalid invalid(Breach breach) {
        return new Outcome.Invalid(name(), breach.reason(), breach.voids());
    }
}
