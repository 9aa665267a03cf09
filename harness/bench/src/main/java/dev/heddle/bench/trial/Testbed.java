package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Downstream;
import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.ContestantSettings;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.launch.PostgresProcess;
import dev.heddle.bench.launch.ProcessStarter;
import dev.heddle.bench.launch.RpcProcess;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Workload;
import dev.heddle.load.Target;
import dev.heddle.workload.Composition;
import dev.heddle.workload.Dataset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What stands around a contestant: the downstreams, the load engine, and who starts them. One for a whole run. */
public final class Testbed implements AutoCloseable {
    private static final long MOST_TURNS = 1_000_000;
    private static final long MORE_PATIENT_THAN_CONTESTANT_MS = 2_000;

    final ProcessStarter starter;
    final PostgresProcess postgres;
    final RpcProcess rpc;
    final LoadProcess load;
    final Suite suite;
    final Dataset dataset;
    final int combineRounds;

    private final long seed;
    private final int edition;
    private final int block;

    private Testbed(
            ProcessStarter starter,
            PostgresProcess postgres,
            RpcProcess rpc,
            LoadProcess load,
            Suite suite,
            long seed,
            int combineRounds,
            int edition,
            int block) {
        this.starter = starter;
        this.postgres = postgres;
        this.rpc = rpc;
        this.load = load;
        this.suite = suite;
        this.seed = seed;
        this.combineRounds = combineRounds;
        this.edition = edition;
        this.block = block;
        Workload.Query query = suite.workload().query();
        this.dataset = new Dataset(seed, query.customers(), query.orders());
    }

    /**
     * Starts everything but a contestant.
     *
     * @param postgresUrl the reader's own database, or null for one of ours
     * @throws LaunchException if one of them does not start; those that did are ended by the launcher
     */
    public static Testbed start(ProcessStarter starter, Suite suite, long seed, @Nullable String postgresUrl)
            throws LaunchException {
        return start(
                starter,
                suite,
                seed,
                postgresUrl,
                CombineRounds.rounds(suite.workload().combine().cpu()),
                1);
    }

    /** The same with rounds of the combine step that are known, and room for so many contestants at the same time. */
    static Testbed start(
            ProcessStarter starter,
            Suite suite,
            long seed,
            @Nullable String postgresUrl,
            int combineRounds,
            int contestants)
            throws LaunchException {
        return new Testbed(
                starter,
                starter.postgres(postgresUrl, suite.workload(), seed, contestants),
                starter.rpc(suite.workload().rpc(), seed),
                starter.load(),
                suite,
                seed,
                combineRounds,
                combineRounds,
                0);
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
        return starter.contestant(manifest, settings, port, jvm, log);
    }

    /**
     * The same in a block: its arrivals are drawn anew, so that the blocks of a run see as many of them, and are the same for all of its
     * contestants.
     */
    Testbed inBlock(int number) {
        return new Testbed(starter, postgres, rpc, load, suite, seed, combineRounds, edition, number);
    }

    /** The seed of some arrivals. */
    long arrivals(RandomStream stream, long number) {
        return drawn(stream.number(), number);
    }

    /** The seed of the ids that are asked for with some arrivals. */
    long ids(RandomStream stream, long number) {
        return drawn(stream.ids(), number);
    }

    private long drawn(long stream, long number) {
        return Dataset.mix(Dataset.mix(seed, stream, number), stream, block);
    }

    /** The workload's target at a contestant. */
    Target summaries(ContestantProcess contestant) {
        return summaries(suite, seed, "127.0.0.1", contestant.port()).edition(edition);
    }

    /**
     * The same whose ids are drawn anew for each number of a stream and each block, and are the same for all of a block's contestants: where a
     * call's latency follows from the id, one sequence over and over would be one sample, however often it is measured.
     */
    Target summaries(ContestantProcess contestant, RandomStream stream, long number) {
        return summaries(contestant).seed(ids(stream, number));
    }

    /** The target of a closed loop's window, whose ids are those of its turn. */
    Target closedLoopTarget(ContestantProcess contestant, int users, int turn) {
        return summaries(contestant, RandomStream.CLOSED_LOOP, (long) users * MOST_TURNS + turn);
    }

    /** What a point of a closed loop with so many users is measured with; an open loop has 0. */
    Evidence.Setup setup(int users) {
        return setup(users, rpcSeconds(), false);
    }

    /** What a point is measured with in which waiting is what is looked at, so that no wait needs to be explained. */
    Evidence.Setup setupOfWaits(boolean disturbed) {
        return setup(0, null, disturbed);
    }

    private Evidence.Setup setup(int users, @Nullable Double rpcSeconds, boolean disturbed) {
        return new Evidence.Setup(
                users,
                starter.cpus().serverCount(),
                starter.cpus().loadCount(),
                suite.workload().query().pool(),
                suite.workload().rpc().calls(),
                rpcSeconds,
                disturbed);
    }

    /** The suite's thresholds, and those of a scenario. */
    Evidence.Allowed allowed(double errors, double jitShare) {
        return new Evidence.Allowed(
                errors,
                jitShare,
                suite.noise().steal(),
                suite.noise().throttled(),
                suite.noise().foreign());
    }

    /** What the downstreams have been asked for so far. */
    Downstream downstreams() throws LaunchException {
        PostgresProcess.Work work = postgres.work();
        OptionalLong queries = work.queries();
        return new Downstream(
                rpc.counts().calls(),
                queries.isPresent() ? Long.valueOf(queries.getAsLong()) : null,
                work.executingMillis());
    }

    static Target summaries(Suite suite, long seed, String host, int port) {
        Workload.Rpc rpc = suite.workload().rpc();
        // Where the first reply wins, that of any service is right.
        int bodies = rpc.mode().firstWins() ? rpc.calls() : 1;
        int ids = suite.workload().query().customers();
        return new Target(host, port, "/customers/{id}/summary", 1, ids, seed, 200, bodies, 0);
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

    /**
     * The same for a contestant whose manifest asks for other rounds of the combine step: a cost that is planted. Its documents
     * differ, so the load engine must not hold them against those of the others.
     */
    Testbed as(Manifest manifest) {
        String rounds = manifest.environment().get("HEDDLE_COMBINE_ROUNDS");
        return rounds == null ? this : of(Integer.parseInt(rounds), Integer.parseInt(rounds));
    }

    /** The same for processes whose documents are of another edition: by their rounds of the combine step, or one of their own. */
    Testbed ofEdition(int other) {
        return of(combineRounds, other);
    }

    private Testbed of(int rounds, int ofDocuments) {
        return new Testbed(starter, postgres, rpc, load, suite, seed, rounds, ofDocuments, block);
    }

    /** How long a request's RPC calls take together, in the mean over many customers, as they are drawn. */
    double rpcSeconds() {
        Workload.Rpc rpc = suite.workload().rpc();
        int many = Math.min(1_000, dataset.customers());
        double sum = 0;
        for (int id = 1; id <= many; id++) {
            long together = 0;
            for (int service = 0; service < rpc.calls(); service++) {
                long nanos = rpc.latency().nanos(seed, service, id);
                together = switch (rpc.mode()) {
                    case SEQUENTIAL -> together + nanos;
                    case ALL, ALL_SETTLED -> Math.max(together, nanos);
                    case ANY, RACE -> service == 0 ? nanos : Math.min(together, nanos);
                };
            }
            sum += together / 1e9;
        }
        return sum / many;
    }

    ProcessMeter meter(ContestantProcess contestant) {
        return new ProcessMeter(
                contestant.pid(),
                Map.of(
                        "load", new ProcessMeter.Group(load.pid(), false),
                        "rpc", new ProcessMeter.Group(rpc.pid(), false),
                        "postgres", new ProcessMeter.Group(postgres.postmaster(), true),
                        "bench", new ProcessMeter.Group(ProcessHandle.current().pid(), false)),
                starter.cpus().server(),
                starter.cpus().load());
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
