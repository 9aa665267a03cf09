package dev.heddle.load;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** An event that the load process reports. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Event.Measuring.class, name = "measuring"),
    @JsonSubTypes.Type(value = Event.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = Event.Drained.class, name = "drained"),
    @JsonSubTypes.Type(value = Event.Second.class, name = "second"),
    @JsonSubTypes.Type(value = Event.Report.class, name = "report"),
    @JsonSubTypes.Type(value = Event.Populated.class, name = "populated"),
    @JsonSubTypes.Type(value = Event.Failed.class, name = "failed")
})
public sealed interface Event {
    /** Every connection is open; the first request waits for {@link Command.Proceed}. */
    record Ready() implements Event {}

    /** The measuring window begins now. */
    record Measuring() implements Event {}

    /** The measuring window has ended now. */
    record Measured() implements Event {}

    /** Every request is accounted for; the connections stay open until {@link Command.Proceed}. */
    record Drained() implements Event {}

    /** A second of a stream has passed. This is told while the plan runs. */
    record Second(String stream, dev.heddle.load.Second second) implements Event {}

    /** A plan has ended and nothing is in flight any more. */
    record Report(LoadReport report) implements Event {}

    /**
     * Says how the population stands.
     *
     * @param connections open connections
     * @param inFlight how many of them await an answer
     * @param counts the counts of all requests that the population has ever sent
     */
    record Populated(int connections, int inFlight, Tally counts) implements Event {}

    /** The command could not be carried out. */
    record Failed(String error) implements Event {}
}
