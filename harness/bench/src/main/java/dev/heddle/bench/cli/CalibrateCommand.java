package dev.heddle.bench.cli;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.Calibrated;
import dev.heddle.bench.analysis.Spread;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.trial.CombineRounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code heddle calibrate}. */
@Command(
        name = "calibrate",
        description =
                "Finds out how often this machine's A/A pairs are called different, and whether a slowdown that is planted is"
                        + " found. Takes hours, and goes on with --resume; writes a run with calibration.json.",
        mixinStandardHelpOptions = true)
final class CalibrateCommand implements Callable<Integer> {
    private static final String NAME = "calibration";

    private static final long SEED = 42;
    /**
     * Every contestant computes one round, because with the first round the answer gets a digest. Planting more rounds then adds
     * nothing but rounds.
     */
    private static final String SUITE = """
            workload: { combine: { cpu: 1ns } }
            contestants: [%s]
            forks: %d
            scenarios:
              throughput: { concurrency: [%d], settle: 100ms, measure: %s, turn: 250ms, warmup: 1s, bursts: %d, max-jit-share: %s }
            """;

    @Mixin
    private Output output;

    @Mixin
    private Pinning pinning;

    @Spec
    private CommandSpec spec;

    @Option(names = "--contestant", defaultValue = "vertx-loop", description = "Who. Default: ${DEFAULT-VALUE}.")
    private String contestant;

    @Option(names = "--pairs", defaultValue = "20", description = "How many A/A pairs. Default: ${DEFAULT-VALUE}.")
    private int pairs;

    @Option(
            names = "--forks",
            defaultValue = "6",
            description =
                    "Blocks of fresh processes in each pair; the blocks of two pairs make a slowdown's. Default: ${DEFAULT-VALUE}.")
    private int forks;

    @Option(
            names = "--slowdown",
            defaultValue = "0.05",
            description = "The part of CPU time a request that is planted. Default: ${DEFAULT-VALUE}.")
    private double slowdown;

    @Option(names = "--users", defaultValue = "64", description = "Of the closed loop. Default: ${DEFAULT-VALUE}.")
    private int users;

    @Option(
            names = "--measure",
            defaultValue = "10",
            description = "Seconds a trial, in windows of a quarter. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--bursts",
            defaultValue = "24",
            description = "The most of warm-up, 1 s each. Default: ${DEFAULT-VALUE}.")
    private int bursts;

    @Option(
            names = "--max-jit-share",
            defaultValue = "0.1",
            description = "Of a contestant's CPU time, that its compilers may have. Default: ${DEFAULT-VALUE}.")
    private double maxJitShare;

    @Option(
            names = "--rounds",
            description =
                    "Rounds of SHA-256 to plant. Default: as many as the slowdown takes, found out by a pilot run.")
    private @Nullable Integer rounds;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder. Default: a new one in results/.")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with a calibration that was cut short, and measure nothing twice; alone.")
    private @Nullable Path resume;

    @Override
    public Integer call() throws Exception {
        if (resume != null) {
            return resumed(resume);
        }
        if (pairs < 1 || forks < 2 || !(slowdown > 0 && slowdown < 10)) {
            throw new UsageException("--pairs is 1 or more, --forks 2 or more, --slowdown above 0 and below 10");
        }
        Manifest manifest = Manifest.find(Checkout.home(), contestant);
        String stamp = Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace(":", "-")
                .replace("Z", "");
        Path folder = out == null ? Checkout.home().resolve("results").resolve(stamp + "-calibration") : out;
        // The pilot run pins this process to the load's CPUs, and after that no others can be seen.
        Placement placement = pinning.placement();
        if (rounds == null) {
            Path pilot = folder.resolve("pilot");
            output.out()
                    .println("First, what a request costs " + contestant + ", to plant " + percent(slowdown)
                            + " of it. Then " + pairs + " A/A pairs of " + forks
                            + " blocks each; the blocks of two pairs make a slowdown's.");
            int code = execution(suite(2), List.of(manifest), placement, pilot, null)
                    .execute(output);
            if (code != 0) {
                return code;
            }
            OptionalDouble found = Spread.cpuMicros(Analysis.of(RunFolder.read(pilot)));
            if (found.isEmpty()) {
                output.err()
                        .println(
                                "heddle: no trial gave a valid CPU time a request; the page above says which rules were"
                                        + " broken. Begin again when the machine is quieter.");
                return Exit.FAILED;
            }
            double micros = found.getAsDouble();
            rounds = Math.max(1, CombineRounds.rounds(Duration.ofNanos(Math.round(slowdown * micros * 1e3))));
            output.out()
                    .println(String.format(
                            Locale.ROOT, "A request costs %.1f us; %d rounds of SHA-256 are planted.", micros, rounds));
        }
        return measure(manifest, rounds, placement, folder, null);
    }

    /** Goes on with a calibration. Everything but the folder is as the run's own record says. */
    private int resumed(Path folder) throws Exception {
        List<String> others = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(option -> option.longestName())
                .filter(option -> !option.equals("--resume") && !option.equals("--quiet"))
                .toList();
        if (!others.isEmpty()) {
            throw new UsageException(
                    "--resume takes everything from the run's own record; leave out " + String.join(", ", others));
        }
        RunFolder held = Execution.held(folder);
        if (!made(held.run())) {
            throw new UsageException(folder + " is no calibration; heddle run --resume goes on with other runs");
        }
        CalibrateCommand begun = new CalibrateCommand();
        begun.take(Objects.requireNonNull(held.run().calibration()));
        begun.output = output;
        return begun.measure(
                Manifest.find(Checkout.home(), begun.contestant),
                Objects.requireNonNull(begun.rounds),
                Execution.placement(held.run()),
                folder,
                held);
    }

    private int measure(Manifest manifest, int planted, Placement placement, Path folder, @Nullable RunFolder held)
            throws Exception {
        Manifest slowed = manifest.with(
                manifest.name() + Calibrated.SLOWED, "HEDDLE_COMBINE_ROUNDS", Integer.toString(1 + planted));
        Suite suite = suite(pairs * forks).withAa(contestant);
        int code = execution(suite, List.of(manifest, slowed), placement, folder, held)
                .execute(output);
        return Math.max(code, evaluate(folder, output));
    }

    /** Returns whether the run is a calibration. Its pilot is none, since it has not found out the rounds yet. */
    static boolean made(Run run) {
        return run.calibration() != null && run.calibration().rounds() != null;
    }

    /** Takes the options that a calibration was begun with. */
    private void take(Run.CalibrationPlan plan) {
        contestant = plan.contestant();
        pairs = plan.pairs();
        forks = plan.forks();
        slowdown = plan.slowdown();
        users = plan.users();
        seconds = plan.measureSeconds();
        bursts = plan.bursts();
        maxJitShare = plan.maxJitShare();
        rounds = plan.rounds();
    }

    /**
     * Writes {@code calibration.json} and says what is in it, or says that nothing can be told. Returns the exit code.
     */
    static int evaluate(Path folder, Output output) throws IOException {
        RunFolder held = RunFolder.read(folder);
        Run.CalibrationPlan begun = Objects.requireNonNull(held.run().calibration());
        Optional<Calibrated> found = Calibrated.of(Analysis.of(held), begun.contestant(), begun.forks());
        if (found.isEmpty()) {
            output.err()
                    .println(
                            "heddle: can't tell: no comparison is whole and has two valid blocks. Go on with --resume, or see on"
                                    + " the run's page which rules were broken.");
            return Exit.FAILED;
        }
        Calibrated calibrated = found.get();
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
        return 0;
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

    private Execution execution(
            Suite suite, List<Manifest> manifests, Placement placement, Path folder, @Nullable RunFolder held) {
        List<String> command = new ArrayList<>(List.of(
                "heddle",
                "calibrate",
                "--contestant",
                contestant,
                "--pairs",
                Integer.toString(pairs),
                "--forks",
                Integer.toString(forks),
                "--slowdown",
                Double.toString(slowdown),
                "--users",
                Integer.toString(users),
                "--measure",
                Integer.toString(seconds),
                "--bursts",
                Integer.toString(bursts),
                "--max-jit-share",
                Double.toString(maxJitShare)));
        if (rounds != null) {
            command.addAll(List.of("--rounds", Integer.toString(rounds)));
        }
        return new Execution(
                NAME,
                suite,
                manifests,
                SEED,
                placement,
                command,
                folder,
                null,
                held,
                null,
                new Run.CalibrationPlan(
                        contestant, pairs, forks, slowdown, users, seconds, bursts, maxJitShare, rounds));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
