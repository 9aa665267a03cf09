package dev.heddle.bench.launch;

import dev.heddle.load.Command;
import dev.heddle.load.Event;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Second;
import dev.heddle.load.Target;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** The load engine's process: commands to it, events from it. */
public final class LoadProcess implements AutoCloseable {
    /** Told of a plan's progress as it happens. */
    public interface Window {
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

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Child child;

    LoadProcess(Child child) {
        this.child = child;
    }

    /** Its process id. */
    public long pid() {
        return child.pid();
    }

    /**
     * Runs a plan to its end, also where the window fails meanwhile: what is left of its events must not be taken for the next plan's.
     *
     * @throws LaunchException what the window threw first, or why there is no report
     */
    public LoadReport run(LoadPlan plan, Window window) throws LaunchException {
        tell(new Command.Run(plan));
        LaunchException failure = null;
        while (true) {
            Event event = hear();
            if (event instanceof Event.Report(LoadReport report)) {
                if (failure != null) {
                    throw failure;
                }
                return report;
            }
            try {
                pass(event, window);
            } catch (LaunchException e) {
                if (event instanceof Event.Failed) {
                    throw e;
                }
                failure = failure == null ? e : failure;
            }
            if (event instanceof Event.Ready || event instanceof Event.Drained) {
                tell(new Command.Proceed());
            }
        }
    }

    private static void pass(Event event, Window window) throws LaunchException {
        switch (event) {
            case Event.Ready ready -> window.ready();
            case Event.Measuring measuring -> window.begins();
            case Event.Measured measured -> window.ended();
            case Event.Drained drained -> window.drained();
            case Event.Second second -> window.second(second.stream(), second.second());
            case Event.Failed failed -> throw new LaunchException("The load engine: " + failed.error());
            case Event.Report report -> throw outOfTurn();
            case Event.Populated populated -> throw outOfTurn();
        }
    }

    private static LaunchException outOfTurn() {
        return new LaunchException("The load engine answered out of turn");
    }

    /** Opens or closes connections until there are so many; each new one sends one request. */
    public Event.Populated populate(Target target, int connections, boolean await, Duration timeout)
            throws LaunchException {
        tell(new Command.Populate(target, connections, await, timeout.toMillis()));
        return populated();
    }

    /** Waits until nothing is in flight on the populated connections. */
    public Event.Populated settle(Duration timeout) throws LaunchException {
        tell(new Command.Settle(timeout.toMillis()));
        return populated();
    }

    private Event.Populated populated() throws LaunchException {
        return switch (hear()) {
            case Event.Populated populated -> populated;
            case Event.Failed failed -> throw new LaunchException("The load engine: " + failed.error());
            default -> throw outOfTurn();
        };
    }

    private void tell(Command command) throws LaunchException {
        child.tell(JSON.writeValueAsString(command));
    }

    private Event hear() throws LaunchException {
        return JSON.readValue(child.hear(), Event.class);
    }

    /** Whether it still runs. */
    public boolean alive() {
        return child.alive();
    }

    @Override
    public void close() {
        child.close();
    }
}
