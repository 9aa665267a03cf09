package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.heddle.bench.journal.Journal;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.suite.Suites;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second load engine at the command line, as far as it goes before anything starts. */
class HyperfoilTest {
    private static final String SUITE = """
            workload: {}
            scenarios:
              throughput: { concurrency: [4, 64] }
              capacity: {}
              latency: { rates: [500/s], fractions: [0.5] }
            """;

    @TempDir
    private Path folder;

    private String suite(String text) throws Exception {
        return Files.writeString(folder.resolve("suite.yaml"), text).toString();
    }

    @Test
    void emittedFilesAreOneAPointAndNothingStarts() throws Exception {
        Path out = folder.resolve("out");
        Cli.Result result = Cli.run(
                folder,
                "run",
                "--suite",
                suite(SUITE),
                "--emit-hyperfoil=server.example:9000",
                "--hyperfoil-agents",
                "one=load-1.example",
                "--out",
                out.toString());
        assertThat(result.exit()).as(result.err()).isZero();
        List<String> names = List.of("capacity.yaml", "concurrency=4.yaml", "concurrency=64.yaml", "rate=500.yaml");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())).sorted())
                    .containsExactlyElementsOf(names);
        }
        assertThat(result.out())
                .contains(
                        names.stream().map(name -> out.resolve(name).toString()).toList())
                .contains("fractions are of a capacity that only a run finds")
                .contains("heddle serve NAME --port 9000");
        assertThat(Files.readString(out.resolve("concurrency=64.yaml")))
                .contains(
                        "name: heddle-suite-concurrency-64\n",
                        "one: load-1.example\n",
                        "host: http://server.example:9000\n",
                        "always:",
                        "users: 64\n",
                        "sharedConnections: 64\n");
        assertThat(Files.readString(out.resolve("rate=500.yaml")))
                .contains("constantRate:", "usersPerSec: 500.0\n", "variance: true\n");
    }

    @Test
    void anUnreachableControllerIsOneMessageAndLeavesNoFolder() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        Path out = folder.resolve("out");
        String url = "http://127.0.0.1:" + port;
        Cli.Result result = Cli.run(
                folder, "run", "--suite", suite(SUITE), "--engine", "hyperfoil=" + url, "--out", out.toString());
        assertThat(result.exit()).isEqualTo(Exit.LACKING);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("heddle: no Hyperfoil controller answers at " + url);
        assertThat(out).doesNotExist();
    }

    @Test
    void anOlderControllerIsOneMessage() throws Exception {
        HttpServer old = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] version = "{ \"version\": \"0.25.2\" }".getBytes(StandardCharsets.UTF_8);
        old.createContext("/version", exchange -> {
            exchange.sendResponseHeaders(200, version.length);
            exchange.getResponseBody().write(version);
            exchange.close();
        });
        old.start();
        try {
            Cli.Result result = Cli.run(
                    folder,
                    "run",
                    "--suite",
                    suite(SUITE),
                    "--engine",
                    "hyperfoil=http://127.0.0.1:" + old.getAddress().getPort());
            assertThat(result.exit()).isEqualTo(Exit.LACKING);
            assertThat(result.err().lines())
                    .singleElement()
                    .asString()
                    .contains("is version 0.25.2")
                    .endsWith("take 0.29 or later");
        } finally {
            old.stop(0);
        }
    }

    @Test
    void aResumedRunKeepsItsEngine() throws Exception {
        Path run = folder.resolve("run");
        Run begun = new Run(
                Run.FORMAT,
                "run",
                "0.1.0",
                "unknown",
                List.of("heddle", "run"),
                "suite",
                42,
                "2026-11-21T00:00:00Z",
                "any",
                "any",
                List.of(),
                new Run.Engine("hyperfoil", "0.29", "http://127.0.0.1:1", List.of()),
                false,
                0,
                null,
                Map.of(),
                Suites.write(Suites.read(suite(SUITE))));
        Journal.begin(run, begun).close();
        Cli.Result result = Cli.run(folder, "run", "--resume", run.toString());
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(Exit.LACKING);
        assertThat(result.err()).contains("no Hyperfoil controller answers at http://127.0.0.1:1");
    }

    @Test
    void whatHyperfoilCannotDoIsRefusedFirst() throws Exception {
        String engine = "hyperfoil=http://127.0.0.1:1";
        assertRefused("scenario memory", "run", "--suite", "quick", "--engine", engine);
        String brownout = suite("workload: {}\nscenarios: { brownout: {} }\n");
        assertRefused("scenario brownout", "run", "--suite", brownout, "--engine", engine);
        assertRefused("not an engine", "run", "--engine", "wrk");
        assertRefused("only with --engine", "run", "--hyperfoil-agents", "one=load-1");
        String memory = suite("workload: {}\nscenarios: { memory: {} }\n");
        assertRefused("none of the scenarios", "run", "--suite", memory, "--emit-hyperfoil");
    }

    private void assertRefused(String reason, String... arguments) throws Exception {
        Cli.Result result = Cli.run(folder, arguments);
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(Exit.USAGE);
        assertThat(result.err().lines()).singleElement().asString().contains(reason);
    }
}
