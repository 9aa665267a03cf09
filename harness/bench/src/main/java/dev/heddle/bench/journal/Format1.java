package dev.heddle.bench.journal;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads records of format 1 into the shape of today's. That format kept a verdict in the place of evidence, and the warm-up as a
 * sentence. The engine, the database and the options of a calibration stood in its command line alone.
 */
final class Format1 {
    private static final Pattern WARM_UP = Pattern.compile("(settled|not settled) after \\d+ bursts of (\\d+) ms");
    private static final Pattern BURST = Pattern.compile("(\\d+) users ([0-9.]+|NaN) \\((\\d+) %\\)");
    /** The trials that share a process have its id, with the scenario's name after it. */
    private static final Pattern SHARED = Pattern.compile("(.*)-(capacity|latency)");

    private Format1() {}

    /** Returns the record of a run, with the fields that a newer record has besides. */
    static ObjectNode run(ObjectNode older) {
        ObjectNode run = older.deepCopy();
        List<String> command =
                older.path("commandLine").valueStream().map(JsonNode::asString).toList();
        Map<String, String> options = new CommandOptions(command).all();
        run.put("format", 1);
        run.set("engine", engine(older.path("environment").path("load engine").asString(""), options));
        run.put("ownDatabase", options.containsKey("--postgres"));
        run.put(
                "combineRounds",
                older.path("environment").path("combine rounds").asInt(0));
        if (command.size() > 1 && command.get(1).equals("calibrate")) {
            run.set("calibration", calibration(options));
        }
        return run;
    }

    private static ObjectNode engine(String recorded, Map<String, String> options) {
        ObjectNode engine = JsonNodeFactory.instance.objectNode();
        String asked = options.getOrDefault("--engine", "");
        ArrayNode agents = JsonNodeFactory.instance.arrayNode();
        if (asked.isEmpty()) {
            engine.put("name", Run.Engine.BUILT_IN).put("version", "").put("controller", "");
        } else {
            engine.put("name", asked.replaceFirst("=.*", ""))
                    .put("version", recorded.replaceFirst("^hyperfoil ", "").replaceFirst(" at .*", ""))
                    .put("controller", asked.replaceFirst("[^=]*=", ""));
            String all = options.getOrDefault("--hyperfoil-agents", "");
            if (!all.isEmpty()) {
                List.of(all.split(",")).forEach(agents::add);
            }
        }
        engine.set("agents", agents);
        return engine;
    }

    private static ObjectNode calibration(Map<String, String> options) {
        ObjectNode plan = JsonNodeFactory.instance.objectNode();
        plan.put("contestant", options.getOrDefault("--contestant", "vertx-loop"))
                .put("pairs", Integer.parseInt(options.getOrDefault("--pairs", "20")))
                .put("forks", Integer.parseInt(options.getOrDefault("--forks", "6")))
                .put("slowdown", Double.parseDouble(options.getOrDefault("--slowdown", "0.05")))
                .put("users", Integer.parseInt(options.getOrDefault("--users", "64")))
                .put("measureSeconds", Integer.parseInt(options.getOrDefault("--measure", "10")))
                .put("bursts", Integer.parseInt(options.getOrDefault("--bursts", "24")))
                .put("maxJitShare", Double.parseDouble(options.getOrDefault("--max-jit-share", "0.1")));
        String rounds = options.get("--rounds");
        if (rounds == null) {
            plan.putNull("rounds");
        } else {
            plan.put("rounds", Integer.parseInt(rounds));
        }
        return plan;
    }

    /**
     * Returns the record of a trial. Its sentences are taken apart, and its verdicts are put where evidence stands today.
     */
    static ObjectNode trial(JsonNode older) {
        ObjectNode trial = older.asObject().deepCopy();
        Matcher shared = SHARED.matcher(older.path("id").asString(""));
        trial.put(
                "process", shared.matches() ? shared.group(1) : older.path("id").asString(""));
        trial.put("clockStepSeconds", 0.0);
        trial.set("warmups", warmUps(older.path("warmup").asString("")));
        ArrayNode points = JsonNodeFactory.instance.arrayNode();
        older.path("points").valueStream().forEach(point -> points.add(point(point)));
        trial.set("points", points);
        return trial;
    }

    private static ObjectNode point(JsonNode older) {
        ObjectNode point = older.asObject().deepCopy();
        JsonNode outcome = older.path("outcome");
        boolean failed = outcome.path("status").asString("").equals("failed");
        ObjectNode evidence = JsonNodeFactory.instance.objectNode();
        evidence.put("of", "older")
                .put("status", outcome.path("status").asString(""))
                .put("rule", outcome.path("rule").asString(""))
                .put("reason", outcome.path("reason").asString(""));
        evidence.set(
                "voids",
                outcome.path("voids").isArray() ? outcome.path("voids") : JsonNodeFactory.instance.arrayNode());
        point.set("evidence", evidence);
        if (failed) {
            point.put("error", outcome.path("error").asString(""));
        } else {
            point.putNull("error");
        }
        for (String list : List.of("rungs", "series")) {
            if (!point.path(list).isArray()) {
                point.set(list, JsonNodeFactory.instance.arrayNode());
            }
        }
        for (String map : List.of("metrics", "context", "histograms")) {
            if (!point.path(map).isObject()) {
                point.set(map, JsonNodeFactory.instance.objectNode());
            }
        }
        return point;
    }

    /** Returns the warm-ups that a text tells of: one for each process, or none. */
    private static ArrayNode warmUps(String sentences) {
        ArrayNode warmUps = JsonNodeFactory.instance.arrayNode();
        for (String sentence : sentences.split("; (?=settled|not settled)")) {
            Matcher warmUp = WARM_UP.matcher(sentence);
            if (warmUp.lookingAt()) {
                ObjectNode one = warmUps.addObject();
                one.put("settled", warmUp.group(1).equals("settled"))
                        .put("burstMillis", Long.parseLong(warmUp.group(2)));
                ArrayNode bursts = one.putArray("bursts");
                Matcher burst = BURST.matcher(sentence);
                while (burst.find()) {
                    bursts.addObject()
                            .put("users", Integer.parseInt(burst.group(1)))
                            .put("cpuMicros", Double.parseDouble(burst.group(2)))
                            .put("jitShare", Integer.parseInt(burst.group(3)) / 100.0)
                            .put("requestsPerSecond", Double.NaN);
                }
            }
        }
        return warmUps;
    }
}
