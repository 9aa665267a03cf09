package dev.heddle.load;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the load process is told. Each command is answered by events, the last of them a report or {@link Event.Failed}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Command.Run.class, name = "run"),
    @JsonSubTypes.Type(value = Command.Proceed.class, name = "proceed"),
    @JsonSubTypes.Type(value = Command.Populate.class, name = "populate"),
    @JsonSubTypes.Type(value = Command.Settle.class, name = "settle")
})
public sealed interface Command {
    /**
     * Runs a plan; answered by {@link Event.Ready}, {@link Event.Measuring}, {@link Event.Measured}, {@link Event.Drained} and
     * {@link Event.Report}.
     */
    record Run(LoadPlan plan) implements Command {}

    /** What {@link Event.Ready} and {@link Event.Drained} wait for; has no answer of its own. */
    record Proceed() implements Command {}

    /**
     * Opens or closes connections until there are so many; a new one sends one request. Answered by {@link Event.Populated}.
     *
     * @param connections how many there are to be
     * @param await whether to wait until those requests are answered, which leaves the connections idle
     * @param timeoutMillis how long opening and, with {@code await}, answering may take
     */
    record Populate(Target target, int connections, boolean await, long timeoutMillis) implements Command {}

    /** Waits until nothing is in flight on the populated connections; answered by {@link Event.Populated}. */
    record Settle(long timeoutMillis) implements Command {}
}
