package dev.heddle.bench.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyTest {
    @TempDir
    private Path root;

    private SysFiles files;

    @BeforeEach
    void aMachine() {
        files = new SysFiles(root);
    }

    @Test
    void siblingsAreOneCore() throws Exception {
        Topology topology = files.cpus("0-3", "0-3").core(0, 2).core(1, 3).topology();
        assertThat(topology.cores()).extracting(Core::cpus).containsExactly(List.of(0, 2), List.of(1, 3));
        assertThat(topology.showsThreads()).isTrue();
        assertThat(topology.text()).isEqualTo("2 cores of 2 threads, 1 memory node, 1 last-level cache");
    }

    /** Newer kernels name the threads of a core in a second file. What either file says is believed, and of one CPU suffices. */
    @Test
    void eitherFileSuffices() throws Exception {
        files.cpus("0-3", "0-3").core(0).core(1).core(2).core(3);
        files.write(SysFiles.cpu(3) + "/topology/core_cpus_list", "2-3");
        assertThat(files.topology().cores())
                .extracting(Core::cpus)
                .containsExactly(List.of(0), List.of(1), List.of(2, 3));
    }

    @Test
    void aCoreOfWhichOneThreadIsOursIsStillACore() throws Exception {
        Topology topology = files.cpus("0-3", "0,2-3").core(0, 1).core(2, 3).topology();
        assertThat(topology.cores())
                .containsExactly(new Core(List.of(0), List.of(1), 0, -1), new Core(List.of(2, 3), List.of(), 0, -1));
    }

    /** A mask may name CPUs that are only possible; the siblings of a CPU are those online. */
    @Test
    void whatIsOfflineIsNotThere() throws Exception {
        Topology topology = files.cpus("0-2", "0-63").core(0, 1).core(2).topology();
        assertThat(topology.cores()).extracting(Core::cpus).containsExactly(List.of(0, 1), List.of(2));
        assertThat(topology.cores()).extracting(Core::others).containsOnly(List.of());
    }

    @Test
    void whereNothingIsSaidEachCpuIsACore() throws Exception {
        Topology topology = files.cpus("0-1", "0-1").topology();
        assertThat(topology.cores()).extracting(Core::cpus).containsExactly(List.of(0), List.of(1));
        assertThat(topology.showsThreads()).isFalse();
    }

    @Test
    void cachesNodesAndPackagesAreKnown() throws Exception {
        files.cpus("0-3", "0-3").cache(0, 1).cache(2).node(0, "0-1").node(1, "2-3");
        files.write(SysFiles.cpu(3) + "/topology/physical_package_id", "1");
        assertThat(files.topology().cores()).extracting(Core::node).containsExactly(0, 0, 1, 1);
        assertThat(files.topology().cores()).extracting(Core::cache).containsExactly(0, 0, 2, -2);
    }

    @Test
    void cpusThatWereFoundToSlowEachOtherBecomeOneCore() throws Exception {
        Topology topology = files.cpus("0-3", "0-3").topology();
        assertThat(topology.joined(List.of(List.of(3, 0), List.of(1, 7))).cores())
                .extracting(Core::cpus)
                .containsExactly(List.of(0, 3), List.of(1), List.of(2));
        assertThat(topology.joined(List.of(List.of(0, 1), List.of(1, 2))).cores())
                .extracting(Core::cpus)
                .containsExactly(List.of(0, 1, 2), List.of(3));
        assertThat(topology.joined(List.of())).isEqualTo(topology);
    }

    @Test
    void thisMachineIsRead() throws Exception {
        Topology here = Topology.here();
        assertThat(here.cpus()).isNotEmpty().doesNotHaveDuplicates();
    }
}
