package dev.heddle.bench.trial;

import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.ContestantSettings;
import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.launch.JmhProcess;
import dev.heddle.bench.launch.KernelMemoryGroup;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.launch.PostgresProcess;
import dev.heddle.bench.launch.ProcessStarter;
import dev.heddle.bench.launch.RpcProcess;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Workload;
import dev.heddle.load.Event;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Target;
import dev.heddle.workload.Faults;
import dev.heddle.workload.Latency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Starts nothing, and says what it was asked to start: the processes of a run, as far as a runner sees them. */
final class FakeProcesses implements ProcessStarter {
    /** What was started and ended, in its order. */
    final List<String> events = new ArrayList<>();
    /** Whoever is named here can't be started. */
    final List<String> broken = new ArrayList<>();

    boolean loadAlive = true;

    /** Called when a contestant is started. */
    Runnable onStart = () -> {};

    @Override
    public CpuPlan cpus() {
        return CpuPlan.unpinned();
    }

    @Override
    public PostgresProcess postgres(@Nullable String url, Workload workload, long seed, int contestants) {
        events.add("postgres for " + contestants);
        return new FakePostgres();
    }

    @Override
    public RpcProcess rpc(Workload.Rpc rpc, long seed) {
        events.add("rpc");
        return new FakeRpc();
    }

    @Override
    public LoadProcess load() {
        events.add("load");
        return new FakeLoad();
    }

    @Override
    public JmhProcess switching(List<String> arguments, Path log) {
        throw new AssertionError("no test asks for it");
    }

    @Override
    public ContestantProcess contestant(
            Manifest manifest, ContestantSettings settings, int port, List<String> jvm, Path log)
            throws LaunchException {
        if (broken.contains(manifest.name())) {
            throw new LaunchException(manifest.name() + " did not start");
        }
        onStart.run();
        events.add("start " + manifest.name());
        return new FakeContestant(manifest.name());
    }

    @Override
    public void requireNotEnding() {
        events.add("not ending");
    }

    private static long self() {
        return ProcessHandle.current().pid();
    }

    private final class FakeContestant implements ContestantProcess {
        private final String name;

        FakeContestant(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long pid() {
            return self();
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public KernelMemoryGroup kernelMemory() {
            throw new AssertionError("no test asks for it");
        }

        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public LaunchException died() {
            return new LaunchException(name + " died");
        }

        @Override
        public int terminate() {
            events.add("end " + name);
            return 0;
        }

        @Override
        public void close() {
            terminate();
        }
    }

    private final class FakeLoad implements LoadProcess {
        @Override
        public long pid() {
            return self();
        }

        @Override
        public LoadReport run(LoadPlan plan, Listener listener) {
            throw new AssertionError("no test asks for it");
        }

        @Override
        public Event.Populated populate(Target target, int connections, boolean await, Duration timeout) {
            throw new AssertionError("no test asks for it");
        }

        @Override
        public Event.Populated settle(Duration timeout) {
            throw new AssertionError("no test asks for it");
        }

        @Override
        public boolean alive() {
            return loadAlive;
        }

        @Override
        public void close() {
            events.add("end load");
        }
    }

    private static final class FakePostgres implements PostgresProcess {
        @Override
        public String url() {
            return "postgresql://nowhere";
        }

        @Override
        public long postmaster() {
            return -1;
        }

        @Override
        public void stop() {}

        @Override
        public void start() {}

        @Override
        public void kill() {}

        @Override
        public void hold() {}

        @Override
        public void release() {}

        @Override
        public OptionalLong queries() {
            return OptionalLong.empty();
        }

        @Override
        public Work work() {
            return new Work(OptionalLong.empty(), 0);
        }

        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static final class FakeRpc implements RpcProcess {
        @Override
        public String url() {
            return "http://nowhere";
        }

        @Override
        public long pid() {
            return self();
        }

        @Override
        public Counts counts() {
            throw new AssertionError("no test asks for it");
        }

        @Override
        public void faults(Faults faults) {}

        @Override
        public void latency(Latency latency) {}

        @Override
        public void hold() {}

        @Override
        public void release() {}

        @Override
        public void reset() {}

        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public void close() {}
    }
}
