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
import dev.heddle.workload.Latency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Holds what stands around a contestant: the downstreams, the load engine, and what starts them. A run has one testbed. */
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

    /** Does the same if the rounds of the combine step are known. It makes room for so many contestants at the same time. */
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

    /** Starts a contestant. Some of its requests do more than others. */
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
     * Returns the same testbed in a block. A block's arrivals are drawn anew, so that a run sees as many of them as it has blocks.
     * They are the same for all of the block's contestants.
     */
    Testbed inBlock(int number) {
        return new Testbed(starter, postgres, rpc, load, suite, seed, combineRounds, edition, number);
    }

    /** Returns the seed of some arrivals. */
    long arrivals(RandomStream stream, long number) {
        return drawn(stream.number(), number);
    }

    /** Returns the seed of the ids that are asked for with some arrivals. */
    long ids(RandomStream stream, long number) {
        return drawn(stream.ids(), number);
    }

    private long drawn(long stream, long number) {
        return Dataset.mix(Dataset.mix(seed, stream, number), stream, block);
    }

    /** Returns the workload's target at a contestant. */
    Target summaries(ContestantProcess contestant) {
        return summaries(suite, seed, "127.0.0.1", contestant.port()).edition(edition);
    }

    /**
     * Returns the same target with other ids. They are drawn anew for each number of a stream and each block, and are the same for
     * all of a block's contestants. A call's latency may follow from the id. Then one sequence over and over would be one sample,
     * however often it is measured.
     */
    Target summaries(ContestantProcess contestant, RandomStream stream, long number) {
        return summaries(contestant).seed(ids(stream, number));
    }

    /** Returns the target of a closed loop's window. Its ids are those of its turn. */
    Target closedLoopTarget(ContestantProcess contestant, int users, int turn) {
        return summaries(contestant, RandomStream.CLOSED_LOOP, (long) users * MOST_TURNS + turn);
    }

    /** Returns what a point of a closed loop with so many users is measured with; an open loop has 0 users. */
    Evidence.Setup setup(int users) {
        return setup(users, latency());
    }

    /** Does the same for a point whose RPC calls have another latency than the workload's. */
    Evidence.Setup setup(int users, Latency latency) {
        return setup(users, rpcSeconds(latency), false);
    }

    /** Returns how long the workload's RPC calls take. */
    Latency latency() {
        return suite.workload().rpc().latency();
    }

    /** Returns what a point is measured with if waiting is what is looked at. No wait needs to be explained there. */
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

    /** Returns the suite's thresholds, and those of a scenario. */
    Evidence.Allowed allowed(double errors, double jitShare) {
        return new Evidence.Allowed(
                errors,
                jitShare,
                suite.noise().steal(),
                suite.noise().throttled(),
                suite.noise().foreign());
    }

    /** Returns what the downstreams have been asked for so far. */
    Downstream downstreams() throws LaunchException {
        PostgresProcess.Work work = postgres.work();
        OptionalLong queries = work.queries();
        RpcProcess.Counts counts = rpc.counts();
        return new Downstream(
                counts.calls(),
                queries.isPresent() ? Long.valueOf(queries.getAsLong()) : null,
                work.executingMillis(),
                counts.lateness());
    }

    static Target summaries(Suite suite, long seed, String host, int port) {
        Workload.Rpc rpc = suite.workload().rpc();
        // If the first reply wins, the reply of any service is right.
        int bodies = rpc.mode().firstWins() ? rpc.calls() : 1;
        int ids = suite.workload().query().customers();
        return new Target(host, port, "/customers/{id}/summary", 1, ids, seed, 200, bodies, 0);
    }

    /** Returns the path that does nothing, at a contestant. */
    Target noop(ContestantProcess contestant) {
        return new Target("127.0.0.1", contestant.port(), "/noop", 1, 1, seed, 204);
    }

    /** Returns how long the load engine waits for an answer, in milliseconds. That is longer than the contestant may take. */
    long patience() {
        return patience(suite);
    }

    static long patience(Suite suite) {
        return suite.workload().timeout().toMillis() + MORE_PATIENT_THAN_CONTESTANT_MS;
    }

    /** Returns how many calls one request has in flight at once while the RPC service holds its replies. */
    int callsHeldByOneRequest() {
        return suite.workload().rpc().mode() == Composition.SEQUENTIAL
                ? 1
                : suite.workload().rpc().calls();
    }

    /**
     * Returns the testbed for a contestant whose manifest asks for other rounds of the combine step: a cost that is planted. Its
     * documents differ, so the load engine must not hold them against those of the others.
     */
    Testbed as(Manifest manifest) {
        String rounds = manifest.environment().get("HEDDLE_COMBINE_ROUNDS");
        return rounds == null ? this : of(Integer.parseInt(rounds), Integer.parseInt(rounds));
    }

    /**
     * Returns the testbed for processes whose documents are of another edition. An edition is the rounds of the combine step, or a
     * number of its own.
     */
    Testbed ofEdition(int other) {
        return of(combineRounds, other);
    }

    private Testbed of(int rounds, int ofDocuments) {
        return new Testbed(starter, postgres, rpc, load, suite, seed, rounds, ofDocuments, block);
    }

    /**
     * Returns how long a request's RPC calls of this latency take together, in seconds. It is the mean over many customers, as their
     * latencies are drawn.
     */
    double rpcSeconds(Latency latency) {
        Workload.Rpc rpc = suite.workload().rpc();
        int many = Math.min(1_000, dataset.customers());
        double sum = 0;
        for (int id = 1; id <= many; id++) {
            long together = 0;
            for (int service = 0; service < rpc.calls(); service++) {
                long nanos = latency.nanos(seed, service, id);
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

    /** Names what of it has died; empty if all is well. */
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
