package dev.heddle.bench.trial;

import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.ContestantSettings;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.launch.PostgresProcess;
import dev.heddle.bench.launch.RpcProcess;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Workload;
import dev.heddle.load.Target;
import dev.heddle.workload.Composition;
import dev.heddle.workload.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands around a contestant: the downstreams, the load engine, and who starts them. One for a whole run. */
public final class Testbed implements AutoCloseable {
    private static final long MORE_PATIENT_THAN_CONTESTANT_MS = 2_000;

    final Launcher launcher;
    final PostgresProcess postgres;
    final RpcProcess rpc;
    final LoadProcess load;
    final Suite suite;
    final Dataset dataset;
    final int combineRounds;

    private final long seed;

    private Testbed(
            Launcher launcher,
            PostgresProcess postgres,
            RpcProcess rpc,
            LoadProcess load,
            Suite suite,
            long seed,
            int combineRounds) {
        this.launcher = launcher;
        this.postgres = postgres;
        this.rpc = rpc;
        this.load = load;
        this.suite = suite;
        this.seed = seed;
        this.combineRounds = combineRounds;
        Workload.Query query = suite.workload().query();
        this.dataset = new Dataset(seed, query.customers(), query.orders());
    }

    /**
     * Starts everything but a contestant.
     *
     * @param postgresUrl the reader's own database, or null for one of ours
     * @throws LaunchException if one of them does not start; those that did are ended by the launcher
     */
    public static Testbed start(Launcher launcher, Suite suite, long seed, @Nullable String postgresUrl)
            throws LaunchException {
        return start(
                launcher,
                suite,
                seed,
                postgresUrl,
                Calibration.rounds(suite.workload().combine().cpu()));
    }

    static Testbed start(Launcher launcher, Suite suite, long seed, @Nullable String postgresUrl, int combineRounds)
            throws LaunchException {
        return new Testbed(
                launcher,
                launcher.postgres(postgresUrl, suite.workload(), seed),
                launcher.rpc(suite.workload().rpc(), seed),
                launcher.load(),
                suite,
                seed,
                combineRounds);
    }

    /** Starts a contestant with the suite's deadline. */
    public ContestantProcess contestant(Manifest manifest, int port, int maxInFlight, Path log) throws LaunchException {
        return contestant(manifest, port, maxInFlight, suite.workload().timeout(), List.of(), log);
    }

    ContestantProcess contestant(
            Manifest manifest, int port, int maxInFlight, Duration timeout, List<String> moreJvm, Path log)
            throws LaunchException {
        return contestant(manifest, port, maxInFlight, timeout, moreJvm, ContestantSettings.Heavy.NONE, log);
    }

    /** Starts a contestant of which some requests do more than others. */
    ContestantProcess contestant(Manifest manifest, int maxInFlight, ContestantSettings.Heavy heavy, Path log)
            throws LaunchException {
        return contestant(manifest, 0, maxInFlight, suite.workload().timeout(), List.of(), heavy, log);
    }

    private ContestantProcess contestant(
            Manifest manifest,
            int port,
            int maxInFlight,
            Duration timeout,
            List<String> moreJvm,
            ContestantSettings.Heavy heavy,
            Path log)
            throws LaunchException {
        List<String> jvm = new ArrayList<>(suite.jvm().arguments());
        jvm.addAll(moreJvm);
        ContestantSettings settings = new ContestantSettings(
                suite.workload(), timeout, combineRounds, maxInFlight, postgres.url(), rpc.url(), heavy);
        return launcher.contestant(manifest, settings, port, jvm, log);
    }

    /**
     * Warms a contestant up with the workload.
     *
     * @param ladder users of the bursts, in turn
     * @return what was done and whether it settled
     */
    public WarmUp.Warmth warmUp(ContestantProcess contestant, List<Integer> ladder, Duration burst, int mostBursts)
            throws LaunchException, IOException {
        return WarmUp.run(
                load,
                meter(contestant),
                summaries(contestant),
                ladder,
                burst,
                mostBursts,
                suite.workload().timeout());
    }

    long seed() {
        return seed;
    }

    /** The workload's target at a contestant. */
    Target summaries(ContestantProcess contestant) {
        return summaries(suite, seed, "127.0.0.1", contestant.port());
    }

    static Target summaries(Suite suite, long seed, String host, int port) {
        int customers = suite.workload().query().customers();
        return new Target(host, port, "/customers/{id}/summary", 1, customers, seed, 200);
    }

    /** The path that does nothing, at a contestant. */
    Target noop(ContestantProcess contestant) {
        return new Target("127.0.0.1", contestant.port(), "/noop", 1, 1, seed, 204);
    }

    /** How long the load engine waits for an answer: longer than the contestant may take, in milliseconds. */
    long patience() {
        return patience(suite);
    }

    static long patience(Suite suite) {
        return suite.workload().timeout().toMillis() + MORE_PATIENT_THAN_CONTESTANT_MS;
    }

    /** Calls that one request has in flight at once while the RPC service holds its replies. */
    int callsHeldByOneRequest() {
        return suite.workload().rpc().mode() == Composition.SEQUENTIAL
                ? 1
                : suite.workload().rpc().calls();
    }

    ProcessMeter meter(ContestantProcess contestant) {
        return new ProcessMeter(
                contestant.pid(),
                Map.of(
                        "load", new ProcessMeter.Group(load.pid(), false),
                        "rpc", new ProcessMeter.Group(rpc.pid(), false),
                        "postgres", new ProcessMeter.Group(postgres.postmaster(), true),
                        "bench", new ProcessMeter.Group(ProcessHandle.current().pid(), false)),
                launcher.cpus().load());
    }

    /** What of it has died; empty if all is well. */
    String dead() {
        if (!postgres.alive()) {
            return "PostgreSQL";
        }
        if (!rpc.alive()) {
            return "the RPC service";
        }
        return load.alive() ? "" : "the load engine";
    }

    @Override
    public void close() {
        load.close();
        rpc.close();
        postgres.close();
    }
}
