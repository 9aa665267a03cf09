package dev.heddle.bench.cli;

import dev.heddle.bench.conform.Check;
import dev.heddle.bench.conform.Conformance;
import dev.heddle.bench.conform.Group;
import dev.heddle.bench.conform.Progress;
import dev.heddle.bench.conform.Stand;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suites;
import dev.heddle.workload.Composition;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code heddle conform}. */
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
            "",
            "--json prints one object on standard output and nothing else:",
            "  contestant  the name, manifest or URL as given",
            "  passed, failed, skipped  how many checks",
            "  seconds     how long it took",
            "  log         where the contestant's output is kept if a check failed, or null",
            "  checks      a list, in the order in which they were made, of",
            "    mode      sequential, all, all-settled, any or race; empty of a URL",
            "    group     the kind of demand, as --only knows it",
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

    @Parameters(
            paramLabel = "NAME|MANIFEST|URL",
            description = "A contestant's name, the path of its contestant.yaml, or the base URL of a running server.")
    private String contestant;

    @Option(
            names = "--mode",
            paramLabel = "MODE,…",
            split = ",",
            converter = ModeReader.class,
            description = "Compositions to check. Default: all five.")
    private List<Composition> modes = List.of(Composition.values());

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

    @Option(names = "--json", description = "The result as JSON; its fields stand below.")
    private boolean json;

    @Option(names = "--postgres", paramLabel = "URL", description = "Your own server. Default: an embedded one.")
    private @Nullable String postgres;

    /** The result as JSON; its names are an interface. */
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
        long begin = System.nanoTime();
        Path log = Files.createTempFile("heddle-conform", ".log");
        List<Check> checks =
                contestant.startsWith("http://") ? Conformance.ofUrl(URI.create(contestant), progress()) : started(log);
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
        return failed == 0 ? 0 : Heddle.FAILED;
    }

    private List<Check> started(Path log) throws Exception {
        Manifest manifest = Manifest.find(Heddle.home(), contestant);
        Set<Group> groups = EnumSet.copyOf(only);
        try (Launcher launcher = new Launcher(Heddle.home(), pinning.plan());
                Stand stand = Stand.start(launcher, Suites.read("smoke"), postgres)) {
            return Conformance.ofContestant(stand, manifest, new ArrayList<>(modes), groups, log, progress());
        }
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void begins(String mode, Group group) {
                if (!json && !output.quiet()) {
                    output.out().println((mode.isEmpty() ? "" : mode + ": ") + group.label());
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
