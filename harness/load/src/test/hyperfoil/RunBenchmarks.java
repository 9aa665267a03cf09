import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkData;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.parser.BenchmarkParser;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Has Hyperfoil's own parser read benchmarks and its own engine run them, in a JVM with Hyperfoil's libraries and nothing else. It
 * prints one line for each file: its name, then {@code phase=requests/responses/invalid} for each phase.
 */
final class RunBenchmarks {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            byte[] yaml = Files.readAllBytes(Path.of(file));
            Benchmark benchmark = BenchmarkParser.instance()
                    .buildBenchmark(new ByteArrayInputStream(yaml), BenchmarkData.EMPTY, Map.of());
            Map<String, long[]> counts = new TreeMap<>();
            new LocalSimulationRunner(
                            benchmark,
                            (phase, step, metric, statistics, countDown) -> {
                                synchronized (counts) {
                                    long[] sums = counts.computeIfAbsent(phase.name(), name -> new long[3]);
                                    sums[0] += statistics.requestCount;
                                    sums[1] += statistics.responseCount;
                                    sums[2] += statistics.invalid;
                                }
                            },
                            null,
                            null)
                    .run();
            StringBuilder line = new StringBuilder(Path.of(file).getFileName().toString());
            counts.forEach((phase, sums) -> line.append(' ')
                    .append(phase)
                    .append('=')
                    .append(sums[0] + "/" + sums[1] + "/" + sums[2]));
            System.out.println(line);
        }
        System.exit(0);
    }
}
