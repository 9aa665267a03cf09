package dev.heddle.blocking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.TDistribution;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares blocking HTTP clients: CPU time a call and memory a held call, on platform and on virtual threads. Prints the
 * Markdown table of decision 0001.
 *
 * <p>Each number comes from fresh processes, {@link RpcClientTrial}, in randomised blocks: the client alone on CPU 0, the
 * RPC service, also fresh, alone on CPU 1.
 */
final class RpcClientBenchmark {
    private static final String CLIENT_CPU = "0";
    private static final String SERVICE_CPU = "1";
    private static final long SEED = 1;
    private static final int ATTEMPTS = 2;
    /** The most calls a second that {@link RpcClientTrial} could reach: 128 callers, 5 ms each. */
    private static final double MOST_CALLS_PER_SECOND = 128 / 0.005;

    private record Key(Candidate candidate, String threads) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byThreads = threads.compareTo(other.threads);
            return byThreads != 0 ? byThreads : candidate.compareTo(other.candidate);
        }
    }

    private record Result(double cpuMicros, double callsPerSecond, double heapBytes, double otherBytes, int bursts) {
        /**
         * Returns whether something else had the CPU: the client neither used up its CPU nor came near the pace of its closed
         * loop. The CPU time of a call is not right then: on platform threads it is up to twice as much.
         */
        boolean disturbed() {
            return cpuMicros * callsPerSecond / 1e6 < 0.85 && callsPerSecond < 0.6 * MOST_CALLS_PER_SECOND;
        }
    }

    private RpcClientBenchmark() {}

    /** Takes as arguments the forks, then names of candidates; without names, it runs all. */
    public static void main(String[] args) throws Exception {
        int forks = Integer.parseInt(args[0]);
        List<Candidate> candidates = args.length == 1
                ? List.of(Candidate.values())
                : Arrays.stream(args).skip(1).map(Candidate::valueOf).toList();
        List<Key> keys = new ArrayList<>();
        for (Candidate candidate : candidates) {
            keys.add(new Key(candidate, "platform"));
            keys.add(new Key(candidate, "virtual"));
        }
        Map<Key, List<Result>> results = new TreeMap<>();
        Random random = new Random(SEED);
        for (int fork = 1; fork <= forks; fork++) {
            Collections.shuffle(keys, random);
            for (Key key : keys) {
                List<Result> kept = results.computeIfAbsent(key, ignored -> new ArrayList<>());
                for (int attempt = 1; attempt <= ATTEMPTS && kept.size() < fork; attempt++) {
                    Result result = trial(key);
                    System.err.printf(
                            Locale.ROOT,
                            "fork %d %s %s %s%s%n",
                            fork,
                            key.candidate,
                            key.threads,
                            result,
                            result.disturbed() ? " disturbed" : "");
                    if (!result.disturbed()) {
                        kept.add(result);
                    }
                }
            }
        }
        print(results, forks);
    }

    private static Result trial(Key key) throws IOException, InterruptedException {
        try (RpcServiceProcess service = RpcServiceProcess.start("fixed:5000000", "taskset", "-c", SERVICE_CPU)) {
            List<String> command = new ArrayList<>(List.of(
                    "taskset",
                    "-c",
                    CLIENT_CPU,
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xms1g",
                    "-Xmx1g",
                    "-XX:+UseG1GC",
                    "-XX:+AlwaysPreTouch"));
            command.addAll(key.candidate.jvmOptions());
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    RpcClientTrial.class.getName(),
                    key.candidate.name(),
                    key.threads,
                    service.url().toString()));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("a trial of " + key + " failed: " + out);
            }
            return JsonMapper.shared().readValue(out, Result.class);
        }
    }

    private static void print(Map<Key, List<Result>> results, int forks) {
        System.out.println(
                "| threads | client | CPU µs a call | calls/s | heap bytes a held call | other bytes a held call | forks |");
        System.out.println("|---|---|---|---|---|---|---|");
        results.forEach((key, of) -> System.out.printf(
                "| %s | %s | %s | %s | %s | %s | %d |%n",
                key.threads,
                key.candidate.title(),
                interval("%.1f", of, Result::cpuMicros),
                interval("%.0f", of, Result::callsPerSecond),
                interval("%.0f", of, Result::heapBytes),
                interval("%.0f", of, Result::otherBytes),
                of.size()));
        System.out.printf(
                "%nMean ± half of the 95 %% t-interval over the forks, of %d each, that nothing disturbed; Java %s, %s %s.%n",
                forks,
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"));
    }

    private static String interval(String format, List<Result> results, ToDoubleFunction<Result> what) {
        double[] values = results.stream().mapToDouble(what).toArray();
        if (values.length == 0) {
            return "";
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        if (values.length == 1) {
            return String.format(Locale.ROOT, format, mean);
        }
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double half = TDistribution.of(values.length - 1).inverseCumulativeProbability(0.975) * error;
        return String.format(Locale.ROOT, format + " ± " + format, mean, half);
    }
}
