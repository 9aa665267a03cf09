package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.judge.GeneratorHealth.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the rules about who was the limit. A number is the contestant's own only where the contestant was the limit.
 *
 * <p>How busy CPUs were is known to within bounds. A rule is broken only where it is broken at every figure between them: of what must be
 * above a threshold the lower bound counts, and of what must be below it the upper one.
 */
final class BottleneckRules {
    static final List<Rule> ALL = List.of(
            new GeneratorLate(), new GeneratorHot(), new DownstreamBound(), new LoadSideBound(), new UnexplainedWait());

    /** Above this share of its CPUs in use, the contestant's own CPUs are the limit. */
    static final double SERVER_BUSY = 0.95;
    /** Above this share, a process, or the load side's CPUs together, are taken to be the limit. */
    static final double BUSY = 0.90;

    private BottleneckRules() {}

    /**
     * Demands that the generator's lateness does not decide. In an open loop each percentile has two bounds: as measured, and without
     * each request's own lateness. A percentile whose bounds lie too far apart is not known. A closed loop, and a record without
     * the second bound, is judged by how late the generator was.
     */
    record GeneratorLate() implements Rule {
        /** Lateness up to this many seconds does not matter. */
        static final double LATE_SECONDS = 0.001;
        /**
         * Lateness up to this part of a measured percentile does not matter. A generator that is later than both limits has
         * measured itself there.
         */
        static final double LATE = 0.1;
        /**
         * Lateness up to this part of the maximum does not matter. The part is larger, because the maximum is the time of only
         * one request.
         */
        static final double LATE_MAXIMUM = 0.5;

        /**
         * Describes a percentile: the part of the requests that lies beyond it, the part of it that lateness may be, and the
         * metrics that are void where the generator was late there.
         */
        private record Percentile(double beyond, double part, List<String> voids) {}

        private static final Percentile P99 = new Percentile(0.01, LATE, LATENCIES);
        private static final Percentile P999 =
                new Percentile(0.001, LATE, List.of(Metric.LATENCY_P999_MS.name(), Metric.LATENCY_MAX_MS.name()));
        private static final Percentile MAXIMUM =
                new Percentile(0, LATE_MAXIMUM, List.of(Metric.LATENCY_MAX_MS.name()));

        @Override
        public RuleName name() {
            return RuleName.GENERATOR_LATE;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.LATENESS, Fact.LATENCY);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            GeneratorHealth health = facts.generator();
            Times lateness = health.lateness();
            Times response = health.response();
            Times punctual = health.punctual();
            if (facts.setup().users() == 0 && punctual != null) {
                Double allowed = facts.allowed().lateness();
                return bounds(punctual, response, allowed == null ? LATE : allowed);
            }
            Optional<Breach> p99 = look(health, P99, lateness.p99(), response.p99());
            // The tail of a closed loop hides what the tail of an open loop would show, so nobody should go by it.
            return facts.setup().users() > 0
                    ? p99
                    : p99.or(() -> look(health, P999, lateness.p999(), response.p999()))
                            .or(() -> look(health, MAXIMUM, lateness.max(), response.max()));
        }

        private static Optional<Breach> bounds(Times low, Times high, double allowed) {
            List<String> voids = new ArrayList<>();
            List<String> reasons = new ArrayList<>();
            bound("50th percentile", Metric.LATENCY_P50_MS, low.p50(), high.p50(), allowed, voids, reasons);
            bound("99th percentile", Metric.LATENCY_P99_MS, low.p99(), high.p99(), allowed, voids, reasons);
            bound("99.9th percentile", Metric.LATENCY_P999_MS, low.p999(), high.p999(), allowed, voids, reasons);
            bound("maximum", Metric.LATENCY_MAX_MS, low.max(), high.max(), LATE_MAXIMUM, voids, reasons);
            return Rule.some(
                    !voids.isEmpty(),
                    voids,
                    "without the load engine's own lateness the %s: so much is partly its own",
                    String.join(", the ", reasons));
        }

        private static void bound(
                String name,
                Metric metric,
                double low,
                double high,
                double allowed,
                List<String> voids,
                List<String> reasons) {
            if (high > low * (1 + allowed)) {
                voids.add(metric.name());
                reasons.add(String.format(
                        Locale.ROOT, "%s is %.2f ms, where %.2f ms were measured", name, 1e3 * low, 1e3 * high));
            }
        }

        /**
         * Looks at one percentile. A stall reaches it where the stall is a greater part of the window than the part of the
         * requests that lies beyond the percentile.
         */
        private static Optional<Breach> look(
                GeneratorHealth health, Percentile percentile, double lateness, double response) {
            double bearable = Math.max(LATE_SECONDS, percentile.part() * response);
            double stall = health.longestStallSeconds();
            return Rule.some(
                            lateness > bearable,
                            percentile.voids(),
                            "the load engine was late itself by %.1f ms or more for %s requests, where %.1f ms were measured: that is"
                                    + " partly its own",
                            1e3 * lateness,
                            percentile.beyond() == 0
                                    ? "some"
                                    : String.format(Locale.ROOT, "%.1f %% of the", 100 * percentile.beyond()),
                            1e3 * response)
                    .or(() -> Rule.some(
                            stall > Math.max(bearable, percentile.beyond() * health.windowSeconds()),
                            percentile.voids(),
                            "the load engine stood still for up to %.1f ms, where %.1f ms were measured: that is partly its own",
                            1e3 * stall,
                            1e3 * response));
        }
    }

    /** Demands that the generator had CPU time to spare. */
    record GeneratorHot() implements Rule {
        @Override
        public RuleName name() {
            return RuleName.GENERATOR_HOT;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.PROCESS_CPU, Fact.CONTESTANT_CPU);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            return Rule.some(
                    facts.loadSideShare("load") > BUSY && facts.serverBusy().high() < SERVER_BUSY,
                    RATE_AND_LATENCIES,
                    "the load engine alone used %.0f %% of the load side's CPUs: it could not have asked for more",
                    100 * facts.loadSideShare("load"));
        }
    }

    /** Demands that PostgreSQL and the RPC service could have done more. */
    record DownstreamBound() implements Rule {
        /**
         * A connection is taken for longer than PostgreSQL executes. It is taken for the way there and back too, and until the
         * contestant's thread has its turn. So connections that execute for more than this part of the time are never free while
         * there are more requests than connections.
         */
        static final double POOL_EXECUTING = 0.1;

        @Override
        public RuleName name() {
            return RuleName.DOWNSTREAM_BOUND;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.PROCESS_CPU, Fact.CONTESTANT_CPU, Fact.LOAD_CPU, Fact.DOWNSTREAM, Fact.LATENCY);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            if (facts.serverBusy().high() >= SERVER_BUSY) {
                return Optional.empty();
            }
            return busy(facts, "postgres", "PostgreSQL")
                    .or(() -> busy(facts, "rpc", "the RPC service"))
                    .or(() -> Rule.some(
                            facts.loadBusy().high() <= BUSY
                                    && facts.poolExecuting() > POOL_EXECUTING
                                    && facts.inFlight() > facts.setup().pool(),
                            RATE_AND_LATENCIES,
                            "%.0f requests in flight shared %d database connections, which were executing %.0f %% of the time and on"
                                    + " their way for the rest: they waited for the pool",
                            facts.inFlight(),
                            facts.setup().pool(),
                            100 * facts.poolExecuting()));
        }

        private static Optional<Breach> busy(LoadFacts facts, String group, String name) {
            return Rule.some(
                    facts.loadSideShare(group) > BUSY,
                    RATE_AND_LATENCIES,
                    "%s alone used %.0f %% of the load side's CPUs: it could not have answered more",
                    name,
                    100 * facts.loadSideShare(group));
        }
    }

    /**
     * Demands that generator, RPC service and PostgreSQL together were not the limit: they could have asked more of the
     * contestant.
     */
    record LoadSideBound() implements Rule {
        @Override
        public RuleName name() {
            return RuleName.LOAD_SIDE_BOUND;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.LOAD_CPU, Fact.CONTESTANT_CPU);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            return Rule.some(
                    facts.loadBusy().low() > BUSY && facts.serverBusy().high() < SERVER_BUSY,
                    RATE_AND_LATENCIES,
                    "the load side's CPUs were %.0f %% busy, the contestant's only %.0f %%: this is what generator, RPC service and"
                            + " PostgreSQL can carry, not what the contestant can",
                    100 * facts.loadBusy().value(),
                    100 * facts.serverBusy().value());
        }
    }

    /**
     * Demands that someone was busy where requests waited. A wait in which nobody worked is a sleep, a lock or a setting, and no
     * model's cost.
     */
    record UnexplainedWait() implements Rule {
        /** A wait is looked at where it is more than this part of a request's time. */
        static final double SHARE = 0.7;
        /** A wait is unexplained only where both sides used less than this part of their CPUs. */
        static final double IDLE = 0.5;

        @Override
        public RuleName name() {
            return RuleName.UNEXPLAINED_WAIT;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.RPC_TIME, Fact.LATENCY, Fact.CONTESTANT_CPU, Fact.LOAD_CPU);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            Double rpcSeconds = facts.setup().rpcSeconds();
            if (rpcSeconds == null) {
                return Optional.empty();
            }
            double wait = facts.meanLatencySeconds() - rpcSeconds;
            return Rule.some(
                    wait > SHARE * facts.meanLatencySeconds()
                            && facts.serverBusy().high() < IDLE
                            && facts.loadBusy().high() < IDLE,
                    RATE_AND_LATENCIES,
                    "requests took %.1f ms, the RPC calls in them %.1f ms, and meanwhile the contestant's CPUs were %.0f %% and the others"
                            + " %.0f %% busy: they waited for something that is neither work nor a downstream",
                    1e3 * facts.meanLatencySeconds(),
                    1e3 * rpcSeconds,
                    100 * facts.serverBusy().value(),
                    100 * facts.loadBusy().value());
        }
    }
}
