package dev.heddle.bench.launch;

import dev.heddle.load.Command;
import dev.heddle.load.Event;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Target;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Drives the load engine in a process that we started. It talks to the process over its standard input and output. */
final class StartedLoad implements LoadProcess {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Child child;

    StartedLoad(Child child) {
        this.child = child;
    }

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public LoadReport run(LoadPlan plan, Listener listener) throws LaunchException {
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
                pass(event, listener);
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

    private static void pass(Event event, Listener listener) throws LaunchException {
        switch (event) {
            case Event.Ready ready -> listener.ready();
            case Event.Measuring measuring -> listener.begins();
            case Event.Measured measured -> listener.ended();
            case Event.Drained drained -> listener.drained();
            case Event.Second second -> listener.second(second.stream(), second.second());
            case Event.Failed failed -> throw new LaunchException("The load engine: " + failed.error());
            case Event.Report report -> throw outOfTurn();
            case Event.Populated populated -> throw outOfTurn();
        }
    }

    private static LaunchException outOfTurn() {
        return new LaunchException("The load engine answered out of turn");
    }

    @Override
    public Event.Populated populate(Target target, int connections, boolean await, Duration timeout)
            throws LaunchException {
        tell(new Command.Populate(target, connections, await, timeout.toMillis()));
        return populated();
    }

    @Override
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

    @Override
    public boolean alive() {
        return child.alive();
    }

    @Override
    public void close() {
        child.close();
    }
}
