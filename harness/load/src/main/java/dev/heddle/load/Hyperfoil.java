package dev.heddle.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the second engine as the user names it: a running Hyperfoil controller, and the agents that it is to start.
 *
 * @param controller its URL
 * @param agents host, and perhaps port, by name; empty for a controller that runs alone and makes the load itself
 */
public record Hyperfoil(URI controller, Map<String, String> agents) {
    /** The engine's name, in options and records. */
    public static final String NAME = "hyperfoil";

    private static final String PREFIX = NAME + "=";

    public Hyperfoil {
        agents = new LinkedHashMap<>(agents);
    }

    /**
     * Reads {@code hyperfoil=URL} and agents, each {@code NAME=HOST} or {@code NAME=HOST:PORT}.
     *
     * @throws IllegalArgumentException if they are not of that form
     */
    public static Hyperfoil parse(String engine, List<String> agents) {
        if (!engine.matches(PREFIX + "https?://[^\\s@]+")) {
            throw new IllegalArgumentException("--engine " + engine
                    + ": not an engine; leave it out for the built-in one, or give hyperfoil=http://HOST:PORT");
        }
        return new Hyperfoil(URI.create(engine.substring(PREFIX.length()).replaceFirst("/+$", "")), agents(agents));
    }

    /**
     * Reads agents, each {@code NAME=HOST} or {@code NAME=HOST:PORT}.
     *
     * @throws IllegalArgumentException if they are not of that form
     */
    public static Map<String, String> agents(List<String> agents) {
        Map<String, String> named = new LinkedHashMap<>();
        for (String agent : agents) {
            if (!agent.matches("[\\w.-]+=[\\w.-]+(:\\d{1,5})?")) {
                throw new IllegalArgumentException(
                        "--hyperfoil-agents " + agent + ": give NAME=HOST or NAME=HOST:PORT, separated by commas");
            }
            String[] parts = agent.split("=", 2);
            named.put(parts[0], parts[1]);
        }
        return named;
    }

    /** Returns the arguments as {@link #parse} takes them: the engine, then its agents. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(PREFIX + controller));
        agents.forEach((name, host) -> arguments.add(name + "=" + host));
        return arguments;
    }

    /**
     * Asks the controller for its version.
     *
     * @throws LoadException if nobody answers there, or one before 0.29
     */
    public String version() {
        try (HyperfoilClient client = new HyperfoilClient(controller)) {
            return client.version();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted");
        }
    }

    /**
     * Returns a plan as a Hyperfoil benchmark, in YAML.
     *
     * @param threads how many threads each agent has
     * @throws LoadException if Hyperfoil cannot do what the plan says
     */
    public static String benchmark(String name, LoadPlan plan, int threads, Map<String, String> agents) {
        return HyperfoilYaml.of(name, plan, threads, agents);
    }
}
