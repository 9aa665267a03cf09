package dev.heddle.bench.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.heddle.bench.journal.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Describes a contestant, which is any program that keeps the contract, as its {@code contestant.yaml} says.
 *
 * @param name its name, everywhere
 * @param model how it runs a request
 * @param description one line for a report
 * @param command how to start it; <code>{java}</code> stands for the run's JDK, <code>{jvm}</code> for its options
 * @param environment variables that are added to those of the contract
 * @param folder the folder of the manifest, in which the command runs
 */
public record Manifest(
        String name,
        Model model,
        String description,
        List<String> command,
        Map<String, String> environment,
        Path folder) {
    /** The contestants of this repository, in the order in which they are shown. They are measured unless others are named. */
    public static final List<String> BUILT_IN = List.of("platform-threads", "virtual-threads", "vertx-loop");

    /**
     * The controls of this repository, with the folder of the contestant whose program each of them runs. A control differs from a
     * contestant in one thing, to show what that thing costs, and is measured only if it is named. Its manifest is {@code NAME.yaml}
     * in that folder.
     */
    public static final SortedMap<String, String> CONTROLS =
            Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("vertx-stock-pool", "vertx-loop")));

    /** The file as written. */
    private record Written(
            @Nullable String name,
            @Nullable String model,
            @Nullable String description,
            @JsonProperty("command") @Nullable List<String> command,
            @Nullable Map<String, String> environment) {}

    /**
     * Finds a contestant.
     *
     * @param home Heddle's own folder, where the built-in ones are
     * @param nameOrFile the name of a built-in one or of a control, or the path of a manifest
     * @throws SuiteException if there is none, or its manifest is wrong
     */
    public static Manifest find(Path home, String nameOrFile) throws SuiteException {
        Path file = file(home, nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new SuiteException("'" + nameOrFile + "' is no contestant: neither one of "
                    + String.join(", ", BUILT_IN) + ", nor the control " + String.join(" or ", CONTROLS.keySet())
                    + ", nor the path of a contestant.yaml; see `heddle list`");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new SuiteException("'" + file + "' cannot be read: " + e.getMessage());
        }
        Written written = Yaml.bind(nameOrFile, text, Yaml.parse(nameOrFile, text), Written.class);
        Model model;
        try {
            model = Model.of(required(nameOrFile, "model", written.model()));
        } catch (IllegalArgumentException e) {
            throw new SuiteException(nameOrFile + ": " + e.getMessage());
        }
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        return new Manifest(
                required(nameOrFile, "name", written.name()),
                model,
                Objects.requireNonNullElse(written.description(), ""),
                List.copyOf(required(nameOrFile, "command", written.command())),
                Map.copyOf(Objects.requireNonNullElse(written.environment(), Map.of())),
                folder);
    }

    private static Path file(Path home, String nameOrFile) {
        if (BUILT_IN.contains(nameOrFile)) {
            return home.resolve(nameOrFile).resolve("contestant.yaml");
        }
        String folder = CONTROLS.get(nameOrFile);
        return folder == null ? Path.of(nameOrFile) : home.resolve(folder).resolve(nameOrFile + ".yaml");
    }

    /** Returns the same program under another name. */
    public Manifest named(String other) {
        return new Manifest(other, model, description, command, environment, folder);
    }

    /** Returns the same program under another name, with one more setting. */
    public Manifest with(String other, String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Manifest(other, model, description, command, Map.copyOf(more), folder);
    }

    private static <T> T required(String file, String key, @Nullable T value) throws SuiteException {
        if (value == null) {
            throw new SuiteException(file + ": the key '" + key + "' is missing");
        }
        return value;
    }
}
