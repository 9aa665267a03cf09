package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.stats.CapacitySearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A search verdict is what the probes of a search for the capacity say by the rules of today.
 *
 * @param outcome whether the capacity stands
 * @param rate the highest rate that kept the objective; null where the boundary was not found
 * @param probe the last probe at that rate that kept it, by its place; -1 where there is none
 * @param unjudged what was lacking, a sentence each
 */
public record SearchVerdict(Outcome outcome, @Nullable Double rate, int probe, List<String> unjudged) {
    /** A search gives up after this many probes. */
    public static final int MOST_PROBES = 40;
    /** A probe that the machine disturbed is made again, at most this many times in a row. */
    public static final int MOST_DISTURBED = 3;

    /**
     * Judges a search.
     *
     * @throws IOException if a histogram cannot be read
     */
    public static SearchVerdict of(Evidence.Search search) throws IOException {
        List<JudgedProbe> probes = new ArrayList<>();
        for (Evidence.Probe probe : search.probes()) {
            probes.add(JudgedProbe.of(search.setup(), search.allowed(), search.objective(), probe));
        }
        return of(probes, search.objective().text(), search.resolution(), search.confirm());
    }

    static SearchVerdict of(List<JudgedProbe> probes, String objective, double resolution, int confirm) {
        List<String> unjudged = probes.stream()
                .flatMap(probe -> probe.unjudged().stream())
                .distinct()
                .toList();
        if (probes.isEmpty()) {
            return new SearchVerdict(unconfirmed("no rate was asked for"), null, -1, unjudged);
        }
        Outcome.Invalid disturbed = disturbedEachTime(probes);
        if (disturbed != null) {
            return new SearchVerdict(disturbed, null, -1, unjudged);
        }
        CapacitySearch search =
                new CapacitySearch(probes.getFirst().rate(), resolution, confirm, Math.max(1, probes.size()));
        probes.stream()
                .filter(probe -> probe.disturbed() == null)
                .forEach(probe -> search.saw(probe.rate(), probe.kept()));
        double kept = search.highestKept();
        double broken = search.lowestBroken();
        int last = -1;
        for (int i = 0; i < probes.size(); i++) {
            JudgedProbe probe = probes.get(i);
            if (probe.disturbed() == null && probe.kept() && probe.rate() == kept) {
                last = i;
            }
        }
        if (!search.confirmed() || last < 0) {
            return new SearchVerdict(unconfirmed(whyNot(probes, objective, kept, broken)), null, -1, unjudged);
        }
        return new SearchVerdict(verdict(votes(probes, kept), votes(probes, broken)), kept, last, unjudged);
    }

    /** Returns the metrics of the point. */
    Map<String, Double> metrics() {
        return rate == null ? Map.of() : Map.of(Metric.MAX_REQUESTS_PER_SECOND.name(), rate);
    }

    private static Outcome.@Nullable Invalid disturbedEachTime(List<JudgedProbe> probes) {
        int times = 0;
        for (JudgedProbe probe : probes.reversed()) {
            if (probe.disturbed() == null) {
                break;
            }
            times++;
        }
        Outcome.Invalid last = probes.getLast().disturbed();
        return last == null || times <= MOST_DISTURBED
                ? null
                : new Outcome.Invalid(
                        last.rule(),
                        String.format(
                                Locale.ROOT,
                                "%.0f/s was asked for %d times and disturbed each time, at last: %s",
                                probes.getLast().rate(),
                                times,
                                last.reason()),
                        List.of());
    }

    private static String whyNot(List<JudgedProbe> probes, String objective, double kept, double broken) {
        return kept == 0
                ? "no rate kept " + objective + ", down to "
                        + Math.round(probes.stream()
                                .mapToDouble(JudgedProbe::rate)
                                .min()
                                .orElse(Double.NaN))
                        + "/s"
                : String.format(
                        Locale.ROOT,
                        "after %d probes the boundary is not confirmed: highest rate that kept the objective %.0f/s, lowest that broke it"
                                + " %.0f/s",
                        probes.size(),
                        kept,
                        broken);
    }

    private static Outcome.Invalid unconfirmed(String reason) {
        return new Outcome.Invalid(RuleName.UNCONFIRMED, reason, List.of());
    }

    private static List<JudgedProbe> votes(List<JudgedProbe> probes, double rate) {
        return probes.stream()
                .filter(probe -> probe.disturbed() == null && probe.rate() == rate)
                .toList();
    }

    private static Outcome verdict(List<JudgedProbe> below, List<JudgedProbe> above) {
        return Stream.of(
                        at("at the highest rate that kept the objective, ", undecided(below, true)),
                        at("at the lowest rate that broke the objective, ", undecided(above, false)))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Outcome.class::cast)
                .orElse(new Outcome.Valid());
    }

    private static Outcome.@Nullable Invalid at(String where, Outcome.@Nullable Invalid undecided) {
        return undecided == null ? null : new Outcome.Invalid(undecided.rule(), where + undecided.reason(), List.of());
    }

    /**
     * Returns what speaks against the votes on a rate where they do not decide. It is null where the votes that nothing speaks
     * against outnumber the opposite ones.
     */
    static Outcome.@Nullable Invalid undecided(List<JudgedProbe> votes, boolean kept) {
        List<JudgedProbe> deciding =
                votes.stream().filter(vote -> vote.kept() == kept).toList();
        long clean = deciding.stream().filter(vote -> vote.against() == null).count();
        return clean > votes.size() - deciding.size()
                ? null
                : deciding.stream()
                        .map(JudgedProbe::against)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }
}
