package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.launch.JmhProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.meter.Noise;
import dev.heddle.bench.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One fork of the hand-off benchmarks of one model. */
final class Switching {
    /** The points that every model has. */
    static final List<String> POINTS = List.of("same-cpu", "cross-cpu");

    private Switching() {}

    /** Runs JMH and reads what it found; its own record stays in the folder. */
    static List<Point> measure(Launcher launcher, Suite suite, String model, Path folder)
            throws LaunchException, IOException {
        Suite.Switching plan = Objects.requireNonNull(suite.scenarios().switching());
        Path json = folder.resolve("jmh.json").toAbsolutePath();
        String time = plan.time().toMillis() + "ms";
        List<String> arguments = List.of(
                benchmark(model) + "\\.(sameCpu|crossCpu|eitherCpu)",
                "-f",
                "1",
                "-wi",
                Integer.toString(plan.warmups()),
                "-w",
                time,
                "-i",
                Integer.toString(plan.iterations()),
                "-r",
                time,
                "-jvmArgs",
                String.join(" ", suite.jvm().arguments()),
                "-foe",
                "true",
                "-rf",
                "json",
                "-rff",
                json.toString());
        Noise.Reading before = Noise.read(List.of(), List.of());
        long began = System.nanoTime();
        try (JmhProcess jmh = launcher.switching(arguments, folder.resolve("jmh.log"))) {
            jmh.await();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Noise noise = Noise.between(before, Noise.read(List.of(), List.of()), seconds, Map.of(), false);
        List<Point> points = new ArrayList<>();
        for (JsonNode result : JsonMapper.shared().readTree(Files.readString(json))) {
            points.add(judged(point(result), noise, suite.noise()));
        }
        return points;
    }

    /** The machine's rules, over the whole fork; foreign load is not told apart from JMH's own. */
    static Point judged(Point point, Noise noise, Suite.Noise allowed) {
        Map<String, Double> context = new TreeMap<>(point.context());
        context.put("steal_share", noise.steal());
        context.put("throttled_share", noise.throttled());
        Outcome outcome = point.outcome();
        if (outcome instanceof Outcome.Valid && noise.steal() > allowed.steal()) {
            outcome = new Outcome.Invalid(
                    new MachineRules.Steal().name(),
                    String.format(
                            Locale.ROOT,
                            "the hypervisor gave %.1f %% of all CPUs' time to others while JMH ran",
                            100 * noise.steal()),
                    List.of());
        } else if (outcome instanceof Outcome.Valid && noise.throttled() > allowed.throttled()) {
            outcome = new Outcome.Invalid(
                    new MachineRules.Throttling().name(),
                    String.format(
                            Locale.ROOT,
                            "the control group's CPU quota stopped us for %.1f %% of the time while JMH ran",
                            100 * noise.throttled()),
                    List.of());
        }
        return new Point(point.point(), outcome, point.metrics(), point.rungs(), context);
    }

    private static String benchmark(String model) {
        return switch (model) {
            case "platform-threads" -> "PlatformThreadHandoff";
            case "virtual-threads" -> "VirtualThreadHandoff";
            case "event-loop" -> "EventLoopHandoff";
            default -> throw new IllegalArgumentException("no hand-off benchmark for the model '" + model + "'");
        };
    }

    private static Point point(JsonNode result) {
        String benchmark = result.path("benchmark").stringValue();
        String name = switch (benchmark.substring(benchmark.lastIndexOf('.') + 1)) {
            case "sameCpu" -> "same-cpu";
            case "crossCpu" -> "cross-cpu";
            default -> "either-cpu";
        };
        double nanos = mean(result.path("primaryMetric"));
        Map<String, Double> context = new TreeMap<>();
        JsonNode counts = result.path("secondaryMetrics");
        double handoffs = mean(counts.path("handoffs"));
        context.put("crossed_share", mean(counts.path("crossed")) / handoffs);
        context.put("unpinned_share", mean(counts.path("unpinned")) / handoffs);
        context.put("kernel_switches_per_handoff", mean(counts.path("kernelSwitches")) / handoffs);
        Outcome outcome = context.get("unpinned_share") > 0
                ? new Outcome.Invalid(
                        "unpinned", "this system cannot pin a thread to a CPU, so that no point holds", List.of())
                : new Outcome.Valid();
        return new Point(name, outcome, Map.of("handoff_ns", nanos), List.of(), context);
    }

    /** The mean over the one fork's iterations. */
    private static double mean(JsonNode metric) {
        JsonNode iterations = metric.path("rawData").path(0);
        double sum = 0;
        for (JsonNode iteration : iterations) {
            sum += iteration.doubleValue();
        }
        return sum / iterations.size();
    }
}
