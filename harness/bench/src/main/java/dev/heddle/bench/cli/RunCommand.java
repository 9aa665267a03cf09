package dev.heddle.bench.cli;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.SuiteException;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.trial.Scenario;
import dev.heddle.bench.trial.Step;
import dev.heddle.load.Hyperfoil;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs {@code heddle run}. */
@Command(
        name = "run",
        description =
                "Measures the contestants and writes a run's folder: raw trials, summary.csv, plots, report.html.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  heddle run                            suite quick, all three contestants",
            "  heddle run --suite smoke              proves the machinery in three minutes; no result",
            "  heddle run --dry-run > mine.yaml      a whole suite file to start from",
            "  heddle run --suite mine.yaml --contestants vertx-loop,../ours/contestant.yaml"
        })
final class RunCommand implements Callable<Integer> {
    private static final Set<String> RESUMED_WITH = Set.of("--resume", "--postgres", "--quiet", "--suite");

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Mixin
    private Pinning pinning;

    @Option(
            names = "--suite",
            paramLabel = "NAME|FILE",
            description = "What to run: smoke, quick, standard, or a suite file. Default: quick.")
    private @Nullable String suiteName;

    @Option(
            names = "--contestants",
            paramLabel = "A,B,…",
            split = ",",
            description = "Whom to compare, by name or by the path of a contestant.yaml. Default: as the suite says.")
    private @Nullable List<String> contestants;

    @Option(
            names = "--workload",
            paramLabel = "NAME|FILE",
            description =
                    "What a request does: a workload that `heddle list` names, or a file with the keys below workload: of a suite.")
    private @Nullable String workload;

    @Option(
            names = "--a-a",
            paramLabel = "NAME",
            description =
                    "The contestant that runs under two names, whose difference is the noise floor; none for no one."
                            + " Default: as the suite says.")
    private @Nullable String aa;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder. Default: a new one in results/.")
    private @Nullable Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Of everything drawn: data, latencies, ids, order. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description =
                    "Your own server, postgresql://user:password@host:port/database; Heddle makes a schema heddle there"
                            + " and drops it at the end. Default: an embedded one.")
    private @Nullable String postgres;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description =
                    "Go on with a run that was cut short: what is left of its plan, and nothing twice. Its own record says"
                            + " all the rest; only --postgres is given again.")
    private @Nullable Path resume;

    @Option(
            names = "--engine",
            paramLabel = "hyperfoil=URL",
            description =
                    "Load by a running Hyperfoil controller, 0.29 or later, on this machine. Default: the built-in engine.")
    private @Nullable String engine;

    @Option(
            names = "--hyperfoil-agents",
            paramLabel = "NAME=HOST[:PORT],…",
            split = ",",
            description = "The agents that a clustered controller is to start. Default: it runs alone.")
    private List<String> agents = List.of();

    @Option(
            names = "--emit-hyperfoil",
            paramLabel = "HOST:PORT",
            arity = "0..1",
            fallbackValue = "127.0.0.1:8080",
            description =
                    "Only write the load of each point as a Hyperfoil benchmark against this address, into --out; start"
                            + " nothing. Default: ${FALLBACK-VALUE}.")
    private @Nullable String emit;

    @Option(
            names = "--dry-run",
            description = "Print the whole suite, every default filled in, and the order of trials.")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        if (resume != null) {
            return resumed(resume).execute(output);
        }
        String asked = suiteName == null ? "quick" : suiteName;
        Suite suite = Suites.read(asked);
        if (contestants != null) {
            Suite named = suite;
            List<String> others = contestants;
            suite = UsageException.typed(() -> named.withContestants(others));
        }
        if (workload != null) {
            suite = suite.withWorkload(Suites.readWorkload(workload));
        }
        if (aa != null) {
            Suite named = suite;
            String again = aa;
            suite = UsageException.typed(() -> named.withAa(again));
        }
        String file = String.valueOf(Path.of(asked).getFileName());
        String name = file.replaceFirst("\\.ya?ml$", "");
        if (emit != null) {
            return HyperfoilFiles.write(name, suite, seed, emit, pinning.plan(), agents, out, output);
        }
        List<String> command = new ArrayList<>(List.of("heddle"));
        command.addAll(repeatable());
        Execution execution = new Execution(
                name,
                suite,
                manifests(suite.contestants()),
                seed,
                pinning.placement(),
                command,
                out,
                postgres,
                null,
                hyperfoil(suite),
                null);
        if (dryRun) {
            print(execution, output.out());
            return 0;
        }
        return execution.execute(output);
    }

    private Execution resumed(Path folder) throws IOException, SuiteException {
        List<String> others = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(option -> option.longestName())
                .filter(option -> !RESUMED_WITH.contains(option))
                .toList();
        if (!others.isEmpty()) {
            throw new UsageException(
                    "--resume takes everything from the run's own record; leave out " + String.join(", ", others));
        }
        RunFolder held = Execution.held(folder);
        Run run = held.run();
        Suite suite = Suites.parse(folder.resolve("run.json") + ", settings", run.settings());
        return new Execution(
                run.suite(),
                suiteName == null ? suite : Suites.read(suiteName),
                manifests(suite.contestants()),
                run.seed(),
                Execution.placement(run),
                run.commandLine(),
                folder,
                postgres,
                held,
                recorded(run.engine()),
                null);
    }

    /** Returns the engine that a run was begun with; null for the built-in one. */
    private static @Nullable Hyperfoil recorded(Run.Engine engine) {
        return engine.name().equals(Run.Engine.BUILT_IN)
                ? null
                : Hyperfoil.parse(engine.name() + "=" + engine.controller(), engine.agents());
    }

    /**
     * Returns the engine that was asked for, or null for the built-in one. What it cannot do is refused before anything starts.
     */
    private @Nullable Hyperfoil hyperfoil(Suite suite) {
        if (engine == null) {
            if (!agents.isEmpty()) {
                throw new UsageException("--hyperfoil-agents is of use only with --engine hyperfoil=URL");
            }
            return null;
        }
        String asked = engine;
        Hyperfoil hyperfoil = UsageException.typed(() -> Hyperfoil.parse(asked, agents));
        for (Scenario scenario : Scenario.of(suite)) {
            if (!scenario.builtInOnly().isEmpty()) {
                throw new UsageException("--engine " + engine + ": Hyperfoil " + scenario.builtInOnly()
                        + "; leave it out of the suite, or take the built-in engine");
            }
        }
        return hyperfoil;
    }

    private static List<Manifest> manifests(List<String> names) throws SuiteException {
        List<Manifest> manifests = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            Manifest manifest = Manifest.find(Checkout.home(), name);
            if (!seen.add(manifest.name())) {
                throw new UsageException("two contestants are called " + manifest.name()
                        + "; give each its own name in its contestant.yaml");
            }
            manifests.add(manifest);
        }
        return manifests;
    }

    /** Returns the arguments, but without a database URL, which may hold a password. */
    private List<String> repeatable() {
        List<String> arguments = new ArrayList<>();
        for (String argument : spec.commandLine().getParent().getParseResult().originalArgs()) {
            boolean url = argument.contains("://") && !argument.contains("hyperfoil=");
            arguments.add(url ? argument.replaceFirst("[A-Za-z+]+://.*", "postgresql://…") : argument);
        }
        return arguments;
    }

    private static void print(Execution execution, PrintWriter out) {
        out.print(Suites.explained(execution.suite()));
        out.println("# seed " + execution.seed() + "; about "
                + Console.text(execution.plan().estimate().toSeconds()) + "; trials in this order:");
        for (Step step : execution.plan().steps()) {
            out.println("#   block " + step.block() + "  " + step.contestant().name() + "  "
                    + step.scenario().kind());
        }
        execution.placement().sentences().forEach(sentence -> out.println("# " + sentence));
        if (execution.placement().negotiable()) {
            out.println("# The run begins with a pilot that measures this, and the shares follow from it.");
        }
        out.flush();
    }
}
