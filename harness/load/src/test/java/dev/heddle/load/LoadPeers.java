package dev.heddle.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares what the engine costs, and how fast it finds a server to be, with wrk (closed loop) and h2load (open loop). The cost
 * is CPU time a request, user and system, of the generator's process alone on CPU 0; one {@link PracticeServer}, alone on CPU 1,
 * answers all of them. Blocks run in turn, each of them with every generator. The ratios are of neighbours in a block, and their
 * intervals are bootstrapped over blocks. It prints a Markdown table.
 */
final class LoadPeers {
    private static final String GENERATOR_CPU = "0";
    private static final String SERVER_CPU = "1";
    /**
     * The path on which the generator is the limit. On {@link #BUSY} the server is the limit, and only there can two generators
     * find the same rate.
     */
    private static final String FAST = "/noop";

    /** wrk runs a second time under this name: its ratio to itself is the noise floor of the others. */
    private static final String AGAIN = "wrk again";

    private static final String BUSY = "/busy/20";
    /** The length of a block. wrk counts from before it connects, which with 1,000 connections is a part of a short block. */
    private static final int SECONDS = Integer.getInteger("load-peers.seconds", 3);

    private static final int WARM_UP_SECONDS = 6;
    private static final int CONTESTANT_WARM_UP_SECONDS = 30;
    /** The timeout is long: a server that serves its connections unevenly is as slow for wrk, which counts whatever came. */
    private static final long TIMEOUT_MILLIS = 60_000;

    private static final int OPEN_RATE = 10_000;
    private static final int OPEN_CONNECTIONS = 100;
    private static final int RESAMPLES = 10_000;
    private static final double TICKS_PER_SECOND = 100;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern WRK_REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern WRK_RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern H2LOAD_REQUESTS = Pattern.compile("(\\d+) succeeded");
    private static final Pattern H2LOAD_RATE = Pattern.compile("([\\d.]+) req/s");

    private record Cost(double cpuMicros, double perSecond) {}

    private LoadPeers() {}

    /**
     * Takes as arguments the number of blocks, then what to compare, between commas: {@code closed}, {@code rate}, {@code open},
     * {@code ticks}, {@code contestant}; for the last one, also the port of a contestant that {@code heddle serve} has on CPU 1.
     */
    public static void main(String[] args) throws Exception {
        int blocks = Integer.parseInt(args[0]);
        Process server = java(SERVER_CPU, PracticeServer.class);
        Process engine = java(GENERATOR_CPU, Main.class, "1");
        try {
            int port = Integer.parseInt(server.inputReader().readLine());
            closed(engine, port, FAST, 100, WARM_UP_SECONDS);
            open(engine, port, WARM_UP_SECONDS);
            for (String what : args[1].split(",", -1)) {
                switch (what) {
                    case "closed" -> {
                        againstWrk(engine, port, FAST, 100, blocks);
                        againstWrk(engine, port, FAST, 1_000, blocks);
                    }
                    case "rate" -> {
                        for (int connections : new int[] {64, 256, 1_000}) {
                            againstWrk(engine, port, BUSY, connections, blocks);
                        }
                    }
                    case "open" -> againstH2load(engine, port, blocks);
                    case "ticks" -> ticks(port, blocks);
                    case "contestant" -> contestant(engine, Integer.parseInt(args[2]), blocks);
                    default -> throw new IllegalArgumentException(what);
                }
            }
        } finally {
            engine.destroy();
            server.destroy();
        }
    }

    private static void contestant(Process engine, int port, int blocks) throws Exception {
        for (int connections : new int[] {64, 256, 1_000}) {
            closed(engine, port, FAST, connections, CONTESTANT_WARM_UP_SECONDS);
            againstWrk(engine, port, FAST, connections, blocks);
        }
    }

    private static Process java(String cpu, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "taskset",
                "-c",
                cpu,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(LoadJvm.OPTIONS);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void againstWrk(Process engine, int port, String path, int connections, int blocks)
            throws Exception {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        List<String> order = new ArrayList<>(List.of("engine", "wrk", AGAIN));
        Random drawn = new Random(connections);
        for (int block = 0; block < blocks; block++) {
            Collections.shuffle(order, drawn);
            for (String who : order) {
                if (who.equals("engine")) {
                    add(costs, who, cost(closed(engine, port, path, connections, SECONDS)));
                } else {
                    add(
                            costs,
                            who,
                            peer(
                                    WRK_REQUESTS,
                                    WRK_RATE,
                                    "wrk",
                                    "-t1",
                                    "-c" + connections,
                                    "-d" + SECONDS + "s",
                                    url(port, path)));
                }
            }
        }
        print("closed loop, " + connections + " connections, " + path, costs, "wrk");
    }

    private static void againstH2load(Process engine, int port, int blocks) throws Exception {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        Histogram lateness = Recorder.histogram();
        long tick = 0;
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < 2; i++) {
                if ((block + i) % 2 == 0) {
                    LoadReport report = open(engine, port, SECONDS);
                    lateness.add(Reports.decode(report.only().lateness()));
                    tick = generator(report).tickNanos();
                    add(costs, "engine", cost(report));
                } else {
                    // The rate is that of each client.
                    add(
                            costs,
                            "h2load",
                            peer(
                                    H2LOAD_REQUESTS,
                                    H2LOAD_RATE,
                                    "h2load",
                                    "--h1",
                                    "-t1",
                                    "-c" + OPEN_CONNECTIONS,
                                    "--rps=" + OPEN_RATE / OPEN_CONNECTIONS,
                                    "-D" + SECONDS,
                                    url(port, FAST)));
                }
            }
        }
        print("open loop, " + OPEN_RATE + " requests/s on " + OPEN_CONNECTIONS + " connections", costs, "h2load");
        System.out.printf(
                Locale.ROOT, "%nThe engine's lateness at a tick of %d us: %s%n", tick / 1_000, percentiles(lateness));
    }

    private static void ticks(int port, int blocks) throws Exception {
        System.out.printf("%n| tick | CPU a request | lateness |%n|---|---|---|%n");
        for (int micros : new int[] {50, 100, 200, 500, 1_000, 2_000}) {
            Process engine = java(GENERATOR_CPU, Main.class, "1", "tick=" + micros);
            try {
                closed(engine, port, FAST, 100, WARM_UP_SECONDS / 2);
                open(engine, port, WARM_UP_SECONDS / 2);
                Histogram lateness = Recorder.histogram();
                double sum = 0;
                for (int block = 0; block < blocks; block++) {
                    LoadReport report = open(engine, port, SECONDS);
                    lateness.add(Reports.decode(report.only().lateness()));
                    sum += cost(report).cpuMicros();
                }
                System.out.printf(
                        Locale.ROOT, "| %d us | %.1f us | %s |%n", micros, sum / blocks, percentiles(lateness));
            } finally {
                engine.destroy();
            }
        }
    }

    private static String percentiles(Histogram nanos) {
        return String.format(
                Locale.ROOT,
                "p50 %.3f ms, p99 %.3f ms, max %.3f ms",
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getMaxValue() / 1e6);
    }

    private static void add(Map<String, List<Cost>> costs, String who, Cost cost) {
        costs.computeIfAbsent(who, name -> new ArrayList<>()).add(cost);
    }

    private static List<Cost> costsOf(Map<String, List<Cost>> costs, String who) {
        return costs.getOrDefault(who, List.of());
    }

    private static String url(int port, String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private static Target target(int port, String path, int status) {
        return new Target("127.0.0.1", port, path, 1, 1, 42, status);
    }

    /** Returns the status that is right: the one that this server gives. */
    private static int status(int port, String path) throws IOException {
        var request = (HttpURLConnection) URI.create(url(port, path)).toURL().openConnection();
        return request.getResponseCode();
    }

    private static LoadReport closed(Process engine, int port, String path, int users, int seconds) throws IOException {
        return run(
                engine,
                LoadPlan.of(
                        target(port, path, status(port, path)),
                        new Arrivals.Closed(users),
                        300,
                        1_000L * seconds,
                        TIMEOUT_MILLIS));
    }

    private static LoadReport open(Process engine, int port, int seconds) throws IOException {
        return run(
                engine,
                LoadPlan.of(
                        target(port, FAST, status(port, FAST)),
                        new Arrivals.ConstantRate(OPEN_RATE),
                        new ConnectionPolicy.AllActive(OPEN_CONNECTIONS),
                        100_000,
                        300,
                        1_000L * seconds,
                        TIMEOUT_MILLIS));
    }

    private static LoadReport run(Process engine, LoadPlan plan) throws IOException {
        tell(engine, new Command.Run(plan));
        BufferedReader from = engine.inputReader();
        while (true) {
            String line = from.readLine();
            if (line == null) {
                throw new IOException("the engine went");
            }
            Event event = JSON.readValue(line, Event.class);
            if (event instanceof Event.Report(LoadReport report)) {
                if (report.only().counts().errors() > 0) {
                    throw new IOException(report.only().counts().toString());
                }
                return report;
            }
            if (event instanceof Event.Failed(String error)) {
                throw new IOException(error);
            }
            if (event instanceof Event.Ready || event instanceof Event.Drained) {
                tell(engine, new Command.Proceed());
            }
        }
    }

    private static void tell(Process engine, Command command) throws IOException {
        var to = engine.outputWriter();
        to.write(JSON.writeValueAsString(command));
        to.newLine();
        to.flush();
    }

    private static Generator generator(LoadReport report) {
        Generator generator = report.generator();
        if (generator == null) {
            throw new IllegalStateException("the built-in engine says how it did");
        }
        return generator;
    }

    private static Cost cost(LoadReport report) {
        long answered = report.only().answeredInWindow();
        return new Cost(generator(report).cpuNanosInWindow() / 1e3 / answered, answered / (report.windowNanos() / 1e9));
    }

    /** Runs a peer to its end. Its CPU time is that of the whole process, and starting is a thousandth of it. */
    private static Cost peer(Pattern requests, Pattern rate, String... command) throws Exception {
        List<String> whole = new ArrayList<>(List.of("taskset", "-c", GENERATOR_CPU));
        whole.addAll(Arrays.asList(command));
        double before = childrenCpuSeconds();
        Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        double cpu = childrenCpuSeconds() - before;
        return new Cost(cpu * 1e6 / number(requests, said), number(rate, said));
    }

    /** Returns the CPU time of our children that have ended and been waited for, from /proc/self/stat: cutime and cstime. */
    private static double childrenCpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND;
    }

    private static double number(Pattern pattern, String said) {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in: " + said);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static void print(String title, Map<String, List<Cost>> costs, String peer) {
        System.out.printf(
                "%n**%s**, %d blocks of %d s%n%n",
                title, costsOf(costs, "engine").size(), SECONDS);
        System.out.printf("| | CPU a request | requests/s |%n|---|---|---|%n");
        costs.forEach((who, list) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f us | %.0f |%n",
                who,
                list.stream().mapToDouble(Cost::cpuMicros).average().orElseThrow(),
                list.stream().mapToDouble(Cost::perSecond).average().orElseThrow()));
        for (String who : costs.keySet()) {
            if (!who.equals(peer)) {
                System.out.printf(
                        "| %s / %s | %s | %s |%n",
                        who,
                        peer,
                        interval(ratios(costs, who, peer, Cost::cpuMicros)),
                        interval(ratios(costs, who, peer, Cost::perSecond)));
            }
        }
    }

    /** Returns the ratios by block. If a peer ran twice, the engine's ratio is to both of its runs. */
    private static double[] ratios(
            Map<String, List<Cost>> costs, String who, String peer, ToDoubleFunction<Cost> value) {
        double[] ratios = new double[costsOf(costs, peer).size()];
        for (int i = 0; i < ratios.length; i++) {
            double theirs = value.applyAsDouble(costsOf(costs, peer).get(i));
            if (who.equals("engine") && costs.containsKey(AGAIN)) {
                theirs = Math.sqrt(
                        theirs * value.applyAsDouble(costsOf(costs, AGAIN).get(i)));
            }
            ratios[i] = value.applyAsDouble(costsOf(costs, who).get(i)) / theirs;
        }
        return ratios;
    }

    /**
     * Returns the geometric mean of ratios with its 95 % interval, by the percentile bootstrap (Efron and Tibshirani 1993,
     * chapter 13).
     */
    private static String interval(double[] ratios) {
        SplittableRandom random = new SplittableRandom(1);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < ratios.length; j++) {
                sum += Math.log(ratios[random.nextInt(ratios.length)]);
            }
            means[i] = Math.exp(sum / ratios.length);
        }
        Arrays.sort(means);
        double mean = Math.exp(Arrays.stream(ratios).map(Math::log).average().orElseThrow());
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f to %.3f)",
                mean,
                means[(int) (0.025 * RESAMPLES)],
                means[(int) (0.975 * RESAMPLES)]);
    }
}
