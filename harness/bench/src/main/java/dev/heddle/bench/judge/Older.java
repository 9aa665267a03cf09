package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Disturbance;
import dev.heddle.bench.journal.Downstream;
import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Histograms;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.journal.Usage;
import dev.heddle.bench.journal.WarmUp;
import dev.heddle.load.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Judges the points of a record of format 1. That format kept its verdicts and, in each point's context, most of what they rested
 * on. The rules of today are applied to that. Where the record lacks what a rule needs, the verdict of its day stands if that
 * rule had been broken, and the point says what was lacking.
 */
final class Older {
    private static final String CLOSED = "concurrency=";
    private static final String FRACTION = "fraction=";

    /** These facts are known of a probe of the search for a capacity. */
    private static final Set<Fact> OF_A_PROBE = EnumSet.of(Fact.CONTESTANT_CPU, Fact.LOAD_CPU, Fact.STEAL);

    private final OlderSettings settings;
    private final Trial trial;

    Older(OlderSettings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    /**
     * Returns the part of the capacity that the point's rate was to be; null for any other rate, and for a record that is not of
     * format 1.
     */
    static @Nullable Double fraction(Point point) {
        return point.evidence() instanceof Evidence.Older && point.point().startsWith(FRACTION)
                ? Double.valueOf(point.point().substring(FRACTION.length()))
                : null;
    }

    /**
     * Returns the 99th percentile that a capacity keeps, in milliseconds. It is empty unless the point is a capacity in a record
     * of format 1.
     */
    OptionalDouble objectiveMillis(Point point) {
        return point.evidence() instanceof Evidence.Older && ofASearch(point)
                ? OptionalDouble.of(settings.objectiveMillis())
                : OptionalDouble.empty();
    }

    JudgedPoint judge(Point point, Evidence.Older recorded) throws IOException {
        // The readings that a point has tell what kind of point it is.
        if (!point.rungs().isEmpty()) {
            return ladder(point, recorded);
        }
        if (ofASearch(point)) {
            return search(point, recorded);
        }
        return point.context().containsKey("unpinned_share") ? handOffs(point, recorded) : load(point, recorded);
    }

    private static boolean ofASearch(Point point) {
        return point.context().containsKey("probes");
    }

    private static Outcome recordedOutcome(Evidence.Older recorded) {
        return recorded.rule().isEmpty()
                ? new Outcome.Valid()
                : new Outcome.Invalid(recorded.rule(), recorded.reason(), recorded.voids());
    }

    private JudgedPoint load(Point point, Evidence.Older recorded) throws IOException {
        String response = point.histograms().get(Point.RESPONSE_TIME);
        if (!point.context().containsKey("answered") || response == null) {
            return JudgedPoint.of(point, recordedOutcome(recorded), List.of());
        }
        LoadFacts facts = facts(point, Histograms.decode(response));
        List<Outcome.Invalid> broken = new ArrayList<>(Rules.breaches(facts));
        if (stands(recorded, Rules.silent(facts), Rules.names())) {
            broken.add(new Outcome.Invalid(recorded.rule(), recorded.reason(), recorded.voids()));
        }
        return new JudgedPoint(
                point,
                Rules.combined(broken),
                withoutCompilers(point),
                point.histograms(),
                point.series(),
                Rules.unjudged(facts));
    }

    /** Returns the point's metrics. Format 1 had the compilers' time in what a request costs; it stands apart today. */
    private static Map<String, Double> withoutCompilers(Point point) {
        Double cost = point.metrics().get(Metric.CPU_US_PER_REQUEST.name());
        double all = value(point.context(), "cpus_used_by_contestant");
        if (cost == null || all <= 0 || !point.context().containsKey("cpus_used_by_jit")) {
            return point.metrics();
        }
        Map<String, Double> metrics = new LinkedHashMap<>(point.metrics());
        double compilers = cost * value(point.context(), "cpus_used_by_jit") / all;
        metrics.put(Metric.CPU_US_PER_REQUEST.name(), cost - compilers);
        metrics.put(Metric.JIT_CPU_US_PER_REQUEST.name(), compilers);
        return metrics;
    }

    /** Returns whether the verdict of its day stands, since today's rules could not look or have no such rule. */
    private static boolean stands(Evidence.Older recorded, List<RuleName> silent, List<RuleName> asked) {
        return !recorded.rule().isEmpty()
                && RuleName.of(recorded.rule())
                        .map(rule -> silent.contains(rule) || !asked.contains(rule))
                        .orElse(true);
    }

    private LoadFacts facts(Point point, Histogram response) throws IOException {
        Map<String, Double> context = point.context();
        double windowSeconds = settings.measureSeconds(trial.scenario());
        boolean closed = point.point().startsWith(CLOSED);
        boolean disturbed = context.containsKey("slow_from_second");
        Set<Fact> lacks = EnumSet.noneOf(Fact.class);
        Double rpcSeconds = settings.rpcSeconds();
        if (rpcSeconds == null) {
            lacks.add(Fact.RPC_TIME);
        }
        // Heavy requests and a slow service make requests wait on purpose, so no wait needs to be explained.
        if (disturbed || Set.of("cpu", "block").contains(point.point())) {
            rpcSeconds = null;
            lacks.remove(Fact.RPC_TIME);
        }
        String lateness = point.histograms().get(Point.LATENESS);
        if (lateness == null || !context.containsKey("generator_late_tick_max_ms")) {
            lacks.add(Fact.LATENESS);
        }
        Double rate = point.metrics().get(Metric.REQUESTS_PER_SECOND.name());
        double answered = value(context, "answered");
        double heavyAnswered = value(context, "heavy_answered");
        double heavyErrors = value(context, "heavy_errors");
        Double queries = context.get("queries");
        List<Sample> seconds = disturbed
                ? List.of()
                : point.series().stream()
                        .filter(sample -> sample.second() >= 0 && sample.second() < Math.floor(windowSeconds))
                        .sorted(Comparator.comparingDouble(Sample::second))
                        .toList();
        return new LoadFacts(
                new Evidence.Setup(
                        closed ? Integer.parseInt(point.point().replaceFirst(".*=", "")) : 0,
                        settings.serverCpus(),
                        settings.loadCpus(),
                        settings.pool(),
                        settings.calls(),
                        rpcSeconds,
                        disturbed),
                settings.allowed(trial.scenario(), closed ? 0 : disturbed ? 1 : settings.objectiveErrors()),
                new Tally(
                        (long) (value(context, "scheduled") + heavyAnswered + heavyErrors),
                        (long) (answered + heavyAnswered),
                        (long) (value(context, "wrong") + heavyErrors),
                        (long) value(context, "timed_out"),
                        (long) value(context, "refused"),
                        (long) value(context, "unsent"),
                        "what, was not recorded"),
                (long) (answered + heavyAnswered),
                new Downstream(
                        (long) value(context, "rpc_calls"),
                        queries == null ? null : Long.valueOf(queries.longValue()),
                        queries == null ? 0 : value(context, "query_executing_us") * queries / 1e3),
                rate == null ? answered / windowSeconds : rate,
                response.getMean() / 1e9,
                usage(context),
                new GeneratorHealth(
                        windowSeconds,
                        value(context, "generator_late_tick_max_ms") / 1e3,
                        lateness == null
                                ? GeneratorHealth.Times.NONE
                                : GeneratorHealth.Times.of(Histograms.decode(lateness)),
                        GeneratorHealth.Times.of(response),
                        null),
                closed ? settings.windows() : 1,
                counts(seconds, "answered"),
                closed ? List.of() : counts(seconds, "scheduled"),
                lacks);
    }

    private static List<Long> counts(List<Sample> seconds, String name) {
        return seconds.stream()
                .map(sample -> (long) value(sample.values(), name))
                .toList();
    }

    private static Usage usage(Map<String, Double> context) {
        Map<String, Double> cpus = new HashMap<>();
        for (String group : List.of(Usage.CONTESTANT, "load", "rpc", "postgres", "bench")) {
            cpus.put(group, value(context, "cpus_used_by_" + group));
        }
        return new Usage(
                0,
                cpus,
                value(context, "cpus_used_by_jit"),
                0,
                0,
                0,
                0,
                0,
                value(context, "load_side_busy"),
                disturbance(context),
                Map.of(),
                0);
    }

    private static Disturbance disturbance(Map<String, Double> context) {
        return new Disturbance(
                value(context, "steal_share"),
                value(context, "throttled_share"),
                context.get("cpu_pressure_share"),
                value(context, "foreign_cpus_beside_contestant"),
                value(context, "foreign_cpus_beside_load"));
    }

    private JudgedPoint search(Point point, Evidence.Older recorded) {
        List<JudgedProbe> probes = new ArrayList<>();
        for (Sample sample : point.series()) {
            probes.add(probe(sample));
        }
        if (probes.isEmpty()) {
            return JudgedPoint.of(point, recordedOutcome(recorded), List.of());
        }
        SearchVerdict verdict = SearchVerdict.of(probes, point.point(), settings.resolution(), settings.confirm());
        boolean keptSide = recorded.reason().startsWith("at the highest rate");
        // Lateness never decides about a rate that kept the objective, so nothing is lacking there.
        List<RuleName> silent = keptSide ? List.of() : List.of(RuleName.GENERATOR_LATE, RuleName.FOREIGN_LOAD);
        Outcome outcome = verdict.outcome() instanceof Outcome.Valid && stands(recorded, silent, asked())
                ? recordedOutcome(recorded)
                : verdict.outcome();
        return new JudgedPoint(
                point, outcome, verdict.metrics(), point.histograms(), point.series(), verdict.unjudged());
    }

    private static List<RuleName> asked() {
        List<RuleName> asked = new ArrayList<>(Rules.names());
        asked.addAll(List.of(RuleName.UNCONFIRMED, RuleName.NOT_SUSTAINED));
        return asked;
    }

    private JudgedProbe probe(Sample sample) {
        Map<String, Double> values = sample.values();
        boolean kept = value(values, "kept") > 0;
        boolean errs = settings.objectiveErrors() == 0 && value(values, "errors") > 0;
        Set<Fact> lacks = EnumSet.complementOf(EnumSet.copyOf(OF_A_PROBE));
        LoadFacts facts = new LoadFacts(
                new Evidence.Setup(
                        0, settings.serverCpus(), settings.loadCpus(), settings.pool(), settings.calls(), null, false),
                settings.allowed("capacity", settings.objectiveErrors()),
                new Tally(0, 0, 0, 0, 0, 0, ""),
                0,
                new Downstream(0, null, 0),
                0,
                0,
                usage(values),
                GeneratorHealth.PUNCTUAL,
                1,
                List.of(),
                List.of(),
                lacks);
        JudgedProbe judged = JudgedProbe.of(value(values, "rate"), kept, errs, settings.objectiveMillis() / 1e3, facts);
        boolean spoilt = value(values, "spoilt") > 0;
        return spoilt && judged.disturbed() == null
                ? new JudgedProbe(
                        judged.rate(),
                        kept,
                        new Outcome.Invalid(
                                RuleName.FOREIGN_LOAD, "the machine disturbed it, as the record says", List.of()),
                        judged.against(),
                        judged.unjudged())
                : judged;
    }

    private JudgedPoint ladder(Point point, Evidence.Older recorded) {
        WarmUp.Burst last = trial.warmups().isEmpty()
                ? new WarmUp.Burst(0, Double.NaN, 0, 0)
                : trial.warmups().getLast().hottest();
        Outcome today = PointRules.ladder(
                new Evidence.Ladder(
                        recorded.rule().equals(RuleName.ERRORS.text()) ? recorded.reason() : "",
                        last.jitShare(),
                        settings.allowed("memory", 0).jitShare()),
                point.rungs());
        return JudgedPoint.of(
                point,
                today instanceof Outcome.Valid
                                && stands(recorded, List.of(), List.of(RuleName.NEVER_STEADY, RuleName.KERNEL_MEMORY))
                        ? recordedOutcome(recorded)
                        : today,
                PointRules.unjudged(point.rungs()));
    }

    private JudgedPoint handOffs(Point point, Evidence.Older recorded) {
        boolean known = point.context().containsKey("steal_share");
        Outcome today = PointRules.handOffs(new Evidence.HandOffs(
                disturbance(point.context()),
                settings.allowed("switching", 0),
                value(point.context(), "unpinned_share")));
        List<RuleName> silent = known ? List.of() : List.of(RuleName.STEAL, RuleName.THROTTLING);
        return JudgedPoint.of(
                point,
                today instanceof Outcome.Valid
                                && stands(
                                        recorded,
                                        silent,
                                        List.of(RuleName.STEAL, RuleName.THROTTLING, RuleName.UNPINNED))
                        ? recordedOutcome(recorded)
                        : today,
                known ? List.of() : List.of(Fact.STEAL.missing(silent)));
    }

    private static double value(Map<String, Double> values, String name) {
        return values.getOrDefault(name, 0.0);
    }
}
