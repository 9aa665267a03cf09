package dev.heddle.bench.launch;

import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Workload;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts the processes that a run needs, on the CPUs that each may have. */
public interface ProcessStarter {
    /** Returns the CPUs of this run. */
    CpuPlan cpus();

    /**
     * Starts PostgreSQL, or fills the reader's own. Returns when it holds the dataset.
     *
     * @param url the reader's own database, or null for one of ours
     * @param contestants that have their pools open at the same time
     */
    PostgresProcess postgres(@Nullable String url, Workload workload, long seed, int contestants)
            throws LaunchException;

    /** Starts the RPC service. Returns when it listens. */
    RpcProcess rpc(Workload.Rpc rpc, long seed) throws LaunchException;

    /** Starts the load engine. */
    LoadProcess load() throws LaunchException;

    /** Starts the hand-off benchmarks, which need every CPU. The caller waits for the end. */
    JmhProcess switching(List<String> arguments, Path log) throws LaunchException;

    /**
     * Starts a contestant and waits until it is ready.
     *
     * @param port where it listens; 0 for a free one
     * @param jvm options in the place of <code>{jvm}</code>
     * @param log where its output goes
     */
    ContestantProcess contestant(Manifest manifest, ContestantSettings settings, int port, List<String> jvm, Path log)
            throws LaunchException;

    /**
     * Returns at once, unless this process is being ended: then it never returns. What fails because we end what it needs says
     * nothing about a contestant.
     */
    void requireNotEnding();
}
