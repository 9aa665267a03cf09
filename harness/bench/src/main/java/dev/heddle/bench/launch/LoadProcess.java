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
        /** It begins now. */
        void begins() throws LaunchException;

        /** It has ended now. */
        void ended() throws LaunchException;

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

    /** Runs a plan to its end. */
    public LoadReport run(LoadPlan plan, Window window) throws LaunchException {
        tell(new Command.Run(plan));
        while (true) {
            switch (hear()) {
                case Event.Measuring measuring -> window.begins();
                case Event.Measured measured -> window.ended();
                case Event.Second second -> window.second(second.stream(), second.second());
                case Event.Report report -> {
                    return report.report();
                }
                case Event.Failed failed -> throw new LaunchException("The load engine: " + failed.error());
                case Event.Populated populated -> throw new LaunchException("The load engine answered out of turn");
            }
        }
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
            case Event.Measuring measuring -> throw new LaunchException("The load engine answered out of turn");
            case Event.Measured measured -> throw new LaunchException("The load engine answered out of turn");
            case Event.Second second -> throw new LaunchException("The load engine answered out of turn");
            case Event.Report report -> throw new LaunchException("The load engine answered out of turn");
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
