package dev.heddle.bench.cli;

import dev.heddle.bench.journal.Journal;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.launch.CpuList;
import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.launch.Topology;
import dev.heddle.bench.meter.Machine;
import dev.heddle.bench.report.Report;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.trial.Clock;
import dev.heddle.bench.trial.CombineRounds;
import dev.heddle.bench.trial.Plan;
import dev.heddle.bench.trial.Preflight;
import dev.heddle.bench.trial.Runner;
import dev.heddle.bench.trial.Scenario;
import dev.heddle.bench.trial.SharePilot;
import dev.heddle.bench.trial.Step;
import dev.heddle.load.Hyperfoil;
import dev.heddle.load.LoadException;
import dev.heddle.load.Precedence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries one run from its settings to its report. {@code run}, {@code switch} and {@code calibrate} share it.
 *
 * @param name the suite's name
 * @param placement on which CPUs it runs
 * @param commandLine the command that repeats it
 * @param out the run's folder, or null for a new one under {@code results}
 * @param postgresUrl the reader's own database, or null
 * @param resumed what the run holds already, or null for a new one
 * @param hyperfoil who makes the load; null for the built-in engine
 * @param calibration what a calibration is begun with; null for any other run
 */
record Execution(
        String name,
        Suite suite,
        List<Manifest> contestants,
        long seed,
        Placement placement,
        List<String> commandLine,
        @Nullable Path out,
        @Nullable String postgresUrl,
        @Nullable RunFolder resumed,
        @Nullable Hyperfoil hyperfoil,
        Run.@Nullable CalibrationPlan calibration) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss").withZone(ZoneOffset.UTC);

    /**
     * Reads what a folder holds of a run that is to be gone on with.
     *
     * @throws IOException if it holds none
     */
    static RunFolder held(Path folder) throws IOException {
        // A run that ended before its first trial has no trials.jsonl.
        Path trials = folder.resolve("trials.jsonl");
        if (Files.exists(folder.resolve("run.json")) && !Files.exists(trials)) {
            Files.createFile(trials);
        }
        return RunFolder.read(folder);
    }

    /** Returns where a run had its processes. */
    static Placement placement(Run run) throws IOException {
        Topology topology = Topology.here();
        CpuPlan cpus = run.serverCpus().equals("any")
                ? CpuPlan.unpinned()
                : UsageException.typed(() -> CpuPlan.of(run.serverCpus(), run.loadCpus(), topology.cpus()));
        return new Placement(cpus, topology, null, null);
    }

    Plan plan() {
        return Plan.of(suite, contestants, seed);
    }

    /** Runs it and writes its report. Returns the exit code. */
    int execute(Output output) throws LackException, LaunchException, IOException {
        Plan plan = plan();
        List<String> missing =
                Preflight.missing(suite, plan.mostTogether(), Machine.openFiles(), Machine.availableMemory());
        if (!missing.isEmpty()) {
            throw new LackException(String.join("\nheddle: ", missing));
        }
        boolean begins = resumed == null && hyperfoil == null && calibration == null;
        if (begins && placement.negotiable() && needsDownstreams()) {
            return piloted(output).measured(plan, output);
        }
        return measured(plan, output);
    }

    private boolean needsDownstreams() {
        return Scenario.of(suite).stream().anyMatch(Scenario::needsDownstreams);
    }

    /** Returns the same, on the CPUs that a pilot tells how to share out. */
    private Execution piloted(Output output) throws LaunchException, IOException {
        if (!output.quiet()) {
            output.out()
                    .println("First, what a request costs the load side and the contestant, to share out the cores.");
        }
        Path logs = Files.createTempDirectory("heddle-pilot-");
        try (Launcher launcher = new Launcher(Checkout.home(), placement.cpus())) {
            OptionalDouble needed = SharePilot.measure(
                    launcher,
                    suite,
                    contestants,
                    seed,
                    postgresUrl,
                    CombineRounds.rounds(suite.workload().combine().cpu()),
                    logs);
            return on(placement.after(needed));
        } finally {
            for (Manifest contestant : contestants) {
                Files.deleteIfExists(logs.resolve(contestant.name() + ".log"));
            }
            Files.deleteIfExists(logs);
        }
    }

    private Execution on(Placement other) {
        return new Execution(
                name, suite, contestants, seed, other, commandLine, out, postgresUrl, resumed, hyperfoil, calibration);
    }

    private int measured(Plan plan, Output output) throws LackException, LaunchException, IOException {
        Run.Engine engine = engine();
        Instant now = Instant.now();
        Path results = Checkout.home().resolve("results");
        Path folder = out == null ? results.resolve(STAMP.format(now) + "-" + name) : out;
        Run run = run(folder, now, engine);
        if (resumed != null) {
            requireSame(resumed.run(), run);
            run = resumed.run();
        }
        LaunchException failure = null;
        List<List<String>> ids = plan.steps().stream().map(Step::ids).toList();
        try (Journal journal = resumed == null ? Journal.begin(folder, run) : Journal.resume(folder, ids);
                Launcher launcher = new Launcher(Checkout.home(), placement.cpus(), hyperfoil);
                Console console = new Console(output.out(), plan, output.quiet());
                Runner runner = new Runner(launcher, Clock.system(), suite, run, postgresUrl, plan, journal, console)) {
            if (!output.quiet()) {
                if (resumed == null) {
                    placement.sentences().forEach(output.out()::println);
                }
                int done =
                        (int) ids.stream().filter(journal.done()::containsAll).count();
                int left = plan.steps().size() - done;
                output.out()
                        .println("Measuring " + left + " trials into " + folder + "; about "
                                + Console.text(plan.estimate(done).toSeconds()) + ".");
                // A calibration's blocks belong to many comparisons, and it is there to find out what these can
                // tell.
                if (calibration == null) {
                    Outlook.of(results, run, suite).forEach(output.out()::println);
                }
            }
            pinSelf();
            runner.run();
        } catch (LaunchException e) {
            failure = e;
        }
        int code = report(folder, output);
        if (failure != null) {
            throw failure;
        }
        return code;
    }

    /**
     * Returns the load engine and its version. An engine other than our own must be asked for it before anything starts.
     */
    private Run.Engine engine() throws LackException {
        if (hyperfoil == null) {
            return Run.Engine.builtIn();
        }
        try {
            return new Run.Engine(
                    Hyperfoil.NAME,
                    hyperfoil.version(),
                    hyperfoil.controller().toString(),
                    hyperfoil.agents().entrySet().stream()
                            .map(agent -> agent.getKey() + "=" + agent.getValue())
                            .toList());
        } catch (LoadException e) {
            throw new LackException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Writes the report and says the main numbers. Returns the exit code, which is 1 if a point failed, a file could not be
     * written or nothing is valid.
     */
    static int report(Path folder, Output output) throws IOException {
        return tell(Report.write(folder), output);
    }

    /** Says the main numbers of a report. Returns the exit code. */
    static int tell(Report report, Output output) {
        output.out().println(report.terminalSummary());
        report.notes().forEach(note -> output.out().println("Note: " + note));
        report.lost().forEach(lost -> output.out().println("Note: " + lost));
        report.failures().forEach(failed -> output.out().println("Failed: " + failed));
        if (Files.isRegularFile(report.page())) {
            output.out().println("Report: " + report.page());
        }
        return code(report);
    }

    /** Returns 1 if a point failed, a file could not be written or nothing is valid, and 0 otherwise. */
    static int code(Report report) {
        return report.failures().isEmpty() && report.lost().isEmpty() && report.anyValid() ? 0 : Exit.FAILED;
    }

    /** Refuses to go on where anything differs, because trials of two machines, builds or workloads are not one run. */
    private static void requireSame(Run before, Run now) {
        List<String> differences = new ArrayList<>(before.hardwareDifferences(now));
        if (before.format() != now.format()) {
            differences.add("the record's format: " + before.format() + " and " + now.format());
        }
        differences.addAll(before.softwareDifferences(now));
        if (!before.settings().equals(now.settings())) {
            differences.add("the suite: its settings differ from the ones in run.json");
        }
        if (!differences.isEmpty()) {
            throw new UsageException("this run can't be resumed, since its trials would not be alike. Then and now: "
                    + String.join("; ", differences));
        }
    }

    private Run run(Path folder, Instant now, Run.Engine engine) {
        Map<String, String> environment = new TreeMap<>(Machine.facts());
        environment.putAll(placement.facts());
        environment.put("contestants' jvm", String.join(" ", suite.jvm().arguments()));
        environment.put("contestants' environment", "MALLOC_ARENA_MAX=2");
        environment.put(Run.PRECEDENCE, Precedence.text());
        return new Run(
                Run.FORMAT,
                String.valueOf(folder.getFileName()),
                Checkout.VERSION,
                commit(),
                commandLine,
                name,
                seed,
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                CpuList.text(placement.cpus().server()),
                CpuList.text(placement.cpus().load()),
                contestants.stream()
                        .map(c -> new Run.Entrant(c.name(), c.model(), c.description()))
                        .toList(),
                engine,
                postgresUrl != null,
                CombineRounds.rounds(suite.workload().combine().cpu()),
                calibration,
                environment,
                Suites.write(suite));
    }

    /** Keeps the bench off the contestant's CPUs too. */
    private void pinSelf() throws IOException {
        if (placement.cpus().pinned()) {
            succeeds(
                    "taskset",
                    "-acp",
                    CpuList.text(placement.cpus().load()),
                    Long.toString(ProcessHandle.current().pid()));
        }
    }

    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "-C", Checkout.home().toString(), "describe", "--always", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String described = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? described.strip() : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    private static void succeeds(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed; --no-pinning does without");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
