package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Run;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads the thresholds and facts that a run of format 1 keeps in its settings alone. A run of today keeps them beside what was
 * measured.
 */
final class OlderSettings {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern DURATION = Pattern.compile("([0-9.]+)(ns|us|ms|s|m|min)");

    private final Run run;
    private final JsonNode settings;

    OlderSettings(Run run) {
        this.run = run;
        this.settings = run.format() < Run.FORMAT ? read(run.settings()) : YAML.createObjectNode();
    }

    private static JsonNode read(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JacksonException notYaml) {
            return YAML.createObjectNode();
        }
    }

    Evidence.Allowed allowed(String scenario, double errors) {
        JsonNode noise = settings.path("noise");
        return new Evidence.Allowed(
                errors,
                jitShare(scenario),
                noise.path("steal").asDouble(1),
                noise.path("throttled").asDouble(1),
                noise.path("foreign").asDouble(1));
    }

    private double jitShare(String scenario) {
        JsonNode plan = scenario(scenario);
        return plan.has("max-jit-share")
                ? plan.path("max-jit-share").asDouble(1)
                : plan.path("warmup").path("max-jit-share").asDouble(1);
    }

    private JsonNode scenario(String scenario) {
        return settings.path("scenarios").path(scenario);
    }

    double objectiveMillis() {
        return 1e3 * seconds(settings.path("objective").path("p99").asString(""), Double.POSITIVE_INFINITY);
    }

    double objectiveErrors() {
        return settings.path("objective").path("errors").asDouble(0);
    }

    double resolution() {
        return scenario("capacity").path("resolution").asDouble(0.05);
    }

    int confirm() {
        return scenario("capacity").path("confirm").asInt(2);
    }

    int pool() {
        return settings.path("workload").path("query").path("pool").asInt(1);
    }

    int calls() {
        return settings.path("workload").path("rpc").path("calls").asInt(1);
    }

    /** Returns how long the calls of a request take together, in seconds; null where their latency is drawn. */
    @Nullable
    Double rpcSeconds() {
        JsonNode rpc = settings.path("workload").path("rpc");
        double one = seconds(rpc.path("latency").path("fixed").asString(""), Double.NaN);
        if (Double.isNaN(one)) {
            return null;
        }
        return rpc.path("mode").asString("").equals("sequential") ? one * calls() : one;
    }

    double measureSeconds(String scenario) {
        return seconds(scenario(scenario).path("measure").asString(""), 1);
    }

    /** Returns how many measuring windows a rung of throughput has. */
    int windows() {
        double turn = seconds(scenario("throughput").path("turn").asString(""), measureSeconds("throughput"));
        return Math.max(1, (int) (measureSeconds("throughput") / turn));
    }

    int serverCpus() {
        return count(run.serverCpus());
    }

    int loadCpus() {
        return count(run.loadCpus());
    }

    /**
     * Returns how many CPUs a list such as {@code 0,2-3} names. Where nothing was pinned, it counts all that were online.
     */
    private int count(String list) {
        String cpus = list.equals("any") ? run.environment().getOrDefault("cpus online", "0") : list;
        int count = 0;
        for (String part : cpus.split(",")) {
            String[] ends = part.strip().split("-", 2);
            count += ends.length == 1 ? 1 : Integer.parseInt(ends[1]) - Integer.parseInt(ends[0]) + 1;
        }
        return count;
    }

    private static double seconds(String duration, double otherwise) {
        Matcher matcher = DURATION.matcher(duration);
        if (!matcher.matches()) {
            return otherwise;
        }
        double unit = switch (matcher.group(2)) {
            case "ns" -> 1e-9;
            case "us" -> 1e-6;
            case "ms" -> 1e-3;
            case "s" -> 1;
            default -> 60;
        };
        return Double.parseDouble(matcher.group(1)) * unit;
    }
}
