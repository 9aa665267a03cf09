package dev.heddle.bench.cli;

import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.report.Calibrated;
import dev.heddle.bench.report.Spread;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.trial.Calibration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code heddle calibrate}. */
@Command(
        name = "calibrate",
        description =
                "Finds out how often this machine's A/A pairs are called different, and whether a slowdown that is planted is"
                        + " found. Takes an hour or more; writes a run with calibration.json.",
        mixinStandardHelpOptions = true)
final class CalibrateCommand implements Callable<Integer> {
    private static final long SEED = 42;
    private static final String SUITE = """
            workload: {}
            contestants: [%s]
            forks: %d
            scenarios:
              throughput: { concurrency: [%d], settle: 500ms, measure: %s, warmup: 1s, bursts: %d, max-jit-share: %s }
            """;

    @Mixin
    private Output output;

    @Mixin
    private Pinning pinning;

    @Option(names = "--contestant", defaultValue = "vertx-loop", description = "Who. Default: ${DEFAULT-VALUE}.")
    private String contestant;

    @Option(names = "--pairs", defaultValue = "20", description = "How many A/A pairs. Default: ${DEFAULT-VALUE}.")
    private int pairs;

    @Option(
            names = "--forks",
            defaultValue = "5",
            description = "Blocks of fresh processes in each. Default: ${DEFAULT-VALUE}, as in suite standard.")
    private int forks;

    @Option(
            names = "--slowdown",
            defaultValue = "0.05",
            description = "The part of CPU time a request that is planted. Default: ${DEFAULT-VALUE}.")
    private double slowdown;

    @Option(names = "--users", defaultValue = "64", description = "Of the closed loop. Default: ${DEFAULT-VALUE}.")
    private int users;

    @Option(names = "--measure", defaultValue = "4", description = "Seconds a trial. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--bursts",
            defaultValue = "12",
            description = "The most of warm-up, 1 s each. Default: ${DEFAULT-VALUE}.")
    private int bursts;

    @Option(
            names = "--max-jit-share",
            defaultValue = "0.1",
            description = "Of a contestant's CPU time, that its compilers may have. Default: ${DEFAULT-VALUE}.")
    private double maxJitShare;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder. Default: a new one in results/.")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
        if (pairs < 1 || forks < 2 || !(slowdown > 0 && slowdown < 10)) {
            throw new IllegalArgumentException(
                    "--pairs is 1 or more, --forks 2 or more, --slowdown above 0 and below 10");
        }
        Manifest manifest = Manifest.find(Heddle.home(), contestant);
        String stamp = Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace(":", "-")
                .replace("Z", "");
        Path folder = out == null ? Heddle.home().resolve("results").resolve(stamp + "-calibration") : out;
        Path pilot = folder.resolve("pilot");
        Suite two = suite(2);
        output.out()
                .println("First, what a request costs " + contestant + ", to plant " + percent(slowdown) + " of it.");
        int code = execution(two, List.of(manifest), pilot).execute(output);
        if (code != 0) {
            return code;
        }
        double micros = Spread.cpuMicros(RunFolder.read(pilot));
        // Rounds that take a millisecond, by a thousand: as many as a microsecond has.
        double roundsAMicro = Calibration.rounds(Duration.ofMillis(1)) / 1e3;
        int planted = (int) Math.max(1, Math.round(slowdown * micros * roundsAMicro));
        output.out()
                .println(String.format(
                        Locale.ROOT, "A request costs %.1f us; %d rounds of SHA-256 are planted.", micros, planted));
        Manifest slowed =
                manifest.with(manifest.name() + Calibrated.SLOWED, "HEDDLE_COMBINE_ROUNDS", Integer.toString(planted));
        code = execution(suite(pairs * forks).withTwin(contestant), List.of(manifest, slowed), folder)
                .execute(output);
        Calibrated calibrated = Calibrated.of(RunFolder.read(folder), manifest.name(), forks);
        Files.writeString(
                folder.resolve("calibration.json"),
                JsonMapper.shared()
                                .rebuild()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .build()
                                .writeValueAsString(calibrated)
                        + "\n");
        calibrated.sentences().forEach(output.out()::println);
        output.out().println("Record: " + folder.resolve("calibration.json"));
        return code;
    }

    private Suite suite(int blocks) throws Exception {
        return Suites.parse(
                "calibrate",
                String.format(
                        Locale.ROOT,
                        SUITE,
                        contestant,
                        Math.min(blocks, 10_000),
                        users,
                        seconds + "s",
                        bursts,
                        maxJitShare));
    }

    private Execution execution(Suite suite, List<Manifest> manifests, Path folder) throws Exception {
        List<String> command = List.of(
                "heddle",
                "calibrate",
                "--contestant",
                contestant,
                "--pairs",
                Integer.toString(pairs),
                "--forks",
                Integer.toString(forks),
                "--slowdown",
                Double.toString(slowdown));
        return new Execution("calibration", suite, manifests, SEED, pinning.plan(), command, folder, null, null, null);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
