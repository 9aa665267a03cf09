package dev.heddle.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The second engine: it has a Hyperfoil controller run the plan on its agents, over its REST API. The caller's thread waits and
 * looks; {@link #close} may come from another one.
 */
final class HyperfoilEngine implements LoadEngine {
    /** A run may take this long beyond its phases, while agents are deployed and statistics are collected and written. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String BENCHMARK = "heddle";
    private static final long LOOK_MILLIS = 50;
    private static final Set<String> NOT_YET = Set.of("NOT_STARTED", "STARTING");
    private static final Set<String> ARRIVALS_OVER = Set.of("FINISHED", "TERMINATING", "TERMINATED", "CANCELLED");

    private static final Pattern WATCHDOGS = Pattern.compile("Jitter watchdog|CPU \\d+ was used for");

    private final Hyperfoil hyperfoil;
    private final int threads;
    private final Duration patience;
    private final HyperfoilClient client;
    private volatile @Nullable String running;

    /**
     * Makes an engine for one controller.
     *
     * @param threads how many threads each agent has
     * @param patience how long a run may take beyond its phases
     */
    HyperfoilEngine(Hyperfoil hyperfoil, int threads, Duration patience) {
        this.hyperfoil = hyperfoil;
        this.threads = threads;
        this.patience = patience;
        this.client = new HyperfoilClient(hyperfoil.controller());
    }

    @Override
    public LoadReport run(LoadPlan plan, Window window) {
        try {
            String version = client.version();
            client.upload(HyperfoilYaml.of(BENCHMARK, plan, threads, hyperfoil.agents()));
            window.ready();
            String id = client.start(BENCHMARK);
            running = id;
            List<String> notes = follow(plan, id, window);
            running = null;
            window.drained();
            return new HyperfoilReport(plan, client.total(id), client.all(id))
                    .of(
                            "hyperfoil " + version,
                            notes,
                            (phase, step, metric) -> client.histogram(id, phase, step, metric));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted; the Hyperfoil run was killed");
        } finally {
            kill();
        }
    }

    /**
     * Waits for the run's end.
     *
     * @return the complaints of the run that spoil nothing
     */
    private List<String> follow(LoadPlan plan, String id, Window window) throws InterruptedException {
        long most = plan.settleMillis() + HyperfoilYaml.maxMillis(plan) + patience.toMillis();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(most);
        boolean begun = false;
        boolean ended = false;
        while (true) {
            JsonNode run = client.run(id);
            List<String> phases = phases(plan, run);
            if (!begun && !phases.isEmpty() && phases.stream().noneMatch(NOT_YET::contains)) {
                begun = true;
                window.begins();
            }
            if (begun && !ended && ARRIVALS_OVER.containsAll(phases)) {
                ended = true;
                window.ended();
            }
            if (run.path("completed").asBoolean(false) && run.path("persisted").asBoolean(false)) {
                return judge(id, run, phases);
            }
            if (System.nanoTime() > deadline) {
                throw new LoadException("the Hyperfoil run " + id + " did not end within " + most / 1_000
                        + " s and was killed; it stands at " + (phases.isEmpty() ? "no phase yet" : phases)
                        + " with agents " + agents(run) + "; see the controller's log");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Returns the state of each stream's measuring phase; empty while there are none. */
    private static List<String> phases(LoadPlan plan, JsonNode run) {
        List<String> states = new ArrayList<>();
        for (JsonNode phase : run.path("phases")) {
            String name = phase.path("name").asString("");
            if (plan.streams().stream().anyMatch(stream -> stream.name().equals(name))) {
                states.add(phase.path("status").asString(""));
            }
        }
        return states;
    }

    private static List<String> agents(JsonNode run) {
        List<String> agents = new ArrayList<>();
        for (JsonNode agent : run.path("agents")) {
            agents.add(
                    agent.path("name").asString("") + " " + agent.path("status").asString(""));
        }
        return agents;
    }

    private static List<String> judge(String id, JsonNode run, List<String> phases) {
        List<String> errors = new ArrayList<>();
        run.path("errors").forEach(error -> errors.add(error.asString("")));
        // A watchdog tells of a stall, which the percentiles show too, or of a busy CPU. Anything else that is wrong
        // spoils the run.
        List<String> grave = errors.stream()
                .filter(error -> !WATCHDOGS.matcher(error).find())
                .toList();
        if (!grave.isEmpty()) {
            throw new LoadException("the Hyperfoil run " + id + " ended with errors: " + String.join("; ", grave));
        }
        if (run.path("cancelled").asBoolean(false)) {
            throw new LoadException("the Hyperfoil run " + id + " was killed before its end, not by Heddle");
        }
        if (phases.isEmpty() || phases.contains("CANCELLED")) {
            throw new LoadException("the Hyperfoil run " + id + " ended before it measured; see the controller's log");
        }
        return errors;
    }

    @Override
    public Event.Populated populate(Command.Populate populate) {
        throw unsupported();
    }

    @Override
    public Event.Populated settle(Command.Settle settle) {
        throw unsupported();
    }

    private static LoadException unsupported() {
        return new LoadException(
                "Hyperfoil cannot hold connections and requests for a memory ladder; take the built-in engine for it");
    }

    private void kill() {
        String id = running;
        running = null;
        if (id != null) {
            client.kill(id);
        }
    }

    @Override
    public void close() {
        kill();
        client.close();
    }
}
