package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The validity rules of a point under load, in the order in which they are asked; the first one broken names the verdict. */
final class Rules {
    /** Above this the load side's CPUs are taken to be the limit, if the contestant's own are not. */
    static final double LOAD_SIDE_BUSY = 0.90;
    /** Above this the contestant's own CPUs are the limit. */
    static final double SERVER_BUSY = 0.95;
    /** How far in flight may be from rate times residence. */
    static final double LITTLE = 0.05;
    /** A generator later than this part of what it measured, … */
    static final double LATE = 0.1;
    /** … and than this, in seconds, has measured itself; … */
    static final double LATE_SECONDS = 0.001;
    /** … and so has one that stood still for this part of the window: its stall reaches the 99th percentile. */
    static final double STALLED = 0.01;

    private static final List<String> LATENCIES =
            List.of("latency_p50_ms", "latency_p99_ms", "latency_p999_ms", "latency_max_ms");
    private static final List<String> RATE_AND_LATENCIES =
            List.of("requests_per_second", "latency_p50_ms", "latency_p99_ms", "latency_p999_ms", "latency_max_ms");

    private static final List<Function<Evidence, Optional<Outcome>>> ALL = List.of(
            Rules::errors,
            Rules::conservation,
            Rules::parity,
            Rules::littlesLaw,
            Rules::generatorLate,
            Rules::neverSteady,
            Rules::jitInTheCost,
            Rules::loadSideBound);

    private Rules() {}

    /** What the rule of that name says, whatever the others say; null if it is kept. */
    static Outcome.@Nullable Invalid broken(String rule, Evidence evidence) {
        return ALL.stream()
                .map(each -> each.apply(evidence))
                .flatMap(Optional::stream)
                .map(Outcome.Invalid.class::cast)
                .filter(invalid -> invalid.rule().equals(rule))
                .findFirst()
                .orElse(null);
    }

    static Outcome judge(Evidence evidence) {
        return ALL.stream()
                .map(rule -> rule.apply(evidence))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(Outcome.Valid::new);
    }

    /** Every request got the right answer in time, or as many as the objective demands. */
    private static Optional<Outcome> errors(Evidence evidence) {
        long errors = evidence.counts().errors();
        return invalid(
                errors > evidence.allowedErrors() || evidence.requestsPerSecond() == 0,
                "errors",
                errors + " of " + evidence.counts().scheduled() + " requests went wrong, the first one with: "
                        + evidence.counts().firstError());
    }

    /** Every request is accounted for. */
    private static Optional<Outcome> conservation(Evidence evidence) {
        return invalid(
                !evidence.counts().conserved(), "conservation", "requests are unaccounted for: " + evidence.counts());
    }

    /** Every request made its RPC calls and its query, and no more. */
    private static Optional<Outcome> parity(Evidence evidence) {
        OptionalLong queries = evidence.downstream().queries();
        return counted("RPC service", "calls", evidence.downstream().calls(), evidence.callsPerRequest(), evidence)
                .or(() -> queries.isEmpty()
                        ? Optional.empty()
                        : counted("database", "queries", queries.getAsLong(), 1, evidence));
    }

    private static Optional<Outcome> counted(String who, String what, long seen, int perRequest, Evidence evidence) {
        long least = evidence.answered() * perRequest;
        // A request that went wrong may have made some of its calls.
        long most = least + evidence.errors() * perRequest;
        return invalid(
                seen < least || seen > most,
                "parity",
                "the " + who + " counted " + seen + " " + what + " where " + least + " belong to " + evidence.answered()
                        + " requests");
    }

    /** In flight = rate times residence (Little 1961): a closed loop without think time keeps all its users in flight. */
    private static Optional<Outcome> littlesLaw(Evidence evidence) {
        double inFlight = evidence.requestsPerSecond() * evidence.meanLatencySeconds();
        return invalid(
                evidence.users() > 0 && Math.abs(inFlight / evidence.users() - 1) > LITTLE,
                "littles-law",
                String.format(
                        Locale.ROOT,
                        "rate times latency is %.1f requests in flight, where %d users kept one each",
                        inFlight,
                        evidence.users()));
    }

    /** The generator sent when it was to send. */
    private static Optional<Outcome> generatorLate(Evidence evidence) {
        Evidence.GeneratorHealth health = evidence.generator();
        boolean late = health.latenessP99Seconds() > LATE_SECONDS
                && health.latenessP99Seconds() > LATE * health.responseP99Seconds();
        boolean stalled = health.longestStallSeconds() > STALLED * health.windowSeconds();
        return late || stalled
                ? Optional.of(new Outcome.Invalid(
                        "generator-late",
                        String.format(
                                Locale.ROOT,
                                "the load engine sent 1 %% of the requests %.1f ms late or more and stood still for up to %.1f ms:"
                                        + " the latencies are partly its own",
                                1e3 * health.latenessP99Seconds(),
                                1e3 * health.longestStallSeconds()),
                        LATENCIES))
                : Optional.empty();
    }

    /** The contestant was warm: its compilers had little left to do. */
    private static Optional<Outcome> neverSteady(Evidence evidence) {
        // Under a light load any compiling is much of the little CPU time; what it can delay is seen against all of the
        // CPUs.
        double share =
                evidence.users() > 0 ? evidence.jitShare() : evidence.usage().compilerShare() / evidence.serverCpus();
        return invalid(
                share > evidence.maxJitShare(),
                "never-steady",
                String.format(
                        Locale.ROOT,
                        "the JIT compilers had %.0f %% of the contestant's %s; the suite allows %.0f %%, so allow more"
                                + " bursts of warm-up",
                        100 * share,
                        evidence.users() > 0 ? "CPU time" : "CPUs",
                        100 * evidence.maxJitShare()));
    }

    /** Compiling that is too little to delay requests may still be much of what they seem to cost. */
    private static Optional<Outcome> jitInTheCost(Evidence evidence) {
        return evidence.jitShare() > evidence.maxJitShare()
                ? Optional.of(new Outcome.Invalid(
                        "never-steady",
                        String.format(
                                Locale.ROOT,
                                "the JIT compilers had %.0f %% of the contestant's CPU time: too much to call the rest a request's cost",
                                100 * evidence.jitShare()),
                        List.of("cpu_us_per_request")))
                : Optional.empty();
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
                        RATE_AND_LATENCIES))
                : Optional.empty();
    }

    private static Optional<Outcome> invalid(boolean broken, String rule, String reason) {
        return broken ? Optional.of(new Outcome.Invalid(rule, reason, List.of())) : Optional.empty();
    }
}
