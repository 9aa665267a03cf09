package dev.heddle.bench.launch;

import dev.heddle.load.Event;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Second;
import dev.heddle.load.Target;
import java.time.Duration;

/** Drives the load engine's process. It sends commands, and hears events. */
public interface LoadProcess extends AutoCloseable {
    /** Hears of a plan's progress as it happens. */
    interface Listener {
        /** Hears that every connection is open. The load begins when this returns. */
        default void ready() throws LaunchException {}

        /** Hears that the measuring window begins now. */
        void begins() throws LaunchException;

        /** Hears that the measuring window has ended now. */
        void ended() throws LaunchException;

        /** Hears that every request is accounted for. The connections are closed once this returns. */
        default void drained() throws LaunchException {}

        /** Hears that a second of a stream has passed. */
        default void second(String stream, Second second) throws LaunchException {}
    }

    /** Returns its process id. */
    long pid();

    /**
     * Runs a plan to its end, even if the listener fails meanwhile. Otherwise the rest of its events would be taken for the next
     * plan's.
     *
     * @throws LaunchException what the listener threw first, or why there is no report
     */
    LoadReport run(LoadPlan plan, Listener listener) throws LaunchException;

    /** Opens or closes connections until there are so many. Each new one sends one request. */
    Event.Populated populate(Target target, int connections, boolean await, Duration timeout) throws LaunchException;

    /** Waits until nothing is in flight on the populated connections. */
    Event.Populated settle(Duration timeout) throws LaunchException;

    /** Is true while it runs. */
    boolean alive();

    @Override
    void close();
}
