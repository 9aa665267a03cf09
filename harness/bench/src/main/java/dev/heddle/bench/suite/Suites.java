package dev.heddle.bench.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds and reads suites: the built-in ones by name, any other by its file. */
public final class Suites {
    /** The built-in suites, the quickest first. */
    public static final List<String> BUILT_IN = List.of("smoke", "quick", "standard");

    /** The built-in workloads. */
    public static final List<String> WORKLOADS = List.of("fixed");

    private static final String DEFAULTS = "defaults.yaml";

    private Suites() {}

    /**
     * Returns a suite by name or file, with every default filled in.
     *
     * @throws SuiteException if there is none, or if it is wrong; the message has file, line and remedy
     */
    public static Suite read(String nameOrFile) throws SuiteException {
        return complete(nameOrFile, BUILT_IN.contains(nameOrFile) ? resource(nameOrFile + ".yaml") : file(nameOrFile));
    }

    private static Suite complete(String nameOrFile, String text) throws SuiteException {
        JsonNode written = Yaml.parse(nameOrFile, text);
        for (String key : List.of("workload", "scenarios")) {
            if (!written.has(key)) {
                throw new SuiteException(nameOrFile + ": the key '" + key
                        + "' is missing; `heddle run --dry-run` prints a whole suite to start from");
            }
        }
        ObjectNode complete = (ObjectNode) Yaml.parse(DEFAULTS, resource(DEFAULTS));
        ObjectNode defaultScenarios = (ObjectNode) complete.remove("scenarios");
        merge(complete, written);
        if (complete.path("scenarios") instanceof ObjectNode scenarios) {
            // A scenario runs only if the suite names it; then its keys have defaults too.
            for (Map.Entry<String, JsonNode> scenario : List.copyOf(scenarios.properties())) {
                if (defaultScenarios.path(scenario.getKey()) instanceof ObjectNode defaults) {
                    merge(defaults, scenario.getValue());
                    scenarios.set(scenario.getKey(), defaults);
                }
            }
        }
        return Yaml.bind(nameOrFile, text, complete, Suite.class);
    }

    /**
     * Returns a workload by name or file. A file of its own holds the keys below {@code workload:} of a suite.
     *
     * @throws SuiteException if it is not one
     */
    public static Workload readWorkload(String file) throws SuiteException {
        String text = WORKLOADS.contains(file) ? resource("workload-" + file + ".yaml") : file(file);
        ObjectNode complete =
                (ObjectNode) Yaml.parse(DEFAULTS, resource(DEFAULTS)).path("workload");
        merge(complete, Yaml.parse(file, text));
        return Yaml.bind(file, text, complete, Workload.class);
    }

    /**
     * Returns the suite of a text that {@link #write} returned.
     *
     * @param file where the text stands, for messages
     * @throws SuiteException if it is not one
     */
    public static Suite parse(String file, String text) throws SuiteException {
        return complete(file, text);
    }

    /** Returns the suite as YAML without comments, as {@code run.json} keeps it. */
    public static String write(Suite suite) {
        return Yaml.write(suite);
    }

    /**
     * Returns the suite as YAML, as {@code --dry-run} prints it: the text of {@link #write}, with a comment above each key that
     * says what the key means. The comments are those of {@code defaults.yaml}. The parts of a latency that is not of the default's
     * kind have none; the comment on {@code latency} names every kind.
     */
    public static String explained(Suite suite) {
        return KeyComments.of(resource(DEFAULTS)).on(write(suite));
    }

    /** Returns the keys of {@code defaults.yaml} that no comment explains. There should be none. */
    static List<String> unexplained() {
        return KeyComments.of(resource(DEFAULTS)).missing();
    }

    /** Puts what was written over the defaults, key by key. A latency replaces the default latency as a whole. */
    private static void merge(ObjectNode onto, JsonNode written) {
        for (Map.Entry<String, JsonNode> entry : written.properties()) {
            if (onto.path(entry.getKey()) instanceof ObjectNode nested
                    && entry.getValue().isObject()
                    && !entry.getKey().equals("latency")) {
                merge(nested, entry.getValue());
            } else {
                onto.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private static String file(String name) throws SuiteException {
        Path path = Path.of(name);
        if (!Files.isRegularFile(path)) {
            throw new SuiteException("'" + name + "' is neither a built-in suite (" + String.join(", ", BUILT_IN)
                    + ") nor a file; see `heddle list`");
        }
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new SuiteException("'" + name + "' cannot be read: " + e.getMessage());
        }
    }

    private static String resource(String name) {
        try (InputStream in = Suites.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
