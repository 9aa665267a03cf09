package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A made-up run of three contestants in all scenarios, with flaws, drawn from a seed; its numbers mean nothing. */
public final class SyntheticRun {
    public static final List<String> CONTESTANTS = List.of("platform-threads", "virtual-threads", "vertx-loop");

    private static final List<Integer> CONCURRENCY = List.of(128, 16, 1024);
    private static final int BLOCKS = 3;

    private final Random random = new Random(7);

    public static Run run() {
        return Made.run(
                "synthetic",
                List.of("./heddle", "run", "--suite", "my suite.yaml", "--seed", "7"),
                "my suite.yaml",
                CONTESTANTS.stream()
                        .map(name -> new Run.Entrant(name, Made.model(name), "The <b>" + name + "</b> & friends"))
                        .toList(),
                new LinkedHashMap<>(Map.of("jdk", "25 </script><script>alert(1)</script>")),
                "workload:\n  rpc: { calls: 3 }\n");
    }

    /** The trials in three blocks; the last contestant fails once and breaks a rule once. */
    public static List<JudgedTrial> trials() {
        SyntheticRun synthetic = new SyntheticRun();
        List<JudgedTrial> trials = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            for (int who = 0; who < CONTESTANTS.size(); who++) {
                trials.add(trial(block, who, "throughput", synthetic.throughput(block, who)));
                trials.add(trial(block, who, "memory", synthetic.memory(who)));
                trials.add(trial(block, who, "switching", synthetic.switching(who)));
                trials.addAll(SyntheticOpenLoop.trials(block, who));
            }
        }
        return trials;
    }

    /** What it says. */
    public static Analysis analysis() {
        return analysis(trials());
    }

    /** What these say. */
    public static Analysis analysis(List<JudgedTrial> trials) {
        return Analysis.of(run(), trials, List.of());
    }

    /** Writes the two records that a report is made from. */
    public static Path write(Path folder, Run run, List<JudgedTrial> trials) throws IOException {
        JsonMapper json = JsonMapper.shared();
        Files.writeString(folder.resolve("run.json"), json.writeValueAsString(run));
        Files.writeString(
                folder.resolve("trials.jsonl"),
                trials.stream()
                        .map(trial -> json.writeValueAsString(trial.recorded()) + "\n")
                        .collect(Collectors.joining()));
        return folder;
    }

    public static JudgedTrial trial(int block, int who, String scenario, List<JudgedPoint> points) {
        String name = CONTESTANTS.get(who);
        String id = scenario + "-" + block + "-" + name;
        return Made.trial(id, block, name, scenario, points);
    }

    private List<JudgedPoint> throughput(int block, int who) {
        List<JudgedPoint> points = new ArrayList<>();
        for (int concurrency : CONCURRENCY) {
            String name = "concurrency=" + concurrency;
            if (who == 0 && concurrency == 1024) {
                points.add(Made.failed(name, "no answer within 2 s from <host>"));
                continue;
            }
            Outcome outcome = who == 1 && concurrency == 128 && block < 2
                    ? new Outcome.Invalid(
                            "downstream-bound",
                            "PostgreSQL used 97 % of its CPUs",
                            List.of("requests_per_second", "latency_p50_ms", "latency_p99_ms"))
                    : new Outcome.Valid();
            points.add(Made.point(name, outcome, metrics(who, concurrency), List.of(), Map.of("server_cpu", 0.9)));
        }
        return points;
    }

    private Map<String, Double> metrics(int who, int concurrency) {
        double rate = noisy((4000 + 1500 * who) * Math.log10(concurrency));
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("requests_per_second", rate);
        metrics.put("cpu_us_per_request", noisy(180 - 35 * who + concurrency / 30.0));
        metrics.put("latency_p50_ms", noisy(1000 * concurrency / rate));
        metrics.put("latency_p99_ms", noisy(3200 * concurrency / rate));
        metrics.put("rss_bytes", noisy(3e8 + who * 1e7));
        return metrics;
    }

    private List<JudgedPoint> memory(int who) {
        return List.of(
                ladder("idle", 10_000, 9_000 - 2_500 * who, 0),
                ladder("in-flight", 4_000, 90_000 - 25_000 * who, who == 0 ? 4 : 0));
    }

    private JudgedPoint ladder(String name, int most, double perConnection, long threadsEach) {
        List<Rung> rungs = new ArrayList<>();
        for (int step = 0; step <= 10; step++) {
            int connections = most * (step <= 5 ? step : 10 - step) / 5;
            Map<String, Long> bytes = new LinkedHashMap<>();
            bytes.put("heap", reading(8e7, 0.55 * perConnection * connections));
            bytes.put("stacks", reading(1e7, 0.2 * perConnection * connections));
            bytes.put("direct", reading(2e7, 0.1 * perConnection * connections));
            bytes.put("metaspace", reading(6e7, 0));
            bytes.put("kernel", reading(3e6, 0.15 * perConnection * connections));
            bytes.put(
                    "total", bytes.values().stream().mapToLong(Long::longValue).sum());
            Rung.Threads threads = new Rung.Threads(40 + threadsEach * connections, bytes.get("stacks"));
            rungs.add(new Rung(connections, step > 5, threads, bytes));
        }
        return Made.point(name, new Outcome.Valid(), Map.of(), rungs, Map.of());
    }

    private List<JudgedPoint> switching(int who) {
        return List.of(handoff("same-cpu", 5200 - 2300 * who), handoff("cross-cpu", 9100 - 2600 * who));
    }

    private JudgedPoint handoff(String name, double nanos) {
        return Made.point(name, new Outcome.Valid(), Map.of("handoff_ns", noisy(nanos)), List.of(), Map.of());
    }

    private long reading(double base, double held) {
        return Math.round(noisy(base) + held);
    }

    private double noisy(double value) {
        return value * (1 + 0.02 * random.nextGaussian());
    }
}
