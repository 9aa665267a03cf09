package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.bench.launch.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the command line where the kernel says something else of the CPUs. In a mount namespace of its own, a file is bound over the
 * kernel's, and nobody else sees it.
 */
class TopologyInNamespaceTest {
    private static final String SIBLINGS = "/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list";

    @TempDir
    private Path folder;

    @BeforeEach
    void twoCoresAndANamespace() throws Exception {
        List<Integer> cpus = Topology.here().cpus();
        assumeThat(cpus).as("two CPUs and no more, of which each is a core").isEqualTo(List.of(0, 1));
        assumeThat(Topology.here().showsThreads()).as("CPUs of one core").isFalse();
        Path file = Files.writeString(folder.resolve("tried"), "0\n");
        Process tried = new ProcessBuilder(namespace(List.of("true"), file, 0)).start();
        assumeThat(tried.waitFor(20, TimeUnit.SECONDS) && tried.exitValue() == 0)
                .as("the right to make a mount namespace and to bind a file in it")
                .isTrue();
    }

    @Test
    void siblingsAreSaidToShareOneCore() throws Exception {
        Cli.Result dry = inNamespace("0-1", "run", "--suite", "smoke", "--dry-run");
        assertThat(dry.exit()).as(dry.err()).isZero();
        assertThat(dry.out())
                .contains("# CPUs: the contestant on 1, everything else on 0 (1 core of 2 threads,")
                .contains("# Warning: contestant and load share one core (CPUs 0,1)");
        JsonNode topology = topology(inNamespace("0-1", "doctor", "--json"));
        assertThat(topology.path("found").asString()).contains("contestant and load share one core (CPUs 0,1)");
        assertThat(topology.path("level").asString()).isEqualTo("WORSE");
        assertThat(topology.path("advice").asString()).contains("no other core");
    }

    /** What the user chooses is done, and a split core is warned of. */
    @Test
    void aChoiceThatSplitsACoreIsWarnedOf() throws Exception {
        String[] chosen = {"run", "--suite", "smoke", "--dry-run", "--server-cpus", "0", "--load-cpus", "1"};
        assertThat(inNamespace("0-1", chosen).out())
                .contains("# CPUs: the contestant on 0, everything else on 1 (1 core of 2 threads,")
                .contains("# Warning: contestant and load share one core (CPUs 0,1)");
        assertThat(Cli.run(folder, chosen).out())
                .contains("# CPUs: the contestant on 0, everything else on 1 (")
                .doesNotContain("Warning: contestant and load");
    }

    private static JsonNode topology(Cli.Result doctor) {
        for (JsonNode finding : JsonMapper.shared().readTree(doctor.out()).path("findings")) {
            if (finding.path("what").asString().equals("topology")) {
                return finding;
            }
        }
        throw new AssertionError(doctor.out() + doctor.err());
    }

    private Cli.Result inNamespace(String siblings, String... arguments) throws Exception {
        Path file = Files.writeString(folder.resolve("siblings"), siblings + "\n");
        return Cli.await(folder, Cli.start(folder, command -> namespace(command, file, 0), arguments));
    }

    /** Returns a command that runs another one where a file lies over what the kernel says of a CPU. */
    private static List<String> namespace(List<String> command, Path file, int cpu) {
        List<String> all = new ArrayList<>(List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount --bind \"$1\" \"$2\" && shift 2 && exec \"$@\"",
                "sh",
                file.toString(),
                SIBLINGS.formatted(cpu)));
        all.addAll(command);
        return all;
    }
}
