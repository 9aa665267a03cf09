package dev.heddle.bench.conform;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.heddle.bench.launch.LaunchException;
import java.io.IOException;
import java.util.Locale;

/** Lists the kinds of demand that the contract makes, in the order in which they are checked. */
public enum Group {
    /** Every path and method gets the right status, problem type and media type. */
    ROUTES(false, s -> Routes.check(s.client, s.findings)),
    /** Odd paths, ids, methods, heads and bodies do no harm. */
    HOSTILE_INPUT(false, s -> HostileInput.check(s.client, s.findings)),
    /** Connections are kept alive and may be pipelined, and no socket waits for acknowledgements. */
    CONNECTIONS(false, ConnectionChecks::check),
    /** Clients that never finish their request take no room from others. */
    SLOW_CLIENTS(false, s -> SlowClients.check(s.client, s.findings)),
    /** The answers are right, byte for byte. */
    DOCUMENTS(true, Documents::check),
    /** A request makes the right number of queries and RPC calls, as the downstreams count them. */
    COUNTS(true, CallCounts::check),
    /** The right number of calls is under way at once. */
    TOGETHER(true, Together::check),
    /** Calls fail, each in every way. */
    FAILURES(true, Failures::check),
    /** Calls that lost are ended. */
    CANCELLATION(true, Cancellation::check),
    /** A whole request keeps its deadline. */
    DEADLINE(true, Deadlines::check),
    /** Clients go away before their answer. */
    DISCONNECT(true, Disconnects::check),
    /** There are more requests than there is room for. */
    OVERLOAD(true, Overload::check),
    /** The database waits, kills sessions or stops. */
    DATABASE(false, Database::check),
    /** {@code /ready} tells whether the downstreams answer. */
    READINESS(false, Readiness::check),
    /** After the checks before it, the process lives, answers, has let its calls go, and has shown nobody a stack trace. */
    AFTERMATH(true, Aftermath::check),
    /** SIGTERM ends the process in good order. */
    TERMINATION(true, Termination::check);

    private final boolean everyMode;
    private final Checks checks;

    /** Runs the checks of one group. */
    interface Checks {
        void check(Subject subject) throws IOException, LaunchException;
    }

    Group(boolean everyMode, Checks checks) {
        this.everyMode = everyMode;
        this.checks = checks;
    }

    /** Returns the name in reports and options. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns whether the group is checked in every mode. If not, it is checked once, since the mode makes no difference. */
    public boolean everyMode() {
        return everyMode;
    }

    void check(Subject subject) throws IOException, LaunchException {
        checks.check(subject);
    }
}
