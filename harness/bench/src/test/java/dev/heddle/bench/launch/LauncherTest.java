package dev.heddle.bench.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.journal.Model;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suites;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    private Path folder;

    private Manifest manifest(String... command) {
        return new Manifest("theirs", Model.EVENT_LOOP, "", List.of(command), Map.of(), folder);
    }

    private static ContestantSettings settings() throws Exception {
        return new ContestantSettings(
                Suites.read("smoke").workload(),
                Duration.ofSeconds(1),
                0,
                8,
                "postgresql://u:p@127.0.0.1:1/d",
                "http://127.0.0.1:1",
                ContestantSettings.Heavy.NONE);
    }

    @Test
    void aContestantThatDiesIsQuoted() throws Exception {
        try (Launcher launcher = new Launcher(Cli.HOME, CpuPlan.here())) {
            assertThatThrownBy(() -> launcher.contestant(
                            manifest("/bin/sh", "-c", "echo no luck today; exit 3"),
                            settings(),
                            0,
                            List.of(),
                            folder.resolve("server.log")))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("theirs ended with exit code 3")
                    .hasMessageContaining("no luck today");
        }
    }

    @Test
    void aCommandThatIsNotThereIsNamed() throws Exception {
        try (Launcher launcher = new Launcher(Cli.HOME, CpuPlan.unpinned())) {
            assertThatThrownBy(() -> launcher.contestant(
                            manifest("no-such-program"), settings(), 0, List.of(), folder.resolve("server.log")))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("no-such-program");
        }
    }

    @Test
    void aTakenPortIsOneClearMessage() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Launcher launcher = new Launcher(Cli.HOME, CpuPlan.unpinned())) {
            assertThatThrownBy(() -> launcher.contestant(
                            manifest("true"),
                            settings(),
                            taken.getLocalPort(),
                            List.of(),
                            folder.resolve("server.log")))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void theCommandSeesItsSettingsAndItsJvm() throws Exception {
        Path seen = folder.resolve("seen.txt");
        try (Launcher launcher = new Launcher(Cli.HOME, CpuPlan.here())) {
            assertThatThrownBy(() -> launcher.contestant(
                            manifest(
                                    "/bin/sh",
                                    "-c",
                                    "{ echo \"$@\"; pwd; env; } > seen.txt; exit 1",
                                    "{java}",
                                    "{jvm}"),
                            settings(),
                            0,
                            List.of("-Xmx1g", "-XX:+UseG1GC"),
                            folder.resolve("server.log")))
                    .isInstanceOf(LaunchException.class);
        }
        assertThat(Files.readString(seen))
                .startsWith("-Xmx1g -XX:+UseG1GC\n")
                .contains(folder.toRealPath() + "\n")
                .contains("HEDDLE_POSTGRES_URL=postgresql://u:p@127.0.0.1:1/d\n")
                .contains("HEDDLE_RPC_CALLS=3\n")
                .contains("HEDDLE_RPC_MODE=all\n")
                .contains("HEDDLE_TIMEOUT_MS=1000\n")
                .contains("HEDDLE_MAX_IN_FLIGHT=8\n")
                .contains("MALLOC_ARENA_MAX=2\n");
    }
}
