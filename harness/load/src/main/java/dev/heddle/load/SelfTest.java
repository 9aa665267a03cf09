package dev.heddle.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets the engine prove itself, with real processes and known disturbances: theory says what must be observed. An instance starts
 * a server and an engine; closing it ends them.
 */
public final class SelfTest implements AutoCloseable {
    /** One process has this many files open at the most. */
    public static final int OPEN_FILES = 20_000;

    /**
     * Holds one figure, as expected and as observed.
     *
     * @param experiment in which it was observed
     * @param what it is
     */
    public record Check(String experiment, String what, String expected, String observed, boolean passed) {}

    /** Holds what was seen of a server that was frozen in the midst of a plan, and for how long it was. */
    record Frozen(StreamReport report, double stallSeconds) {}

    static final double FROZEN_SERVER_WINDOW = 8;
    static final double FROZEN_ENGINE_WINDOW = 10;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final int TIMEOUT_MS = 10_000;
    private static final int FAULT_IDS = 1_000;

    private final List<Process> children = new ArrayList<>();
    private final Thread hook = new Thread(this::end, "end-processes");
    private final Process engine;
    private final Process server;
    private final BufferedReader said;
    private final int port;

    /** Starts both processes. */
    public SelfTest() throws IOException {
        this(List.of(), List.of("1"));
    }

    private SelfTest(List<String> prefix, List<String> engineArguments) throws IOException {
        Runtime.getRuntime().addShutdownHook(hook);
        server = start(List.of(), PracticeServer.class, List.of());
        engine = start(prefix, Main.class, engineArguments);
        said = engine.inputReader();
        port = Integer.parseInt(server.inputReader().readLine());
    }

    private Process start(List<String> prefix, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                System.getProperty("java.class.path")));
        command.addAll(LoadJvm.OPTIONS);
        command.add(main.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        children.add(process);
        return process;
    }

    /**
     * Runs every experiment, which takes about a minute.
     *
     * @param heard is told of each check as it is made
     * @throws IOException if a process went
     */
    public void run(Consumer<Check> heard) throws IOException, InterruptedException {
        warmUp();
        checkKnownDelay(knownDelay()).done().forEach(heard);
        checkFrozenServer(frozenServer()).done().forEach(heard);
        checkFrozenEngine(frozenEngine()).done().forEach(heard);
        checkIdle(idle()).done().forEach(heard);
        checkInFlight(inFlight()).done().forEach(heard);
        checkFaults(faults()).done().forEach(heard);
        checkDeadServer(deadServer()).done().forEach(heard);
        if (mayComeFirst()) {
            Checks checks = checkBusyNeighbours(besideBusyNeighbours(true));
            // What the machine does for a moment spoils a time, and no count.
            for (int again = 0; again < 2 && onlyTimesFailed(checks); again++) {
                checks = checkBusyNeighbours(besideBusyNeighbours(true));
            }
            checks.done().forEach(heard);
        }
    }

    /** Returns whether something was not as expected, and all of that was a time, which the machine can spoil. */
    static boolean onlyTimesFailed(Checks checks) {
        List<String> failed = checks.done().stream()
                .filter(check -> !check.passed())
                .map(Check::what)
                .toList();
        return !failed.isEmpty()
                && failed.stream()
                        .allMatch(what -> what.endsWith("response time")
                                || what.endsWith("lateness")
                                || what.startsWith("in flight"));
    }

    /** Returns whether this user may put the engine before all else on its CPU, and processes can be kept on one. */
    static boolean mayComeFirst() {
        return Precedence.permitted() && Files.isExecutable(TASKSET);
    }

    /**
     * Runs an engine of its own on one CPU that it shares with two processes that are always busy.
     *
     * @param first whether the engine goes before them
     */
    static StreamReport besideBusyNeighbours(boolean first) throws IOException {
        List<String> onOneCpu = List.of(TASKSET.toString(), "-c", firstCpu());
        try (SelfTest alone = new SelfTest(onOneCpu, first ? List.of("1") : List.of("1", "precedence=none"))) {
            for (int i = 0; i < 2; i++) {
                alone.start(onOneCpu, BusyProcess.class, List.of())
                        .inputReader()
                        .readLine();
            }
            alone.warmUp();
            return alone.run(alone.open("/noop", 2_000, new ConnectionPolicy.AllActive(50), 1_000, 4_000));
        }
    }

    private static String firstCpu() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("Cpus_allowed_list:")) {
                return line.substring(line.indexOf(':') + 1).strip().split("[,-]", 2)[0];
            }
        }
        throw new IOException("/proc/self/status names no CPU");
    }

    static Checks checkBusyNeighbours(StreamReport report) {
        return new Checks("2,000 requests/s on one CPU with two busy processes, before which the engine goes", report)
                .answered(8_000)
                .lateness(99, 0.0003)
                .conserved();
    }

    void warmUp() throws IOException {
        run(LoadPlan.of(target("/noop", 1), new Arrivals.Closed(50), 0, 1_500, TIMEOUT_MS));
    }

    StreamReport knownDelay() throws IOException {
        return run(open("/delay/20", 500, new ConnectionPolicy.AllActive(50), 500, 3_000));
    }

    static Checks checkKnownDelay(StreamReport report) {
        return new Checks("a server that answers after 20 ms, 500 requests/s", report)
                .answered(1_500)
                .responseTime(50, 0.020, 0.024)
                .responseTime(99, 0.020, 0.100)
                .conserved();
    }

    Frozen frozenServer() throws IOException, InterruptedException {
        LoadPlan plan =
                open("/noop", 5_000, new ConnectionPolicy.AllActive(100), 1_000, (long) (1_000 * FROZEN_SERVER_WINDOW));
        return frozen(server, 2, plan);
    }

    static Checks checkFrozenServer(Frozen frozen) {
        return new Checks("a server frozen for 2 s, 5,000 requests/s", frozen.report())
                .answered((long) (5_000 * FROZEN_SERVER_WINDOW))
                .stalled(99, frozen.stallSeconds(), FROZEN_SERVER_WINDOW, 0.05)
                .stalled(95, frozen.stallSeconds(), FROZEN_SERVER_WINDOW, 0.10)
                .responseTime(50, 0, 0.050)
                .conserved();
    }

    Frozen frozenEngine() throws IOException, InterruptedException {
        LoadPlan plan =
                open("/noop", 1_000, new ConnectionPolicy.AllActive(50), 1_000, (long) (1_000 * FROZEN_ENGINE_WINDOW));
        return frozen(engine, 1, plan);
    }

    static Checks checkFrozenEngine(Frozen frozen) {
        return new Checks("the engine itself frozen for 1 s, 1,000 requests/s", frozen.report())
                .answered((long) (1_000 * FROZEN_ENGINE_WINDOW))
                .stalled(99, frozen.stallSeconds(), FROZEN_ENGINE_WINDOW, 0.05)
                .stalled(95, frozen.stallSeconds(), FROZEN_ENGINE_WINDOW, 0.10)
                // What was due in the stall is sent at once, and the last of it waits for the first.
                .punctual(99, 0.250)
                .responseTime(50, 0, 0.050)
                .conserved();
    }

    StreamReport idle() throws IOException {
        return run(open("/noop", 100, new ConnectionPolicy.IdleBeside(10, 10_000), 500, 4_000));
    }

    static Checks checkIdle(StreamReport report) {
        return new Checks("10,000 idle connections beside 100 requests/s", report)
                .answered(400)
                .exactly("connections", 10_010, report.connections())
                .exactly("reconnects", 0, report.reconnects())
                .responseTime(50, 0, 0.010)
                .conserved();
    }

    StreamReport inFlight() throws IOException {
        return run(open("/delay/2000", 4_500, new ConnectionPolicy.AllActive(9_900), 2_500, 2_000));
    }

    static Checks checkInFlight(StreamReport report) {
        return new Checks("9,000 requests in flight: 4,500/s, answered after 2 s", report)
                .answered(9_000)
                .inFlight(9_000, 2, 0.05)
                .responseTime(50, 2.0, 2.1)
                .conserved();
    }

    StreamReport faults() throws IOException {
        Target target = target("/fault/{id}", FAULT_IDS);
        return run(LoadPlan.of(
                target,
                new Arrivals.ConstantRate(1_000),
                new ConnectionPolicy.AllActive(50),
                10_000,
                0,
                3_000,
                TIMEOUT_MS));
    }

    Checks checkFaults(StreamReport report) {
        Requests requests = new Requests(target("/fault/{id}", FAULT_IDS), 0);
        long answered = 0;
        long wrong = 0;
        long refused = 0;
        // These are the requests of the window, and the few that go on until the last of them is accounted for.
        for (int i = 0; i < report.counts().scheduled(); i++) {
            int kind = requests.nextId() % PracticeServer.Fault.EVERY;
            if (kind >= PracticeServer.Fault.values().length) {
                answered++;
            } else {
                switch (PracticeServer.Fault.values()[kind]) {
                    case CLOSED, RESET, HALF -> refused++;
                    case GARBAGE, TWICE -> wrong++;
                }
            }
        }
        return new Checks("connections closed, reset, answered with garbage, twice or by half", report)
                .exactly("scheduled", 3_000, report.scheduledInWindow())
                .counts(answered, wrong, refused)
                .atLeast("reconnects", Math.max(1, (wrong + refused) / 2), report.reconnects())
                .conserved();
    }

    StreamReport deadServer() throws IOException, InterruptedException {
        LoadPlan plan = LoadPlan.of(
                target("/delay/5", 1),
                new Arrivals.ConstantRate(2_000),
                new ConnectionPolicy.AllActive(50),
                1_000,
                0,
                2_000,
                TIMEOUT_MS);
        tell(new Command.Run(plan));
        await();
        TimeUnit.MILLISECONDS.sleep(1_000);
        server.destroyForcibly();
        return report();
    }

    static Checks checkDeadServer(StreamReport report) {
        return new Checks("a server killed under 2,000 requests/s", report)
                .exactly("scheduled", 4_000, report.scheduledInWindow())
                .atLeast("answered", 500, report.counts().answered())
                .atLeast("refused", 500, report.counts().refused())
                .conserved();
    }

    private Target target(String path, int ids) {
        return new Target("127.0.0.1", port, path, 1, ids, 42, 200);
    }

    private LoadPlan open(
            String path, double perSecond, ConnectionPolicy connections, long settleMillis, long measureMillis) {
        return LoadPlan.of(
                target(path, 1),
                new Arrivals.ConstantRate(perSecond),
                connections,
                100_000,
                settleMillis,
                measureMillis,
                TIMEOUT_MS);
    }

    private StreamReport run(LoadPlan plan) throws IOException {
        tell(new Command.Run(plan));
        return report();
    }

    /** Freezes a process two seconds into the window. The shell that does it would thaw the process even if we were gone. */
    private Frozen frozen(Process process, int seconds, LoadPlan plan) throws IOException, InterruptedException {
        tell(new Command.Run(plan));
        await();
        TimeUnit.SECONDS.sleep(2);
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "kill -STOP \"$0\"; date +%s%N; sleep \"$1\"; date +%s%N; kill -CONT \"$0\"",
                        Long.toString(process.pid()),
                        Integer.toString(seconds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long from;
        long to;
        try (BufferedReader times = shell.inputReader()) {
            from = Long.parseLong(times.readLine());
            to = Long.parseLong(times.readLine());
        }
        shell.waitFor();
        return new Frozen(report(), (to - from) / 1e9);
    }

    private void tell(Command command) throws IOException {
        var to = engine.outputWriter();
        to.write(JSON.writeValueAsString(command));
        to.newLine();
        to.flush();
    }

    /** Waits for the window to begin. */
    private void await() throws IOException {
        while (!(hear() instanceof Event.Measuring)) {
            // The seconds of settling do not matter here.
        }
    }

    private StreamReport report() throws IOException {
        while (true) {
            switch (hear()) {
                case Event.Report report -> {
                    return report.report().only();
                }
                case Event.Failed failed -> throw new IOException("the load engine: " + failed.error());
                case Event.Populated populated -> throw new IOException("the load engine answered out of turn");
                default -> {}
            }
        }
    }

    private Event hear() throws IOException {
        @Nullable String line = said.readLine();
        if (line == null) {
            throw new IOException("the load engine went");
        }
        Event event = JSON.readValue(line, Event.class);
        if (event instanceof Event.Ready || event instanceof Event.Drained) {
            tell(new Command.Proceed());
        }
        return event;
    }

    private void end() {
        // They are not asked to end, since one of them may be frozen.
        children.forEach(Process::destroyForcibly);
    }

    @Override
    public void close() {
        end();
        try {
            for (Process child : children) {
                child.waitFor();
            }
            said.close();
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException e) {
            // The JVM is shutting down already, and this runs in the hook itself.
        }
    }
}
