package dev.heddle.bench.conform;

import static dev.heddle.workload.Composition.ALL;
import static dev.heddle.workload.Composition.ALL_SETTLED;
import static dev.heddle.workload.Composition.ANY;
import static dev.heddle.workload.Composition.RACE;
import static dev.heddle.workload.Composition.SEQUENTIAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suites;
import dev.heddle.workload.Composition;
import dev.heddle.workload.Faults;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests each kind of check with a broken twin, a contestant that breaks what the check demands. The twin is caught, and the same
 * contestant without the flaw is not.
 */
class TwinsTest {
    private static final Path FOLDER = Cli.HOME.resolve("harness/bench/src/test/fixtures/twin");

    private static final Progress NONE = new Progress() {
        @Override
        public void begins(String mode, String group) {}

        @Override
        public void checked(Check check) {}
    };

    @TempDir
    private static Path temporary;

    /** As many as there are tests at once: what one of them holds or breaks is the others' no more than what they count. */
    private static final int STANDS = 3;

    private static final BlockingQueue<Stand> IDLE = new ArrayBlockingQueue<>(STANDS);

    private static final Queue<Launcher> LAUNCHERS = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws Exception {
        try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> started = Stream.generate(() -> starting.submit(() -> IDLE.add(stand())))
                    .limit(STANDS)
                    .toList();
            compile();
            for (Future<Boolean> one : started) {
                one.get();
            }
        }
    }

    private static Stand stand() throws Exception {
        Launcher launcher = new Launcher(Cli.HOME, CpuPlan.unpinned());
        LAUNCHERS.add(launcher);
        return Stand.start(launcher, Suites.read("smoke"), null);
    }

    @AfterAll
    static void end() {
        LAUNCHERS.forEach(Launcher::close);
    }

    /** Does something with a stand that nobody else uses meanwhile. */
    private interface Use {
        List<Check> with(Stand stand) throws Exception;
    }

    private static List<Check> onAStand(Use use) throws Exception {
        Stand stand = IDLE.take();
        try {
            return use.with(stand);
        } finally {
            IDLE.add(stand);
        }
    }

    /** Compiles the twin once, so that it is not compiled at the start of each one. */
    private static void compile() {
        int status = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        temporary.toString(),
                        FOLDER.resolve("Twin.java").toString());
        assertThat(status).isZero();
    }

    private static Manifest twin(String flaw) throws Exception {
        Manifest written =
                Manifest.find(Cli.HOME, FOLDER.resolve("contestant.yaml").toString());
        List<String> command = written.command().stream()
                .map(part -> part.equals("Twin.java") ? "Twin" : part.endsWith("/*") ? part + ":" + temporary : part)
                .toList();
        return new Manifest(
                flaw, written.model(), written.description(), command, Map.of("TWIN_FLAW", flaw), written.folder());
    }

    private static List<Check> conform(String flaw, Set<Composition> modes, Set<Group> groups) throws Exception {
        Path log = Files.createTempFile(temporary, flaw, ".log");
        List<Check> checks =
                onAStand(stand -> Conformance.ofContestant(stand, twin(flaw), List.copyOf(modes), groups, log, NONE));
        assertThat(checks).as(Files.readString(log)).isNotEmpty();
        return checks;
    }

    @Test
    void withoutAFlawItPasses() throws Exception {
        assertThat(conform("none", EnumSet.of(ALL), EnumSet.allOf(Group.class)))
                .hasSizeGreaterThan(80)
                .allMatch(Check::passed);
    }

    @Test
    void withoutAFlawItPassesInEveryMode() throws Exception {
        Set<Composition> others = EnumSet.complementOf(EnumSet.of(ALL));
        assertThat(conform("none", others, EnumSet.of(Group.DOCUMENTS, Group.FAILURES, Group.CANCELLATION)))
                .hasSizeGreaterThan(40)
                .noneMatch(Check::failed);
    }

    /** Tests a stranger's server, of which only the outside can be seen. */
    @Test
    void aRunningServerIsCheckedFromOutside() throws Exception {
        Path log = temporary.resolve("url.log");
        List<Check> checks = onAStand(stand -> {
            try (ContestantProcess running = stand.contestant(twin("wrong-path"), ALL, log)) {
                return Conformance.ofUrl(URI.create("http://127.0.0.1:" + running.port()), NONE);
            }
        });
        assertThat(checks).hasSizeGreaterThan(40);
        assertThat(checks.stream().filter(Check::failed).map(Check::title))
                .containsExactly("routes: GET /nowhere", "connections: five requests sent together");
    }

    /**
     * Tests calls that nobody waits for any more, and that nobody ends. It measures a capacity first, so no other twin runs beside it.
     */
    @Test
    void whatASoakLeavesBehindIsFound() throws Exception {
        Faults hanging = new Faults(0, 0, 0.4, 0, 0, 0, 1, List.of());
        Path log = temporary.resolve("soak.log");
        List<Check> checks = onAStand(stand ->
                Conformance.ofSoak(stand, twin("leak"), List.of(ALL), Duration.ofSeconds(6), hanging, log, NONE));
        assertThat(checks.stream().filter(Check::failed).map(Check::name))
                .as(checks.toString())
                .contains("connections to the RPC service");
    }

    /** Runs several twins at once. Each waits for deadlines most of the time, and a busy CPU does not hide its flaw. */
    @Nested
    class Flaws {
        static Stream<Arguments> twins() {
            return Stream.of(
                    flaw("any-method", ALL, Group.ROUTES, "PUT /customers/7/summary", "200"),
                    flaw("stack-trace", ALL, Group.AFTERMATH, "stack traces in any answer", "status 404"),
                    flaw("smuggling", ALL, Group.HOSTILE_INPUT, "a request in the body of another", "405"),
                    flaw("crash", ALL, Group.HOSTILE_INPUT, "an id of 8 KB, digits", "no answer"),
                    flaw("nagle", ALL, Group.CONNECTIONS, "the time of each", "4"),
                    flaw(
                            "nagle-behind",
                            ALL,
                            Group.CONNECTIONS,
                            "the time of a summary beyond that of its calls",
                            "median"),
                    flaw("no-pipelining", ALL, Group.CONNECTIONS, "five requests sent together", "Read timed out"),
                    flaw("few-threads", ALL, Group.SLOW_CLIENTS, "others beside", "nothing"),
                    flaw("wrong-byte", ALL, Group.DOCUMENTS, "customer 7", "wrong from byte 20 on"),
                    flaw("remembering", ALL, Group.COUNTS, "RPC calls", "15"),
                    flaw("call-too-many", ALL, Group.COUNTS, "RPC calls", "40"),
                    flaw("query-twice", ALL, Group.COUNTS, "queries", "20"),
                    flaw("serial", ALL, Group.TOGETHER, "calls under way at once", "1"),
                    flaw("swallowing", ALL, Group.FAILURES, "the first call ends with status 500", "200"),
                    flaw("unsettled", ALL_SETTLED, Group.FAILURES, "the last call ends with status 500", "502"),
                    flaw("any-fails-first", ANY, Group.FAILURES, "the first call ends with broken JSON", "502"),
                    flaw("race-waits-for-success", RACE, Group.FAILURES, "the first call ends with a reset", "200"),
                    flaw("leak", RACE, Group.CANCELLATION, "connections to the RPC service", ""),
                    flaw("late", ALL, Group.DEADLINE, "replies that come after the deadline", "200"),
                    flaw(
                            "deadline-of-a-call",
                            SEQUENTIAL,
                            Group.DEADLINE,
                            "calls of two thirds of a deadline each",
                            "urn:heddle:deadline, after"),
                    flaw("late", ALL, Group.DISCONNECT, "calls under way after they have gone", "24 after"),
                    flaw("endless-queue", ALL, Group.OVERLOAD, "48 requests beyond that", "0 refused"),
                    flaw("no-recovery", ALL, Group.DATABASE, "after the queries go on", "502"),
                    flaw("patient", ALL, Group.DATABASE, "12 requests while", "0 told 503"),
                    flaw("always-ready", ALL, Group.READINESS, "GET /ready before", "200"),
                    flaw("exit-code", ALL, Group.TERMINATION, "the end", "exit code 143"),
                    flaw("abrupt", ALL, Group.TERMINATION, "a request in flight", "no answer"),
                    flaw("accepts-to-the-end", ALL, Group.TERMINATION, "a request on a new connection", "204"));
        }

        private static Arguments flaw(String flaw, Composition mode, Group group, String check, String saw) {
            return Arguments.of(flaw, mode, group, check, saw);
        }

        @Execution(ExecutionMode.CONCURRENT)
        @ParameterizedTest(name = "{0}: {1} {2}")
        @MethodSource("twins")
        void aFlawIsCaught(String flaw, Composition mode, Group group, String check, String saw) throws Exception {
            // What the aftermath is to find must have happened before.
            Set<Group> groups = group == Group.AFTERMATH ? EnumSet.of(Group.ROUTES, group) : EnumSet.of(group);
            List<Check> failed = conform(flaw, Set.of(mode), groups).stream()
                    .filter(Check::failed)
                    .toList();
            assertThat(failed).anySatisfy(found -> {
                assertThat(found.name()).startsWith(check);
                assertThat(found.saw()).contains(saw);
                assertThat(found.expected()).isNotEqualTo(found.saw());
            });
        }
    }
}
