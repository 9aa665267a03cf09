package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Tells the conditions of a run in half a sentence, from its settings and its machine. */
final class Conditions {
    private static final YAMLMapper YAML = new YAMLMapper();

    private Conditions() {}

    static String of(Run run) {
        List<String> conditions = new ArrayList<>();
        JsonNode workload = workload(run);
        JsonNode rpc = workload.path("rpc");
        if (rpc.has("calls")) {
            String mode = rpc.path("mode").asString("");
            String latency = latency(rpc.path("latency"));
            conditions.add("one query and " + Text.count(rpc.path("calls").asInt(), "call")
                    + (mode.isEmpty() ? "" : " (" + mode + ")")
                    + (latency.isEmpty() ? "" : " of " + latency + " latency"));
        }
        if (workload.path("query").has("pool")) {
            conditions.add("a pool of " + workload.path("query").path("pool").asString() + " connections");
        }
        conditions.add(
                run.serverCpus().equals("any")
                        ? "CPUs shared by contestant and load"
                        : "the contestant on CPU " + run.serverCpus() + " and all else on " + run.loadCpus());
        String shared = run.environment().get(Run.SHARED_CORES);
        if (shared != null) {
            conditions.add(shared);
        }
        for (String what : List.of("cpu model", "jdk")) {
            String value = run.environment().get(what);
            if (value != null) {
                conditions.add((what.equals("jdk") ? "JDK " : "") + value);
            }
        }
        String precedence = run.environment().get(Run.PRECEDENCE);
        if (precedence != null) {
            conditions.add(precedence);
        }
        return String.join(", ", conditions);
    }

    private static JsonNode workload(Run run) {
        try {
            return YAML.readTree(run.settings()).path("workload");
        } catch (JacksonException notYaml) {
            // Someone else wrote this record. Its text is shown at the end of the page.
            return YAML.createObjectNode();
        }
    }

    /** Returns the latency in words, such as {@code fixed 5ms} or {@code lognormal p50 20ms, p99 80ms}. */
    private static String latency(JsonNode latency) {
        return latency.propertyStream()
                .map(kind -> kind.getKey() + " "
                        + (kind.getValue().isObject()
                                ? kind.getValue()
                                        .propertyStream()
                                        .map(part -> part.getKey() + " "
                                                + part.getValue().asString())
                                        .collect(Collectors.joining(", "))
                                : kind.getValue().asString()))
                .collect(Collectors.joining(" "));
    }
}
