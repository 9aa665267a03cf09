package dev.heddle.load;

/** Produces load. It runs one plan or command at a time. */
public interface LoadEngine extends AutoCloseable {
    /** Hears of a plan's progress while it runs, at once and on any thread. */
    interface Window {
        /** Every connection is open and nothing has been sent; the load begins when this returns. */
        default void ready() {}

        void begins();

        void ended();

        /** Every request is accounted for and the connections are still open; they are closed when this returns. */
        default void drained() {}

        /** A second of a stream has passed. */
        default void second(String stream, Second second) {}
    }

    /**
     * Runs a plan to its end.
     *
     * @throws LoadException if it cannot run it: no connection could be opened, or none is left
     */
    LoadReport run(LoadPlan plan, Window window);

    /** Carries out {@link Command.Populate}. */
    Event.Populated populate(Command.Populate populate);

    /** Carries out {@link Command.Settle}. */
    Event.Populated settle(Command.Settle settle);

    @Override
    void close();
}
