package dev.heddle.bench.conform;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.heddle.bench.launch.LaunchException;
import java.io.IOException;
import java.util.Locale;

/** What kinds of demand the contract makes, in the order in which they are checked. */
public enum Group {
    /** Every path and method: right status, problem type, media type. */
    ROUTES(false, s -> Routes.check(s.client, s.findings)),
    /** Odd paths, ids, methods, heads and bodies. */
    HOSTILE_INPUT(false, s -> HostileInput.check(s.client, s.findings)),
    /** Keep-alive, pipelining, and no wait for acknowledgements on any socket. */
    CONNECTIONS(false, ConnectionChecks::check),
    /** Clients that never finish their request. */
    SLOW_CLIENTS(false, s -> SlowClients.check(s.client, s.findings)),
    /** The answers, byte for byte. */
    DOCUMENTS(true, Documents::check),
    /** Queries and RPC calls of a request, as the downstreams count them. */
    COUNTS(true, CallCounts::check),
    /** How many calls are under way at once. */
    TOGETHER(true, Together::check),
    /** Calls that fail, each in every way. */
    FAILURES(true, Failures::check),
    /** Calls that lost. */
    CANCELLATION(true, Cancellation::check),
    /** The deadline of a whole request. */
    DEADLINE(true, Deadlines::check),
    /** Clients that are gone. */
    DISCONNECT(true, Disconnects::check),
    /** More requests than there is room for. */
    OVERLOAD(true, Overload::check),
    /** A database that waits, kills or stops. */
    DATABASE(false, Database::check),
    /** {@code /ready} before the downstreams answer. */
    READINESS(false, Readiness::check),
    /** What is left after all of that: the process, its answers, its discretion. */
    AFTERMATH(true, Aftermath::check),
    /** SIGTERM; ends the process. */
    TERMINATION(true, Termination::check);

    private final boolean everyMode;
    private final Checks checks;

    /** The checks of one group. */
    interface Checks {
        void check(Subject subject) throws IOException, LaunchException;
    }

    Group(boolean everyMode, Checks checks) {
        this.everyMode = everyMode;
        this.checks = checks;
    }

    /** The name in reports and options. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is checked in every mode, or once since the mode makes no difference. */
    public boolean everyMode() {
        return everyMode;
    }

    void check(Subject subject) throws IOException, LaunchException {
        checks.check(subject);
    }
}
