package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.stats.CapacitySearch;
import dev.heddle.bench.suite.OpenLoop;
import dev.heddle.bench.suite.Suite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The highest rate that keeps the objective, by open-loop probes; each is in the point's series. */
final class Capacity {
    static final String METRIC = "max_requests_per_second";

    private static final int MOST_PROBES = 40;
    /** A probe that the machine disturbed is made again, so often at most in a row. */
    private static final int MOST_SPOILT = 3;

    /** Before each probe's window: the connections are open, the queue that the rate makes has formed. */
    static final long SETTLE_MS = 500;

    private final Testbed bed;
    private final ContestantProcess contestant;
    private final OpenLoop.Capacity plan;
    private final Suite.Objective objective;

    Capacity(Testbed bed, ContestantProcess contestant) {
        this.bed = bed;
        this.contestant = contestant;
        this.plan = Objects.requireNonNull(bed.suite.scenarios().capacity());
        this.objective = bed.suite.objective();
    }

    /**
     * A probe's vote on its rate.
     *
     * @param against what speaks against counting it as the contestant's; null if nothing does
     */
    record Vote(boolean kept, Outcome.@Nullable Invalid against) {}

    /**
     * Searches from a guess.
     *
     * @param closedLoopRate what a closed loop has just reached
     */
    Point measure(double closedLoopRate) throws LaunchException, IOException {
        CapacitySearch search = new CapacitySearch(closedLoopRate, plan.resolution(), plan.confirm(), MOST_PROBES);
        List<Sample> probes = new ArrayList<>();
        Map<Double, Measurement> last = new HashMap<>();
        Map<Double, List<Vote>> votes = new HashMap<>();
        int spoilt = 0;
        for (OptionalDouble next = search.next();
                next.isPresent() && probes.size() < MOST_PROBES;
                next = search.next()) {
            double rate = next.getAsDouble();
            Measurement probe = Measurement.take(
                    bed,
                    contestant,
                    Rates.plan(
                            bed,
                            contestant,
                            rate,
                            plan.connections(),
                            SETTLE_MS,
                            plan.measure().toMillis(),
                            probes.size()));
            boolean kept = keeps(probe);
            Evidence evidence = evidence(probe, kept);
            Outcome.Invalid disturbed = Rules.disturbed(evidence);
            probes.add(sample(probes.size() + 1, rate, probe, kept, disturbed != null));
            if (disturbed == null) {
                search.saw(rate, kept);
                if (kept) {
                    last.put(rate, probe);
                }
                votes.computeIfAbsent(rate, r -> new ArrayList<>()).add(new Vote(kept, against(evidence, kept)));
                spoilt = 0;
            } else if (++spoilt > MOST_SPOILT) {
                return unmeasured(
                        disturbed.rule(),
                        String.format(
                                Locale.ROOT,
                                "%.0f/s was asked for %d times and disturbed each time, at last: %s",
                                rate,
                                spoilt,
                                disturbed.reason()),
                        Map.of("probes", (double) probes.size()),
                        probes);
            }
        }
        return point(search, last, votes, probes);
    }

    private boolean keeps(Measurement probe) {
        return probe.responseTime().getTotalCount() > 0
                && !errsTooOften(probe)
                && probe.withFailed(bed.patience()).getValueAtPercentile(99)
                        <= objective.p99().toNanos();
    }

    private boolean errsTooOften(Measurement probe) {
        return probe.main().counts().errors()
                > objective.errors() * probe.main().counts().scheduled();
    }

    /**
     * Whether a generator that had been on time could have changed a probe's vote. A server that is asked later is done no earlier, and later by
     * no more than it was asked late: lateness adds to response times, and at most its own. So what kept the objective would have kept it, and
     * what broke it by more than the generator was ever late would have broken it.
     */
    static boolean latenessDecides(
            Evidence.GeneratorHealth generator, boolean kept, boolean errors, double objectiveSeconds) {
        return !kept && !errors && generator.response().p99() - generator.most() <= objectiveSeconds;
    }

    private static Sample sample(int number, double rate, Measurement probe, boolean kept, boolean spoilt) {
        Map<String, Double> values = new TreeMap<>(Histograms.percentiles(probe.responseTime()));
        values.put("rate", rate);
        values.put("kept", kept ? 1.0 : 0.0);
        values.put("spoilt", spoilt ? 1.0 : 0.0);
        values.put("steal_share", probe.usage().noise().steal());
        values.put("errors", (double) probe.main().counts().errors());
        values.put("load_side_busy", probe.usage().loadBusy());
        values.put("cpus_used_by_contestant", probe.usage().cpuShare().getOrDefault("contestant", 0.0));
        return new Sample(number, values);
    }

    private Point point(
            CapacitySearch search, Map<Double, Measurement> last, Map<Double, List<Vote>> votes, List<Sample> probes)
            throws IOException {
        double kept = search.highestKept();
        double broken = search.lowestBroken();
        Map<String, Double> context = new TreeMap<>();
        context.put("probes", (double) probes.size());
        if (Double.isFinite(broken)) {
            context.put("lowest_rate_that_broke_it", broken);
        }
        Measurement below = last.get(kept);
        if (!search.confirmed() || below == null) {
            String reason = kept == 0
                    ? "no rate kept " + objective.text() + ", down to " + Math.round(lowest(probes)) + "/s"
                    : String.format(
                            Locale.ROOT,
                            "after %d probes the boundary is not confirmed: highest rate that kept the objective %.0f/s, lowest that"
                                    + " broke it %.0f/s",
                            probes.size(),
                            kept,
                            broken);
            return unmeasured("unconfirmed", reason, context, probes);
        }
        context.putAll(below.context());
        return new Point(
                objective.text(),
                verdict(votes.getOrDefault(kept, List.of()), votes.getOrDefault(broken, List.of())),
                Map.of(METRIC, kept),
                List.of(),
                context,
                below.histograms(),
                probes);
    }

    private Point unmeasured(String rule, String reason, Map<String, Double> context, List<Sample> probes) {
        return new Point(
                objective.text(),
                new Outcome.Invalid(rule, reason, List.of()),
                Map.of(),
                List.of(),
                context,
                Map.of(),
                probes);
    }

    /**
     * A capacity that a fraction of itself contradicts, in the same process and a longer window, is none.
     *
     * @param fractions how much of it was asked for, and what came of it
     */
    static Point sustained(Point capacity, Map<Double, Point> fractions, Suite.Objective objective) {
        for (Map.Entry<Double, Point> asked : fractions.entrySet()) {
            Point point = asked.getValue();
            Double p99 = point.metrics().get("latency_p99_ms");
            boolean contestantsOwn = point.outcome() instanceof Outcome.Valid
                    || (point.outcome() instanceof Outcome.Invalid invalid
                            && invalid.verdict("latency_p99_ms").equals("valid"));
            if (capacity.outcome() instanceof Outcome.Valid
                    && asked.getKey() < 1
                    && contestantsOwn
                    && p99 != null
                    && p99 > objective.p99().toNanos() / 1e6) {
                return new Point(
                        capacity.point(),
                        new Outcome.Invalid(
                                "not-sustained",
                                String.format(
                                        Locale.ROOT,
                                        "at %s of it, asked for longer than a probe, the 99th percentile was %.1f ms",
                                        asked.getKey(),
                                        p99),
                                List.of()),
                        capacity.metrics(),
                        capacity.rungs(),
                        capacity.context(),
                        capacity.histograms(),
                        capacity.series());
            }
        }
        return capacity;
    }

    private Evidence evidence(Measurement probe, boolean kept) throws IOException {
        Evidence evidence = Evidence.openLoop(
                bed, probe, kept ? objective.errors() : 1, plan.warmup().maxJitShare());
        return latenessDecides(
                        evidence.generator(),
                        kept,
                        errsTooOften(probe),
                        objective.p99().toNanos() / 1e9)
                ? evidence
                : evidence.punctual();
    }

    /** What kept must have been measured rightly; what broke must have been the contestant. */
    private static Outcome.@Nullable Invalid against(Evidence evidence, boolean kept) {
        if (!kept) {
            return Rules.notTheContestant(evidence);
        }
        return Rules.judge(evidence) instanceof Outcome.Invalid invalid && voidsCapacity(invalid) ? invalid : null;
    }

    private static Outcome verdict(List<Vote> below, List<Vote> above) {
        Outcome.Invalid undecided = undecided(below, true);
        if (undecided != null) {
            return new Outcome.Invalid(
                    undecided.rule(), "at the highest rate that kept the objective, " + undecided.reason(), List.of());
        }
        undecided = undecided(above, false);
        return undecided == null
                ? new Outcome.Valid()
                : new Outcome.Invalid(
                        undecided.rule(),
                        "at the lowest rate that broke the objective, " + undecided.reason(),
                        List.of());
    }

    /** Why the votes on a rate don't decide: null if those that nothing speaks against are more than the opposite ones. */
    static Outcome.@Nullable Invalid undecided(List<Vote> votes, boolean kept) {
        List<Vote> deciding = votes.stream().filter(vote -> vote.kept() == kept).toList();
        long clean = deciding.stream().filter(vote -> vote.against() == null).count();
        return clean > votes.size() - deciding.size()
                ? null
                : deciding.stream()
                        .map(Vote::against)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private static boolean voidsCapacity(Outcome.Invalid invalid) {
        return invalid.voids().isEmpty()
                || invalid.voids().contains("requests_per_second")
                || invalid.voids().contains("latency_p99_ms");
    }

    private static double lowest(List<Sample> probes) {
        return probes.stream()
                .mapToDouble(probe -> probe.values().getOrDefault("rate", Double.NaN))
                .min()
                .orElse(Double.NaN);
    }
}
