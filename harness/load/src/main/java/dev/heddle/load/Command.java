package dev.heddle.load;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A command to the load process. Events answer it; the last of them is a report or {@link Event.Failed}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Command.Run.class, name = "run"),
    @JsonSubTypes.Type(value = Command.Proceed.class, name = "proceed"),
    @JsonSubTypes.Type(value = Command.Populate.class, name = "populate"),
    @JsonSubTypes.Type(value = Command.Settle.class, name = "settle")
})
public sealed interface Command {
    /**
     * Runs a plan. {@link Event.Ready}, {@link Event.Measuring}, {@link Event.Measured}, {@link Event.Drained} and {@link
     * Event.Report} answer it.
     */
    record Run(LoadPlan plan) implements Command {}

    /** Lets the plan go on: {@link Event.Ready} and {@link Event.Drained} wait for this. It has no answer of its own. */
    record Proceed() implements Command {}

    /**
     * Opens or closes connections until there are so many. Each new one sends one request. {@link Event.Populated} answers it.
     *
     * @param connections how many there are to be
     * @param await whether to wait until those requests are answered, so that the connections become idle
     * @param timeoutMillis how long opening and, with {@code await}, answering may take
     */
    record Populate(Target target, int connections, boolean await, long timeoutMillis) implements Command {}

    /** Waits until nothing is in flight on the populated connections. {@link Event.Populated} answers it. */
    record Settle(long timeoutMillis) implements Command {}
}
