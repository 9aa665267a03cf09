package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.judge.Looks;
import dev.heddle.bench.judge.RuleName;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.CpuList;
import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import dev.heddle.load.Arrivals;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that spoil a point, each found out by its own rule. */
class ProcessTwinsTest {
    private static final String SUITE = """
            workload: { query: { pool: %d, orders: %d, customers: 500 } }
            noise: { steal: 1, throttled: 1, foreign: %s }
            scenarios: { throughput: { concurrency: [32], settle: 300ms, measure: 2s } }
            """;
    private static final int USERS = 32;
    private static final int MOST_LOOKS = 10;
    private static final List<String> BOUND_ELSEWHERE = List.of("downstream-bound", "load-side-bound");

    @TempDir
    private Path folder;

    @Test
    void aDatabaseOfOneConnectionBindsThePoint() throws Exception {
        assumeTwoCpus();
        try (Launcher launcher = launcher();
                Testbed bed = Testbed.start(launcher, suite(1, 100, "1"), 1, null);
                ContestantProcess contestant = contestant(bed, "vertx-loop")) {
            // While it is cold its own CPU is the limit, and on a machine that is slow just then for longer.
            // Where other work keeps the load side busy, that binds it too, and is named first; on a quiet machine the
            // pool is.
            Looks looks;
            int times = 0;
            do {
                warm(bed, contestant);
                looks = closedLoop(bed, contestant);
            } while (!BOUND_ELSEWHERE.contains(looks.rule()) && ++times < MOST_LOOKS);
            assertThat(looks.rule()).as(looks.toString()).isIn(BOUND_ELSEWHERE);
        }
    }

    @Test
    void aSpoiledMachineIsNamed() throws Exception {
        assumeTwoCpus();
        try (Launcher launcher = launcher();
                Testbed bed = Testbed.start(launcher, suite(32, 10, "0.1"), 1, null)) {
            try (ContestantProcess contestant = contestant(bed, "vertx-loop")) {
                idsAreDrawnAnew(bed, contestant);
                aFailedPlanLeavesNothingToTheNext(bed, contestant);
                warm(bed, contestant);
                String cpu = CpuList.text(launcher.cpus().server());
                Process foreign = new ProcessBuilder("taskset", "-c", cpu, "sh", "-c", "while :; do :; done").start();
                try {
                    Looks looks = closedLoop(bed, contestant);
                    assertThat(looks.broken(RuleName.FOREIGN_LOAD))
                            .as(looks.toString())
                            .isTrue();
                } finally {
                    foreign.destroyForcibly().waitFor();
                }
                Thread starving = Thread.ofPlatform().start(() -> starve(bed.load.pid()));
                try {
                    Looks late =
                            looks(bed, contestant, 0, OpenLoopLoad.plan(bed, contestant, 300, USERS, 300, 2_000, 1));
                    assertThat(late.broken(RuleName.GENERATOR_LATE)).isTrue();
                } finally {
                    starving.interrupt();
                    starving.join();
                }
            }
        }
    }

    @Test
    void aContestantThatCheatsIsNamed() throws Exception {
        assumeTwoCpus();
        try (Launcher launcher = launcher();
                Testbed bed = Testbed.start(launcher, suite(32, 10, "1"), 1, null)) {
            try (ContestantProcess sleeps = contestant(bed, fixture("sleeps"))) {
                warm(bed, sleeps);
                Looks looks = closedLoop(bed, sleeps);
                // What keeps the CPUs busy beside us would explain the wait.
                assertThat(looks.waitIsExplained() || looks.broken(RuleName.UNEXPLAINED_WAIT))
                        .as(looks.toString())
                        .isTrue();
                assertThat(looks.meanLatencySeconds()).isGreaterThan(0.1);
            }
            try (ContestantProcess early = contestant(bed, fixture("answers-early"))) {
                warm(bed, early);
                Looks looks = closedLoop(bed, early);
                assertThat(looks.broken(RuleName.PARITY)).as(looks.toString()).isTrue();
            }
            try (ContestantProcess stops = contestant(bed, "vertx-loop")) {
                warm(bed, stops);
                Thread stopping = Thread.ofPlatform().start(() -> stop(stops.pid(), 500, 2_000));
                Looks looks = looks(
                        bed,
                        stops,
                        USERS,
                        LoadPlan.of(bed.summaries(stops), new Arrivals.Closed(USERS), 0, 4_000, 10_000));
                stopping.join();
                assertThat(looks.stoodStill()).as(looks.toString()).isTrue();
            }
        }
    }

    /** Where a latency follows from the id, the same ids in every window and block would be one sample over and over. */
    private static void idsAreDrawnAnew(Testbed bed, ContestantProcess contestant) throws Exception {
        long seed = bed.summaries(contestant, RandomStream.RATES, 0).seed();
        assertThat(List.of(
                        seed,
                        bed.summaries(contestant, RandomStream.RATES, 1).seed(),
                        bed.summaries(contestant, RandomStream.SLOW_SERVICE, 0).seed(),
                        bed.inBlock(1)
                                .summaries(contestant, RandomStream.RATES, 0)
                                .seed()))
                .doesNotHaveDuplicates();
        assertThat(bed.as(Manifest.find(Cli.HOME, "platform-threads"))
                        .summaries(contestant, RandomStream.RATES, 0)
                        .seed())
                .isEqualTo(seed);
    }

    /** What the load engine says of a plan whose window failed is not taken for what it says of the next one. */
    private static void aFailedPlanLeavesNothingToTheNext(Testbed bed, ContestantProcess contestant) throws Exception {
        Target target = bed.summaries(contestant);
        LoadProcess.Listener failing = new LoadProcess.Listener() {
            @Override
            public void begins() throws LaunchException {
                throw new LaunchException("it can't be read");
            }

            @Override
            public void ended() {}
        };
        assertThatThrownBy(() -> bed.load.run(LoadPlan.of(target, new Arrivals.Closed(3), 0, 200, 10_000), failing))
                .hasMessage("it can't be read");
        LoadReport next = bed.load.run(
                LoadPlan.of(target, new Arrivals.Closed(5), 0, 200, 10_000), new MeteredWindow(bed.meter(contestant)));
        assertThat(next.only().connections()).isEqualTo(5);
    }

    private static Looks closedLoop(Testbed bed, ContestantProcess contestant) throws Exception {
        return looks(
                bed,
                contestant,
                USERS,
                LoadPlan.of(bed.summaries(contestant), new Arrivals.Closed(USERS), 300, 2_000, 10_000));
    }

    private static Looks looks(Testbed bed, ContestantProcess contestant, int users, LoadPlan plan) throws Exception {
        return new Looks(new Evidence.Load(
                bed.setup(users), bed.allowed(0, 1), null, List.of(MeteredWindow.take(bed, contestant, plan))));
    }

    private static void warm(Testbed bed, ContestantProcess contestant) throws Exception {
        bed.load.run(
                LoadPlan.of(bed.summaries(contestant), new Arrivals.Closed(USERS), 0, 1_500, 10_000),
                new MeteredWindow(bed.meter(contestant)));
    }

    /** Half of the time it may not run. */
    private static void starve(long pid) {
        while (!Thread.currentThread().isInterrupted()) {
            stop(pid, 50, 50);
        }
    }

    /** Lets a process run, and then stops it for a while. */
    private static void stop(long pid, long runMillis, long stopMillis) {
        try {
            TimeUnit.MILLISECONDS.sleep(runMillis);
            signal(pid, "STOP");
            TimeUnit.MILLISECONDS.sleep(stopMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            signal(pid, "CONT");
        }
    }

    private static void signal(long pid, String signal) {
        boolean interrupted = Thread.interrupted();
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Launcher launcher() throws Exception {
        return new Launcher(Cli.HOME, CpuPlan.here());
    }

    private ContestantProcess contestant(Testbed bed, String name) throws Exception {
        return bed.contestant(Manifest.find(Cli.HOME, name), 0, USERS, folder.resolve("server.log"));
    }

    private static String fixture(String name) {
        return Cli.HOME
                .resolve("harness/bench/src/test/fixtures/" + name + "/contestant.yaml")
                .toString();
    }

    private static Suite suite(int pool, int orders, String foreign) throws Exception {
        return Suites.parse("twins", SUITE.formatted(pool, orders, foreign));
    }

    private static void assumeTwoCpus() throws Exception {
        assumeThat(CpuPlan.here().pinned()).as("two CPUs to tell apart").isTrue();
    }
}
