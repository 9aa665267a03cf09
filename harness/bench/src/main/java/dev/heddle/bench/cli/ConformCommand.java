package dev.heddle.bench.cli;

import dev.heddle.bench.conform.Check;
import dev.heddle.bench.conform.Conformance;
import dev.heddle.bench.conform.Group;
import dev.heddle.bench.conform.Progress;
import dev.heddle.bench.conform.Stand;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.suite.Units;
import dev.heddle.workload.Composition;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code heddle conform}. */
@Command(
        name = "conform",
        description = {
            "Checks a contestant against the contract: documents to the byte, statuses and problem types, counts of calls"
                    + " and queries, compositions, faults of the RPC service and the database, cancellation, deadline,"
                    + " overload, hostile input, orderly end. Of a URL only what can be seen from outside.",
            "",
            "Exit code 0 if every check passed, 1 if one failed."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  heddle conform vertx-loop",
            "  heddle conform ../ours/contestant.yaml --mode all,race",
            "  heddle conform http://localhost:8080 --json",
            "  heddle conform virtual-threads --soak 10m",
            "",
            "--json prints one object on standard output and nothing else:",
            "  contestant  the name, manifest or URL as given",
            "  passed, failed, skipped  how many checks",
            "  seconds     how long it took",
            "  log         where the contestant's output is kept if a check failed, or null",
            "  checks      a list, in the order in which they were made, of",
            "    mode      sequential, all, all-settled, any or race; empty of a URL",
            "    group     the kind of demand, as --only knows it; or soak",
            "    name      what was checked",
            "    verdict   passed, failed or skipped",
            "    expected  what the contract demands, in words",
            "    saw       what was seen; why, if skipped"
        })
final class ConformCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Mixin
    private Pinning pinning;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME|MANIFEST|URL",
            description = "A contestant's name, the path of its contestant.yaml, or the base URL of a running server.")
    private String contestant;

    @Option(
            names = "--mode",
            paramLabel = "MODE,…",
            split = ",",
            converter = ModeReader.class,
            description = "Compositions to check. Default: all five; for a soak, all.")
    private @Nullable List<Composition> modes;

    @Option(
            names = "--only",
            paramLabel = "GROUP,…",
            split = ",",
            converter = GroupReader.class,
            description =
                    "Checks of these groups only: routes, hostile-input, connections, slow-clients, documents, counts,"
                            + " together, failures, cancellation, deadline, disconnect, overload, database, readiness, aftermath,"
                            + " termination. Default: all.")
    private List<Group> only = List.of(Group.values());

    @Option(
            names = "--soak",
            paramLabel = "TIME",
            converter = DurationReader.class,
            description =
                    "Instead of the checks: so long (10m) at half of the contestant's capacity, while RPC calls fail in every way,"
                            + " clients give up and database connections are killed; then nothing may be left behind.")
    private @Nullable Duration soak;

    @Option(names = "--json", description = "The result as JSON; its fields stand below.")
    private boolean json;

    @Option(names = "--postgres", paramLabel = "URL", description = "Your own server. Default: an embedded one.")
    private @Nullable String postgres;

    /** Holds the result that is printed as JSON. Its names are an interface. */
    private record Result(
            String contestant,
            long passed,
            long failed,
            long skipped,
            double seconds,
            @Nullable String log,
            List<Check> checks) {}

    @Override
    public Integer call() throws Exception {
        boolean url = contestant.startsWith("http://");
        if (url && soak != null) {
            throw new ParameterException(
                    spec.commandLine(), "--soak needs a contestant that Heddle starts: a name or a manifest");
        }
        long begin = System.nanoTime();
        Path log = Files.createTempFile("heddle-conform", ".log");
        List<Check> checks = url ? Conformance.ofUrl(URI.create(contestant), progress()) : started(log);
        long failed = checks.stream().filter(Check::failed).count();
        long passed = checks.stream().filter(Check::passed).count();
        boolean keepLog = failed > 0 && Files.size(log) > 0;
        if (!keepLog) {
            Files.deleteIfExists(log);
        }
        long skipped = checks.size() - passed - failed;
        double seconds = Math.round((System.nanoTime() - begin) / 1e8) / 10.0;
        if (json) {
            Result result =
                    new Result(contestant, passed, failed, skipped, seconds, keepLog ? log.toString() : null, checks);
            output.out()
                    .println(JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(result));
        } else {
            if (keepLog) {
                output.out().println("What " + contestant + " said stands in " + log);
            }
            output.out()
                    .println(passed + " of " + (passed + failed) + " checks passed"
                            + (skipped == 0 ? "" : ", " + skipped + " skipped") + ", in " + seconds + " s");
        }
        return failed == 0 ? 0 : Exit.FAILED;
    }

    private List<Check> started(Path log) throws Exception {
        Manifest manifest = Manifest.find(Checkout.home(), contestant);
        Set<Group> groups = EnumSet.copyOf(only);
        try (Launcher launcher = new Launcher(Checkout.home(), pinning.plan());
                Stand stand = Stand.start(launcher, Suites.read("smoke"), postgres)) {
            if (soak != null) {
                List<Composition> soaked = modes == null ? List.of(Composition.ALL) : modes;
                return Conformance.ofSoak(stand, manifest, soaked, soak, log, progress());
            }
            List<Composition> checked = modes == null ? List.of(Composition.values()) : modes;
            return Conformance.ofContestant(stand, manifest, checked, groups, log, progress());
        }
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void begins(String mode, String group) {
                if (!json && !output.quiet()) {
                    output.out().println((mode.isEmpty() ? "" : mode + ": ") + group);
                }
            }

            @Override
            public void checked(Check check) {
                if (!json && (check.failed() || !output.quiet())) {
                    tell(check);
                }
            }
        };
    }

    private void tell(Check check) {
        String name = output.quiet() ? check.title() : check.name();
        switch (check.verdict()) {
            case PASSED -> output.out().println("  ok    " + name + ": " + check.saw());
            case SKIPPED -> output.out().println("  skip  " + name + ": " + check.saw());
            case FAILED ->
                output.out()
                        .println("  FAIL  " + name + "\n          expected: " + check.expected()
                                + "\n          saw:      " + check.saw());
        }
    }

    private static final class ModeReader implements ITypeConverter<Composition> {
        @Override
        public Composition convert(String label) {
            try {
                return Composition.of(label);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private static final class DurationReader implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Units.duration(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private static final class GroupReader implements ITypeConverter<Group> {
        @Override
        public Group convert(String label) {
            for (Group group : Group.values()) {
                if (group.label().equals(label)) {
                    return group;
                }
            }
            throw new TypeConversionException("'" + label + "' is no group of checks; see `heddle conform --help`");
        }
    }
}
