package dev.heddle.bench.launch;

import dev.heddle.load.Event;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Second;
import dev.heddle.load.Target;
import java.time.Duration;

/** The load engine's process: commands to it, events from it. */
public interface LoadProcess extends AutoCloseable {
    /** Told of a plan's progress as it happens. */
    interface Listener {
        /** Every connection is open; the load begins when this returns. */
        default void ready() throws LaunchException {}

        /** It begins now. */
        void begins() throws LaunchException;

        /** It has ended now. */
        void ended() throws LaunchException;

        /** Every request is accounted for; the connections are closed when this returns. */
        default void drained() throws LaunchException {}

        /** A second of a stream has passed. */
        default void second(String stream, Second second) throws LaunchException {}
    }

    /** Its process id. */
    long pid();

    /**
     * Runs a plan to its end, also where the listener fails meanwhile: what is left of its events must not be taken for the next plan's.
     *
     * @throws LaunchException what the listener threw first, or why there is no report
     */
    LoadReport run(LoadPlan plan, Listener listener) throws LaunchException;

    /** Opens or closes connections until there are so many; each new one sends one request. */
    Event.Populated populate(Target target, int connections, boolean await, Duration timeout) throws LaunchException;

    /** Waits until nothing is in flight on the populated connections. */
    Event.Populated settle(Duration timeout) throws LaunchException;

    /** Whether it still runs. */
    boolean alive();

    @Override
    void close();
}
