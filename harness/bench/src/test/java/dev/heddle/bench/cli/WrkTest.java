package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A served contestant under somebody else's load generator. */
class WrkTest {
    private static final Path WRK = Path.of("/usr/bin/wrk");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"platform-threads", "virtual-threads", "vertx-loop"})
    void survives256ConnectionsWithoutAnError(String name) throws Exception {
        assumeThat(WRK).as("wrk (Debian package wrk)").exists();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process serving = Cli.start(folder, "serve", name, "--port", Integer.toString(port), "--bursts", "4");
        try {
            while (!Files.readString(folder.resolve("out.txt")).contains("serves on")) {
                assertThat(serving.isAlive())
                        .as(Files.readString(folder.resolve("err.txt")))
                        .isTrue();
                Thread.sleep(50);
            }
            Process wrk = new ProcessBuilder(
                            WRK.toString(), "-t1", "-c256", "-d3s", "http://127.0.0.1:" + port + "/customers/7/summary")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).contains("requests in").doesNotContain("Non-2xx").doesNotContain("Socket errors");
        } finally {
            serving.destroy();
            assertThat(serving.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
