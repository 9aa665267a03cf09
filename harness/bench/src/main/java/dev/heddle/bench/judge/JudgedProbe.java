package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Histograms;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Window;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A judged probe is one probe of a search for the capacity, with what the rules say of it.
 *
 * @param rate requests a second
 * @param kept whether it kept the objective
 * @param disturbed what disturbed it and may be gone when it is made again; null if nothing did
 * @param against what speaks against counting its vote as the contestant's; null if nothing does
 * @param unjudged what was lacking, a sentence each
 */
public record JudgedProbe(
        double rate,
        boolean kept,
        Outcome.@Nullable Invalid disturbed,
        Outcome.@Nullable Invalid against,
        List<String> unjudged) {
    public JudgedProbe {
        unjudged = List.copyOf(unjudged);
    }

    /**
     * Judges a probe.
     *
     * @throws IOException if a histogram cannot be read
     */
    public static JudgedProbe of(
            Evidence.Setup setup, Evidence.Allowed allowed, Evidence.Objective objective, Evidence.Probe probe)
            throws IOException {
        Window window = probe.window();
        boolean errs = window.main().counts().errors()
                > objective.errors() * window.main().counts().scheduled();
        Histogram response = Histograms.decode(window.main().responseTime());
        boolean kept = response.getTotalCount() > 0
                && !errs
                && Histograms.withFailed(response, window.main().failedInWindow(), objective.patienceMillis())
                                .getValueAtPercentile(99)
                        <= objective.p99Millis() * 1e6;
        return of(probe.rate(), kept, errs, objective.p99Millis() / 1e3, LoadFacts.of(setup, allowed, window, 1));
    }

    /**
     * Judges a probe by its facts. If it kept the objective, it must have been measured rightly. If it broke the objective, the
     * cause must have been the contestant.
     */
    static JudgedProbe of(double rate, boolean kept, boolean errs, double objectiveSeconds, LoadFacts facts) {
        LoadFacts seen = kept ? facts : facts.tolerant();
        boolean unknown = !kept && !errs && facts.lacks().contains(Fact.LATENESS);
        boolean decides = latenessDecides(facts.generator(), kept, errs, objectiveSeconds);
        if (!unknown && !decides) {
            seen = seen.punctual();
        }
        Outcome.Invalid against = kept
                ? Rules.judge(seen) instanceof Outcome.Invalid invalid && voidsCapacity(invalid) ? invalid : null
                : Rules.notTheContestant(seen);
        GeneratorHealth.Times punctual = facts.generator().punctual();
        if (against == null && decides && punctual != null) {
            against = new Outcome.Invalid(
                    RuleName.GENERATOR_LATE,
                    String.format(
                            Locale.ROOT,
                            "the objective of %.2f ms lies between the 99th percentile without the load engine's own lateness, %.2f ms, and"
                                    + " the measured one, %.2f ms",
                            1e3 * objectiveSeconds,
                            1e3 * punctual.p99(),
                            1e3 * facts.generator().response().p99()),
                    List.of());
        }
        return new JudgedProbe(rate, kept, Rules.disturbed(seen), against, Rules.unjudged(seen));
    }

    /**
     * Returns whether a generator that had been on time could have changed a probe's vote. A server that is asked later is not
     * done earlier. It is done later by no more than it was asked late. So lateness adds to response times, and at most its own
     * amount. What kept the objective would then have kept it on time too, and what broke it without each request's own lateness
     * would have broken it. A record without that bound tells only how late the generator ever was.
     */
    static boolean latenessDecides(GeneratorHealth generator, boolean kept, boolean errs, double objectiveSeconds) {
        GeneratorHealth.Times punctual = generator.punctual();
        double least = punctual == null ? generator.response().p99() - generator.most() : punctual.p99();
        return !kept && !errs && least <= objectiveSeconds;
    }

    private static boolean voidsCapacity(Outcome.Invalid invalid) {
        return invalid.voids().isEmpty()
                || invalid.voids().contains(Metric.REQUESTS_PER_SECOND.name())
                || invalid.voids().contains(Metric.LATENCY_P99_MS.name());
    }
}
