package dev.heddle.bench.conform;

import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.ContestantSettings;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.launch.PostgresProcess;
import dev.heddle.bench.launch.RpcProcess;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Workload;
import dev.heddle.workload.Composition;
import dev.heddle.workload.Dataset;
import dev.heddle.workload.Faults;
import dev.heddle.workload.Latency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds what stands around the contestants under test: a database and an RPC service that fail when they are told to. There is
 * one for a whole suite.
 */
public final class Stand implements AutoCloseable {
    /** The deadline of a request: long enough for a cold JVM on a busy CPU, short enough to wait for it many times. */
    static final Duration DEADLINE = Duration.ofSeconds(1);

    /** An answer may come this much later than the deadline: a cold JVM's pause takes that, but another try does not fit. */
    static final Duration TOLERANCE = Duration.ofMillis(500);

    /** Everything must be right again this soon after a fault. */
    static final Duration RECOVERY = Duration.ofSeconds(5);

    static final int MAX_IN_FLIGHT = 16;
    static final int POOL = 4;

    /**
     * The bounds of a soak, in which the contestant's CPUs are to be the limit. A request takes about 100 ms, so there is room
     * for 10,000 a second.
     */
    static final int ROOMY_IN_FLIGHT = 1_024;

    static final int ROOMY_POOL = 16;
    static final int CALLS = 3;
    /** The rounds of SHA-256: enough to have a digest in the answer. */
    static final int COMBINE_ROUNDS = 2;

    /** The latency of the calls. It is wide, so that there are customers whose calls end far apart, in any order. */
    static final Latency LATENCY = new Latency.Lognormal(Duration.ofMillis(20), Duration.ofMillis(400));

    private static final long SEED = 42;
    private static final int CUSTOMERS = 10_000;
    private static final int ORDERS = 10;

    final Launcher launcher;
    final PostgresProcess postgres;
    final RpcProcess rpc;
    final Suite suite;
    final Dataset dataset = new Dataset(SEED, CUSTOMERS, ORDERS);
    final Ids ids = new Ids(SEED, LATENCY, CALLS, CUSTOMERS);

    private Stand(Launcher launcher, PostgresProcess postgres, RpcProcess rpc, Suite suite) {
        this.launcher = launcher;
        this.postgres = postgres;
        this.rpc = rpc;
        this.suite = suite;
    }

    /**
     * Starts the downstreams.
     *
     * @param suite whose JVM options and size of replies are used
     * @param postgresUrl the reader's own database, or null for one of ours
     * @throws LaunchException if one of them does not start; those that did are ended by the launcher
     */
    public static Stand start(Launcher launcher, Suite suite, @Nullable String postgresUrl) throws LaunchException {
        Workload workload = workload(suite, Composition.ALL, ROOMY_POOL);
        return new Stand(
                launcher, launcher.postgres(postgresUrl, workload, SEED, 1), launcher.rpc(workload.rpc(), SEED), suite);
    }

    private static Workload workload(Suite suite, Composition mode, int pool) {
        return new Workload(
                new Workload.Query(pool, ORDERS, CUSTOMERS),
                new Workload.Rpc(CALLS, mode, LATENCY, suite.workload().rpc().reply(), Faults.NONE),
                new Workload.CombineWork(Duration.ZERO),
                DEADLINE);
    }

    ContestantSettings settings(Composition mode, String rpcUrl) {
        return settings(mode, rpcUrl, POOL, MAX_IN_FLIGHT);
    }

    private ContestantSettings settings(Composition mode, String rpcUrl, int pool, int maxInFlight) {
        return new ContestantSettings(
                workload(suite, mode, pool),
                DEADLINE,
                COMBINE_ROUNDS,
                maxInFlight,
                postgres.url(),
                rpcUrl,
                ContestantSettings.Heavy.NONE);
    }

    ContestantProcess contestant(Manifest manifest, Composition mode, Path log) throws LaunchException {
        return launcher.contestant(
                manifest, settings(mode, rpc.url()), 0, suite.jvm().arguments(), log);
    }

    ContestantProcess roomyContestant(Manifest manifest, Composition mode, Path log) throws LaunchException {
        ContestantSettings settings = settings(mode, rpc.url(), ROOMY_POOL, ROOMY_IN_FLIGHT);
        return launcher.contestant(manifest, settings, 0, suite.jvm().arguments(), log);
    }

    /** Ends every fault, and forgets nothing else. */
    void calm() throws LaunchException {
        rpc.faults(Faults.NONE);
        rpc.release();
        postgres.release();
    }

    /** Waits until this many calls are held, or until half of the deadline has passed. Returns how many are held. */
    long awaitHeld(long wanted) throws LaunchException {
        long begin = System.nanoTime();
        long held = rpc.counts().held();
        while (held < wanted && System.nanoTime() - begin < DEADLINE.toNanos() / 2) {
            sleep(5);
            held = rpc.counts().held();
        }
        return held;
    }

    static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        rpc.close();
        postgres.close();
    }
}
