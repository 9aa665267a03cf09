package dev.heddle.bench.journal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A concurrency model says what a request runs on. */
public enum Model {
    /** A request runs on a platform thread. */
    PLATFORM_THREADS("platform-threads"),
    /** A request runs on a virtual thread. */
    VIRTUAL_THREADS("virtual-threads"),
    /** A request runs in turns on an event loop that it shares. */
    EVENT_LOOP("event-loop");

    private final String text;

    Model(String text) {
        this.text = text;
    }

    /** Returns the name in manifests and records. */
    @JsonValue
    public String text() {
        return text;
    }

    /**
     * Returns the model of a name.
     *
     * @throws IllegalArgumentException if there is none, naming those that there are
     */
    @JsonCreator
    public static Model of(String text) {
        return Arrays.stream(values())
                .filter(model -> model.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model is '" + text + "'; it is one of "
                        + Arrays.stream(values()).map(Model::text).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return text;
    }
}
