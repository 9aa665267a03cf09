package dev.heddle.bench.launch;

import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Workload;
import dev.heddle.load.Hyperfoil;
import dev.heddle.load.LoadJvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts every process that a run needs, on the CPUs it may have, and ends each of them whatever happens: on close, on Ctrl-C and
 * on SIGTERM. Downstreams and load engine end when our end of their standard input closes. Contestants and hand-off benchmarks end
 * (on Linux, where {@code setpriv} is installed) by the kernel's parent-death signal. So not even a killed bench leaves one behind.
 */
public final class Launcher implements ProcessStarter, AutoCloseable {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final int BACKGROUND_CONNECTIONS = 8;

    private final Path home;
    private final Path temporary;
    private final CpuPlan cpus;
    private final @Nullable Hyperfoil hyperfoil;
    private final Map<Child, Boolean> children = new ConcurrentHashMap<>();
    private final Thread hook = new Thread(this::endByHook, "end-processes");
    private volatile boolean ending;

    /**
     * Makes a launcher with a temporary folder of its own.
     *
     * @param home Heddle's own folder
     */
    public Launcher(Path home, CpuPlan cpus) throws IOException {
        this(home, cpus, null);
    }

    /**
     * Makes a launcher with another load engine.
     *
     * @param hyperfoil the engine; null for the built-in one
     */
    public Launcher(Path home, CpuPlan cpus, @Nullable Hyperfoil hyperfoil) throws IOException {
        this.home = home;
        this.cpus = cpus;
        this.hyperfoil = hyperfoil;
        this.temporary = Files.createTempDirectory("heddle-");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public CpuPlan cpus() {
        return cpus;
    }

    @Override
    public PostgresProcess postgres(@Nullable String url, Workload workload, long seed, int contestants)
            throws LaunchException {
        Workload.Query query = workload.query();
        Child child = harness(
                "PostgreSQL",
                "downstream",
                List.of(),
                List.of(
                        "postgres",
                        url == null ? temporary.resolve("postgres").toString() : url,
                        Long.toString(seed),
                        Integer.toString(query.customers()),
                        Integer.toString(query.orders()),
                        Integer.toString(contestants * query.pool() + BACKGROUND_CONNECTIONS)));
        return new StartedPostgres(child);
    }

    @Override
    public RpcProcess rpc(Workload.Rpc rpc, long seed) throws LaunchException {
        Child child = harness(
                "The RPC service",
                "downstream",
                LoadJvm.OPTIONS,
                List.of(
                        "rpc",
                        Long.toString(seed),
                        rpc.latency().text(),
                        Integer.toString(rpc.reply().bytes()),
                        Integer.toString(cpus.loadCount()),
                        JsonMapper.shared().writeValueAsString(rpc.faults())));
        return new StartedRpc(child);
    }

    @Override
    public LoadProcess load() throws LaunchException {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(cpus.loadCount())));
        if (hyperfoil != null) {
            arguments.addAll(hyperfoil.arguments());
        }
        return new StartedLoad(harness("The load engine", "load", LoadJvm.OPTIONS, arguments));
    }

    @Override
    public JmhProcess switching(List<String> arguments, Path log) throws LaunchException {
        List<String> command = new ArrayList<>(endsWithUs());
        command.addAll(List.of(java(), "-jar", jar("switching")));
        command.addAll(arguments);
        List<Integer> every = new ArrayList<>(cpus.server());
        every.addAll(cpus.load());
        return new StartedJmh(start("The hand-off benchmark", command, every, Map.of(), home.toFile(), log, false));
    }

    @Override
    public ContestantProcess contestant(
            Manifest manifest, ContestantSettings settings, int port, List<String> jvm, Path log)
            throws LaunchException {
        StartedContestant contestant = started(manifest, settings, port, jvm, log);
        try {
            contestant.awaitReady();
            return contestant;
        } catch (LaunchException e) {
            contestant.close();
            throw e;
        }
    }

    /** Starts a contestant, and does not wait until it is ready. */
    public ContestantProcess begin(Manifest manifest, ContestantSettings settings, int port, List<String> jvm, Path log)
            throws LaunchException {
        return started(manifest, settings, port, jvm, log);
    }

    private StartedContestant started(
            Manifest manifest, ContestantSettings settings, int port, List<String> jvm, Path log)
            throws LaunchException {
        int chosen = port == 0 ? freePort() : requireFree(port);
        Map<String, String> environment = new HashMap<>(settings.environment(chosen, cpus.serverCount()));
        environment.putAll(manifest.environment());
        // The allocator's arenas would otherwise grow with threads and contention. Pinned, they are the same for all.
        environment.putIfAbsent("MALLOC_ARENA_MAX", "2");
        KernelMemoryGroup group = KernelMemoryGroup.create(manifest.name());
        List<String> command = new ArrayList<>(group.prefix());
        command.addAll(endsWithUs());
        for (String part : manifest.command()) {
            switch (part) {
                case "{java}" -> command.add(java());
                case "{jvm}" -> command.addAll(jvm);
                default -> command.add(part);
            }
        }
        try {
            Child child = start(
                    manifest.name(),
                    command,
                    cpus.server(),
                    environment,
                    manifest.folder().toFile(),
                    log,
                    false);
            return new StartedContestant(manifest, child, chosen, group);
        } catch (LaunchException e) {
            group.close();
            throw e;
        }
    }

    private Child harness(String name, String module, List<String> jvm, List<String> arguments) throws LaunchException {
        List<String> command = new ArrayList<>(List.of(java(), "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar(module)));
        command.addAll(arguments);
        Path log = temporary.resolve(name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".log");
        return start(name, command, cpus.load(), Map.of(), home.toFile(), log, true);
    }

    private Child start(
            String name,
            List<String> command,
            List<Integer> on,
            Map<String, String> environment,
            File folder,
            Path log,
            boolean talks)
            throws LaunchException {
        List<String> whole = new ArrayList<>();
        if (!on.isEmpty()) {
            whole.addAll(List.of("taskset", "-c", CpuList.text(on)));
        }
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).directory(folder).redirectError(log.toFile());
        if (!talks) {
            // Nobody reads what a contestant prints, and a full pipe would stop it.
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        builder.environment().putAll(environment);
        // The user's shell may set options for every JVM. A contestant must not be measured with them.
        builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process = builder.start();
            Child[] self = new Child[1];
            Child child = new Child(name, process, log, talks, () -> children.remove(self[0]));
            self[0] = child;
            children.put(child, true);
            return child;
        } catch (IOException e) {
            throw new LaunchException(name + " did not start: " + e.getMessage(), e);
        }
    }

    private static List<String> endsWithUs() {
        return Files.isExecutable(SETPRIV) ? List.of(SETPRIV.toString(), "--pdeathsig", "KILL") : List.of();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private String jar(String module) throws LaunchException {
        Path jar = home.resolve("harness/" + module + "/target/" + module + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new LaunchException(jar + " is missing; ./heddle builds it");
        }
        return jar.toString();
    }

    private static int freePort() throws LaunchException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new LaunchException("no free port: " + e.getMessage(), e);
        }
    }

    private static int requireFree(int port) throws LaunchException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return port;
        } catch (IOException e) {
            throw new LaunchException(
                    "port " + port + " is taken (" + e.getMessage() + "); free it, or choose another with --port", e);
        }
    }

    @Override
    public void requireNotEnding() {
        while (ending) {
            try {
                TimeUnit.SECONDS.sleep(60);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void endByHook() {
        ending = true;
        endAll();
    }

    private void endAll() {
        // All are asked at once, so that together they take as long as the slowest.
        children.keySet().forEach(Child::ask);
        children.keySet().forEach(Child::close);
        delete();
    }

    private void delete() {
        if (!Files.exists(temporary)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(temporary)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("The temporary folder " + temporary + " could not be deleted: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down already, and the hook itself is what runs.
        }
    }
}
