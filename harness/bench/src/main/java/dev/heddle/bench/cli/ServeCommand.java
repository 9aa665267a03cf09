package dev.heddle.bench.cli;

import dev.heddle.bench.journal.WarmUp;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.trial.Testbed;
import dev.heddle.bench.trial.Warmer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs {@code heddle serve}. */
@Command(
        name = "serve",
        description = "Serves one contestant with its downstreams until Ctrl-C, to try with curl or wrk.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  heddle serve vertx-loop --port 8080",
            "  curl http://127.0.0.1:8080/customers/7/summary",
            "  wrk -c256 -d10s http://127.0.0.1:8080/customers/7/summary"
        })
final class ServeCommand implements Callable<Integer> {
    private static final List<Integer> WARM_UP_USERS = List.of(16, 64, 256);

    private static final Duration WARM_UP_BURST = Duration.ofSeconds(1);

    @Mixin
    private Output output;

    @Mixin
    private Pinning pinning;

    @Parameters(paramLabel = "NAME|MANIFEST", description = "A contestant's name, or the path of its contestant.yaml.")
    private String contestant;

    @Option(names = "--port", defaultValue = "8080", description = "Where it listens. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--suite",
            defaultValue = "quick",
            description = "Whose workload and JVM it has. Default: ${DEFAULT-VALUE}.")
    private String suiteName;

    @Option(
            names = "--max-in-flight",
            defaultValue = "512",
            description = "Requests that its pools are sized for. Default: ${DEFAULT-VALUE}.")
    private int maxInFlight;

    @Option(
            names = "--bursts",
            defaultValue = "16",
            description = "The most of warm-up, 1 s each; 0 leaves it cold. Default: ${DEFAULT-VALUE}.")
    private int bursts;

    @Option(names = "--postgres", paramLabel = "URL", description = "Your own server. Default: an embedded one.")
    private @Nullable String postgres;

    @Override
    public Integer call() throws Exception {
        if (bursts < 0) {
            throw new UsageException("--bursts is 0 or more");
        }
        Suite suite = Suites.read(suiteName);
        Manifest manifest = Manifest.find(Checkout.home(), contestant);
        Path log = Files.createTempFile("heddle-" + manifest.name(), ".log");
        log.toFile().deleteOnExit(); // Serving ends by a signal.
        try (Launcher launcher = new Launcher(Checkout.home(), pinning.plan());
                Testbed bed = Testbed.start(launcher, suite, 42, postgres);
                ContestantProcess serving = bed.contestant(manifest, port, maxInFlight, log)) {
            if (bursts > 0) {
                warm(bed, serving, manifest.name());
            }
            output.out()
                    .println(manifest.name() + " serves on http://127.0.0.1:" + serving.port()
                            + "/customers/7/summary (process " + serving.pid() + "); Ctrl-C ends it.");
            while (serving.alive()) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            throw new LaunchException(String.valueOf(serving.died().getMessage()));
        }
    }

    private void warm(Testbed bed, ContestantProcess serving, String name) throws LaunchException, IOException {
        if (!output.quiet()) {
            output.out().println("Warming " + name + " up …");
        }
        WarmUp warmUp = Warmer.warm(bed, serving, WARM_UP_USERS, WARM_UP_BURST, bursts);
        if (!output.quiet()) {
            output.out().println(warmUp.sentence());
        }
    }
}
