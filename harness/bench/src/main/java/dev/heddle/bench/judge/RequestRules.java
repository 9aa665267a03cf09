package dev.heddle.bench.judge;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds the rules about requests: each request got its answer and did its work, and the laws of queues hold. */
final class RequestRules {
    /** These rules are about each request. */
    static final List<Rule> ANSWERS = List.of(new Errors(), new Conservation(), new Parity());
    /**
     * These rules are about all requests together. Where one of them is broken and nothing else is wrong, something was
     * mismeasured.
     */
    static final List<Rule> LAWS = List.of(new LittlesLaw(), new PoolCeiling(), new CpuCeiling());

    private RequestRules() {}

    /** Demands that every request got the right answer in time, or as many as the objective demands. */
    record Errors() implements Rule {
        @Override
        public RuleName name() {
            return RuleName.ERRORS;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.COUNTS);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            long errors = facts.counts().errors();
            return Rule.all(
                    errors > facts.allowedErrors() || facts.requestsPerSecond() == 0,
                    "%d of %d requests went wrong, the first one with: %s",
                    errors,
                    facts.counts().scheduled(),
                    facts.counts().firstError());
        }
    }

    /** Demands that every request is accounted for. */
    record Conservation() implements Rule {
        @Override
        public RuleName name() {
            return RuleName.CONSERVATION;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.COUNTS);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            return Rule.all(!facts.counts().conserved(), "requests are unaccounted for: %s", facts.counts());
        }
    }

    /**
     * Demands that every request made its RPC calls and its query, and no more. A contestant that answers early has not done the
     * work.
     */
    record Parity() implements Rule {
        @Override
        public RuleName name() {
            return RuleName.PARITY;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.COUNTS, Fact.DOWNSTREAM);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            Long queries = facts.downstream().queries();
            return counted(
                            "RPC service",
                            "calls",
                            facts.downstream().calls(),
                            facts.setup().callsPerRequest(),
                            facts)
                    .or(() -> queries == null ? Optional.empty() : counted("database", "queries", queries, 1, facts));
        }

        private static Optional<Breach> counted(String who, String what, long seen, int perRequest, LoadFacts facts) {
            long least = facts.answered() * perRequest;
            // A request that went wrong may have made some of its calls.
            long most = least + facts.counts().errors() * perRequest;
            return Rule.all(
                    seen < least || seen > most,
                    "the %s counted %d %s where %d belong to %d requests",
                    who,
                    seen,
                    what,
                    least,
                    facts.answered());
        }
    }

    /**
     * Demands that the requests in flight are rate times residence (Little 1961). A closed loop without think time keeps all its
     * users in flight.
     */
    record LittlesLaw() implements Rule {
        /**
         * The two numbers may be apart by this part, and by the requests at each window's ends. At an end, up to a whole latency
         * a user is counted that lies before the window, or is missing.
         */
        static final double TOLERANCE = 0.05;

        @Override
        public RuleName name() {
            return RuleName.LITTLES_LAW;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.LATENCY, Fact.SECONDS);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            return Rule.all(
                    facts.setup().users() > 0
                            && Math.abs(facts.inFlight() / facts.setup().users() - 1) > TOLERANCE + ends(facts),
                    "rate times latency is %.1f requests in flight, where %d users kept one each",
                    facts.inFlight(),
                    facts.setup().users());
        }

        private static double ends(LoadFacts facts) {
            int seconds = facts.answeredPerSecond().size();
            return seconds == 0 ? 0 : facts.windows() * facts.meanLatencySeconds() / seconds;
        }
    }

    /**
     * Demands that the rate is at most the pool divided by the query time, since so many connections cannot have executed more.
     */
    record PoolCeiling() implements Rule {
        /** The limit is multiplied by this, since the clocks of two machines' processes read a little apart. */
        static final double TOLERANCE = 1.05;

        @Override
        public RuleName name() {
            return RuleName.POOL_CEILING;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.DOWNSTREAM);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            return Rule.all(
                    facts.poolExecuting() > TOLERANCE,
                    "%.0f requests/s of one query each are more than a pool of %d can execute at %.2f ms a query",
                    facts.requestsPerSecond(),
                    facts.setup().pool(),
                    1e3 * facts.downstream().querySeconds());
        }
    }

    /**
     * Demands that the rate is at most the CPUs divided by the CPU time a request, since the contestant cannot have used more
     * CPUs than it has.
     */
    record CpuCeiling() implements Rule {
        static final double TOLERANCE = 1.03;

        @Override
        public RuleName name() {
            return RuleName.CPU_CEILING;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.CONTESTANT_CPU);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            double cpus = facts.usage().contestantCpus();
            return Rule.all(
                    cpus / facts.setup().serverCpus() > TOLERANCE,
                    "the contestant used %.2f of the %d CPUs that it has: its requests/s times CPU time a request are more than can be",
                    cpus,
                    facts.setup().serverCpus());
        }
    }
}
