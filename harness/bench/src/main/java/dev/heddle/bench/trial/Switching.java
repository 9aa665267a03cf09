package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Disturbance;
import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Model;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.launch.JmhProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.ProcessStarter;
import dev.heddle.bench.meter.Noise;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.SwitchingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the hand-off benchmarks of each model with JMH.
 *
 * @param plan its keys in the suite
 */
record Switching(SwitchingPlan plan) implements Scenario {
    private static final String SAME_CPU = "same-cpu";
    private static final String CROSS_CPU = "cross-cpu";
    private static final double FORK_SECONDS = 2;

    @Override
    public String kind() {
        return "switching";
    }

    /** Returns the points that every model has. */
    @Override
    public Map<ScenarioName, List<String>> points() {
        return Map.of(ScenarioName.Known.SWITCHING, List.of(SAME_CPU, CROSS_CPU));
    }

    @Override
    public int forks() {
        return plan.forks();
    }

    @Override
    public Duration estimate() {
        double iterations = (plan.warmups() + plan.iterations()) * Estimates.seconds(plan.time());
        return Estimates.of(List.of(SAME_CPU, CROSS_CPU).size() * (FORK_SECONDS + iterations));
    }

    @Override
    public boolean needsDownstreams() {
        return false;
    }

    /**
     * Returns the first contestant of each model. A hand-off belongs to a model, so contestants of the same model share that
     * measurement.
     */
    @Override
    public List<Manifest> entrants(List<Manifest> contestants, List<Manifest> order) {
        Set<Model> models = EnumSet.noneOf(Model.class);
        Set<Manifest> first = new HashSet<>();
        for (Manifest contestant : contestants) {
            if (models.add(contestant.model())) {
                first.add(contestant);
            }
        }
        return order.stream().filter(first::contains).toList();
    }

    @Override
    public List<Need> needs() {
        return List.of();
    }

    @Override
    public List<List<Measured>> measure(Block block) {
        return block.eachAlone((step, folder) -> List.of(new Measured(
                ScenarioName.Known.SWITCHING,
                List.of(),
                measure(block.starter(), block.suite(), step.contestant().model(), folder))));
    }

    /** Runs one fork of a model's benchmarks and reads what it found. JMH's own record stays in the folder. */
    private List<Point> measure(ProcessStarter starter, Suite suite, Model model, Path folder)
            throws LaunchException, IOException {
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
        try (JmhProcess jmh = starter.switching(arguments, folder.resolve("jmh.log"))) {
            jmh.await();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Disturbance disturbance = Noise.between(before, Noise.read(List.of(), List.of()), seconds, Map.of(), false);
        Evidence.Allowed allowed = new Evidence.Allowed(
                0,
                1,
                suite.noise().steal(),
                suite.noise().throttled(),
                suite.noise().foreign());
        List<Point> points = new ArrayList<>();
        for (JsonNode result : JsonMapper.shared().readTree(Files.readString(json))) {
            points.add(point(result, disturbance, allowed));
        }
        return points;
    }

    private static String benchmark(Model model) {
        return switch (model) {
            case PLATFORM_THREADS -> "PlatformThreadHandoff";
            case VIRTUAL_THREADS -> "VirtualThreadHandoff";
            case EVENT_LOOP -> "EventLoopHandoff";
        };
    }

    private static Point point(JsonNode result, Disturbance disturbance, Evidence.Allowed allowed) {
        String benchmark = result.path("benchmark").stringValue();
        String name = switch (benchmark.substring(benchmark.lastIndexOf('.') + 1)) {
            case "sameCpu" -> SAME_CPU;
            case "crossCpu" -> CROSS_CPU;
            default -> "either-cpu";
        };
        double nanos = mean(result.path("primaryMetric"));
        Map<String, Double> context = new TreeMap<>();
        JsonNode counts = result.path("secondaryMetrics");
        double handoffs = mean(counts.path("handoffs"));
        context.put("crossed_share", mean(counts.path("crossed")) / handoffs);
        context.put("kernel_switches_per_handoff", mean(counts.path("kernelSwitches")) / handoffs);
        return Point.of(
                name,
                Map.of(Metric.HANDOFF_NS.name(), nanos),
                new Evidence.HandOffs(disturbance, allowed, mean(counts.path("unpinned")) / handoffs),
                context);
    }

    /** Returns the mean over the one fork's iterations. */
    private static double mean(JsonNode metric) {
        JsonNode iterations = metric.path("rawData").path(0);
        double sum = 0;
        for (JsonNode iteration : iterations) {
            sum += iteration.doubleValue();
        }
        return sum / iterations.size();
    }
}
