package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The validity rules of a closed-loop point, in the order in which they are asked; the first one broken names the verdict. */
final class Rules {
    /** Above this the load side's CPUs are taken to be the limit, if the contestant's own are not. */
    static final double LOAD_SIDE_BUSY = 0.90;
    /** Above this the contestant's own CPUs are the limit. */
    static final double SERVER_BUSY = 0.95;
    /** How far in flight may be from rate times residence. */
    static final double LITTLE = 0.05;

    private static final List<Function<Evidence, Optional<Outcome>>> ALL = List.of(
            Rules::errors,
            Rules::conservation,
            Rules::parity,
            Rules::littlesLaw,
            Rules::neverSteady,
            Rules::loadSideBound);

    private Rules() {}

    static Outcome judge(Evidence evidence) {
        return ALL.stream()
                .map(rule -> rule.apply(evidence))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(Outcome.Valid::new);
    }

    /** Every request got the right answer in time. */
    private static Optional<Outcome> errors(Evidence evidence) {
        long errors = evidence.counts().errors();
        return invalid(
                errors > 0 || evidence.requestsPerSecond() == 0,
                "errors",
                errors + " of " + evidence.counts().scheduled() + " requests went wrong, the first one with: "
                        + evidence.counts().firstError());
    }

    /** Every request is accounted for. */
    private static Optional<Outcome> conservation(Evidence evidence) {
        return invalid(
                !evidence.counts().conserved(), "conservation", "requests are unaccounted for: " + evidence.counts());
    }

    /** Every request made its RPC calls, and no more. */
    private static Optional<Outcome> parity(Evidence evidence) {
        long expected = evidence.counts().answered() * evidence.callsPerRequest();
        return invalid(
                evidence.callsSeen() != expected,
                "parity",
                "the RPC service counted " + evidence.callsSeen() + " calls where " + expected + " belong to "
                        + evidence.counts().answered() + " requests");
    }

    /** In flight = rate times residence (Little 1961): a closed loop without think time keeps all its users in flight. */
    private static Optional<Outcome> littlesLaw(Evidence evidence) {
        double inFlight = evidence.requestsPerSecond() * evidence.meanLatencySeconds();
        return invalid(
                Math.abs(inFlight / evidence.users() - 1) > LITTLE,
                "littles-law",
                String.format(
                        Locale.ROOT,
                        "rate times latency is %.1f requests in flight, where %d users kept one each",
                        inFlight,
                        evidence.users()));
    }

    /** The contestant was warm: its compilers had little left to do. */
    private static Optional<Outcome> neverSteady(Evidence evidence) {
        return invalid(
                evidence.jitShare() > evidence.maxJitShare(),
                "never-steady",
                String.format(
                        Locale.ROOT,
                        "the JIT compilers had %.0f %% of the contestant's CPU time; the suite allows %.0f %%, so allow more"
                                + " bursts of warm-up",
                        100 * evidence.jitShare(),
                        100 * evidence.maxJitShare()));
    }

    /** The contestant could have done more, had generator, RPC service and PostgreSQL been able to ask it. */
    private static Optional<Outcome> loadSideBound(Evidence evidence) {
        double load = evidence.usage().loadBusy();
        boolean bound = load > LOAD_SIDE_BUSY && evidence.serverBusy() < SERVER_BUSY;
        return bound
                ? Optional.of(new Outcome.Invalid(
                        "load-side-bound",
                        String.format(
                                Locale.ROOT,
                                "the load side's CPUs were %.0f %% busy, the contestant's only %.0f %%: this is what"
                                        + " generator, RPC service and PostgreSQL can carry, not what the contestant can",
                                100 * load,
                                100 * evidence.serverBusy()),
                        // What a request costs the contestant stands; how many there could be, and how fast, does not.
                        List.of(
                                "requests_per_second",
                                "latency_p50_ms",
                                "latency_p99_ms",
                                "latency_p999_ms",
                                "latency_max_ms")))
                : Optional.empty();
    }

    private static Optional<Outcome> invalid(boolean broken, String rule, String reason) {
        return broken ? Optional.of(new Outcome.Invalid(rule, reason, List.of())) : Optional.empty();
    }
}
