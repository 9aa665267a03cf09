package dev.heddle.bench.trial;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Rules about requests: each got its answer, did its work, and the laws of queues hold. */
final class RequestRules {
    /** About each request. */
    static final List<Rule> ANSWERS = List.of(new Errors(), new Conservation(), new Parity());
    /** About all of them: where one is broken and nothing else is wrong, something was mismeasured. */
    static final List<Rule> LAWS = List.of(new LittlesLaw(), new PoolCeiling(), new CpuCeiling());

    private RequestRules() {}

    /** Every request got the right answer in time, or as many as the objective demands. */
    record Errors() implements Rule {
        @Override
        public String name() {
            return "errors";
        }

        @Override
        public Optional<Breach> look(Evidence evidence) {
            long errors = evidence.counts().errors();
            return Rule.all(
                    errors > evidence.allowedErrors() || evidence.requestsPerSecond() == 0,
                    "%d of %d requests went wrong, the first one with: %s",
                    errors,
                    evidence.counts().scheduled(),
                    evidence.counts().firstError());
        }
    }

    /** Every request is accounted for. */
    record Conservation() implements Rule {
        @Override
        public String name() {
            return "conservation";
        }

        @Override
        public Optional<Breach> look(Evidence evidence) {
            return Rule.all(!evidence.counts().conserved(), "requests are unaccounted for: %s", evidence.counts());
        }
    }

    /** Every request made its RPC calls and its query, and no more: who answers early has not done the work. */
    record Parity() implements Rule {
        @Override
        public String name() {
            return "parity";
        }

        @Override
        public Optional<Breach> look(Evidence evidence) {
            OptionalLong queries = evidence.downstream().queries();
            return counted("RPC service", "calls", evidence.downstream().calls(), evidence.callsPerRequest(), evidence)
                    .or(() -> queries.isEmpty()
                            ? Optional.empty()
                            : counted("database", "queries", queries.getAsLong(), 1, evidence));
        }

        private static Optional<Breach> counted(String who, String what, long seen, int perRequest, Evidence evidence) {
            long least = evidence.answered() * perRequest;
            // A request that went wrong may have made some of its calls.
            long most = least + evidence.errors() * perRequest;
            return Rule.all(
                    seen < least || seen > most,
                    "the %s counted %d %s where %d belong to %d requests",
                    who,
                    seen,
                    what,
                    least,
                    evidence.answered());
        }
    }

    /** In flight = rate times residence (Little 1961): a closed loop without think time keeps all its users in flight. */
    record LittlesLaw() implements Rule {
        /**
         * How far the two may be apart, besides the requests at each window's ends: of those, up to a whole latency a user is counted that
         * lies before the window, or is missing.
         */
        static final double TOLERANCE = 0.05;

        @Override
        public String name() {
            return "littles-law";
        }

        @Override
        public Optional<Breach> look(Evidence evidence) {
            return Rule.all(
                    evidence.users() > 0
                            && Math.abs(evidence.inFlight() / evidence.users() - 1) > TOLERANCE + ends(evidence),
                    "rate times latency is %.1f requests in flight, where %d users kept one each",
                    evidence.inFlight(),
                    evidence.users());
        }

        private static double ends(Evidence evidence) {
            int seconds = evidence.conditions().answeredPerSecond().size();
            return seconds == 0 ? 0 : evidence.conditions().windows() * evidence.meanLatencySeconds() / seconds;
        }
    }

    /** Rate ≤ pool ÷ query time: so many connections cannot have executed more. */
    record PoolCeiling() implements Rule {
        /** For what the clocks of two machines' processes read apart. */
        static final double TOLERANCE = 1.05;

        @Override
        public String name() {
            return "pool-ceiling";
        }

        @Override
        public Optional<Breach> look(Evidence evidence) {
            return Rule.all(
                    evidence.poolExecuting() > TOLERANCE,
                    "%.0f requests/s of one query each are more than a pool of %d can execute at %.2f ms a query",
                    evidence.requestsPerSecond(),
                    evidence.conditions().pool(),
                    1e3 * evidence.downstream().querySeconds());
        }
    }

    /** Rate ≤ CPUs ÷ CPU time a request: the contestant cannot have used more CPUs than it has. */
    record CpuCeiling() implements Rule {
        static final double TOLERANCE = 1.03;

        @Override
        public String name() {
            return "cpu-ceiling";
        }

        @Override
        public Optional<Breach> look(Evidence evidence) {
            return Rule.all(
                    evidence.serverBusy() > TOLERANCE,
                    "the contestant used %.2f of the %d CPUs that it has: its requests/s times CPU time a request are more than can be",
                    evidence.serverBusy() * evidence.serverCpus(),
                    evidence.serverCpus());
        }
    }
}
