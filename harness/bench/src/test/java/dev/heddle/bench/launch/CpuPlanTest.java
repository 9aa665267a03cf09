package dev.heddle.bench.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuPlanTest {
    private static final double RATIO = CpuPlan.LOAD_FOR_CONTESTANT;

    @BeforeEach
    void tasksetIsThere() {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/taskset")))
                .as("taskset")
                .isTrue();
    }

    @Test
    void contestantAndLoadNeverShareACpu() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CpuPlan(List.of(0, 1), List.of(1, 2)))
                .withMessageContaining("overlap");
        assertThatIllegalArgumentException().isThrownBy(() -> new CpuPlan(List.of(0), List.of()));
    }

    @Test
    void aCpuThatIsNotOursIsRefused() {
        assertThat(CpuPlan.of("2", "0-1", List.of(0, 1, 2))).isEqualTo(new CpuPlan(List.of(2), List.of(0, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CpuPlan.of("60000", "0", List.of(0, 1)))
                .withMessageContaining("60000");
    }

    @Test
    void twoCoresAreOneEach() {
        assertThat(CpuPlan.of(new Topology(cores(2, 1, core -> 0)), RATIO))
                .isEqualTo(new CpuPlan(List.of(1), List.of(0)));
    }

    @Test
    void oneCpuPinsNothing() {
        assertThat(CpuPlan.of(new Topology(cores(1, 1, core -> 0)), RATIO).pinned())
                .isFalse();
    }

    /** Whole cores can't be kept where there is only one, so each side has threads of it, and the plan says which core they share. */
    @Test
    void oneCoreIsSharedAndSaidToBe() {
        Topology topology = new Topology(cores(1, 2, core -> 0));
        CpuPlan plan = CpuPlan.of(topology, RATIO);
        assertThat(plan).isEqualTo(new CpuPlan(List.of(1), List.of(0)));
        assertThat(plan.shared(topology)).isEqualTo(topology.cores());
    }

    /** The siblings of CPU 0 of 8 CPUs are 0 and 4, as most servers number them. The upper half of the numbers would split each core. */
    @Test
    void interleavedNumbersKeepCoresWhole() {
        Topology topology = new Topology(cores(4, 2, core -> 0));
        CpuPlan plan = CpuPlan.of(topology, RATIO);
        assertThat(plan).isEqualTo(new CpuPlan(List.of(3, 7), List.of(0, 1, 2, 4, 5, 6)));
        assertThat(plan.shared(topology)).isEmpty();
        CpuPlan halves = new CpuPlan(List.of(4, 5, 6, 7), List.of(0, 1, 2, 3));
        assertThat(halves.shared(topology)).hasSize(4);
    }

    @Test
    void adjacentNumbersKeepCoresWhole() {
        Topology topology = new Topology(IntStream.range(0, 4)
                .mapToObj(core -> new Core(List.of(2 * core, 2 * core + 1), List.of(), 0, 0))
                .toList());
        assertThat(CpuPlan.of(topology, RATIO)).isEqualTo(new CpuPlan(List.of(6, 7), List.of(0, 1, 2, 3, 4, 5)));
    }

    /** With 1.8 s of the load side for each of the contestant's, of which it may use nine tenths, a third is left to the contestant. */
    @ParameterizedTest
    @CsvSource({"2, 1", "3, 1", "4, 1", "6, 2", "8, 2", "9, 3", "16, 5", "48, 16"})
    void theContestantGetsWhatTheLoadSideCanKeepBusy(int cores, int contestants) {
        CpuPlan plan = CpuPlan.of(new Topology(cores(cores, 2, core -> 0)), RATIO);
        assertThat(plan.serverCount()).isEqualTo(2 * contestants);
        assertThat(plan.loadCount()).isEqualTo(2 * (cores - contestants));
    }

    @ParameterizedTest
    @CsvSource({"0.01, 11", "0.9, 6", "0.95, 5", "1.8, 4", "9, 1", "1000, 1"})
    void theShareFollowsTheRatio(double ratio, int contestants) {
        assertThat(CpuPlan.of(new Topology(cores(12, 1, core -> 0)), ratio).serverCount())
                .isEqualTo(contestants);
    }

    /** 96 CPUs in two sockets: the second node's memory is farther, so both sides lie in the first, with whole cores. */
    @Test
    void bothSidesLieInOneMemoryNode() {
        List<Core> cores = new ArrayList<>();
        for (int core = 0; core < 48; core++) {
            int node = core / 24;
            cores.add(new Core(List.of(core, core + 48), List.of(), node, node));
        }
        Topology topology = new Topology(cores);
        CpuPlan plan = CpuPlan.of(topology, RATIO);
        assertThat(CpuList.text(plan.server())).isEqualTo("16-23,64-71");
        assertThat(CpuList.text(plan.load())).isEqualTo("0-15,48-63");
        assertThat(CpuList.text(plan.idle(topology))).isEqualTo("24-47,72-95");
        assertThat(plan.shared(topology)).isEmpty();
    }

    /** A cpuset leaves one core in the first node and four in the second. */
    @Test
    void theLargestNodeIsTaken() {
        Topology topology = new Topology(cores(5, 1, core -> core == 0 ? 0 : 1, core -> core == 0 ? 0 : 1));
        assertThat(CpuPlan.of(topology, RATIO)).isEqualTo(new CpuPlan(List.of(4), List.of(1, 2, 3)));
    }

    @Test
    void nodesOfOneCoreAreTakenTogether() {
        Topology topology = new Topology(cores(3, 1, core -> core, core -> core));
        assertThat(CpuPlan.of(topology, RATIO)).isEqualTo(new CpuPlan(List.of(2), List.of(0, 1)));
    }

    /** Two caches of eight cores each: the five cores of the contestant lie in one, with three of the load beside them. */
    @Test
    void theContestantLiesInOneCache() {
        CpuPlan plan = CpuPlan.of(new Topology(cores(16, 1, core -> 0, core -> core / 8)), RATIO);
        assertThat(plan.server()).containsExactly(11, 12, 13, 14, 15);
        assertThat(plan.load()).hasSize(11);
    }

    /** A cpuset leaves two cores of the last cache. Where the contestant needs three, it takes them where they are together. */
    @Test
    void theContestantTakesACacheInWhichItFits() {
        CpuPlan plan = CpuPlan.of(new Topology(cores(10, 1, core -> 0, core -> core < 8 ? core / 4 : 2)), RATIO);
        assertThat(plan.server()).containsExactly(5, 6, 7);
    }

    /** Four caches of three cores: four cores of the contestant fill one and begin the next. */
    @Test
    void aLargerContestantFillsCachesInTurn() {
        CpuPlan plan = CpuPlan.of(new Topology(cores(12, 1, core -> 0, core -> core / 3)), RATIO);
        assertThat(plan.server()).containsExactly(8, 9, 10, 11);
    }

    /** A cpuset that leaves halves of cores: each half counts as a core, and nobody shares one. */
    @Test
    void halfCoresAreCores() {
        Topology topology = new Topology(List.of(
                new Core(List.of(0), List.of(4), 0, 0),
                new Core(List.of(1, 5), List.of(), 0, 0),
                new Core(List.of(2), List.of(6), 0, 0)));
        CpuPlan plan = CpuPlan.of(topology, RATIO);
        assertThat(plan).isEqualTo(new CpuPlan(List.of(2), List.of(0, 1, 5)));
        assertThat(plan.shared(topology)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 13, 16, 48, 96, 128})
    void noCoreIsEverSplit(int count) {
        for (int caches = 1; caches <= 3; caches++) {
            int by = caches;
            Topology topology = new Topology(cores(count, 2, core -> core % 2, core -> core % by));
            CpuPlan plan = CpuPlan.of(topology, RATIO);
            assertThat(plan.shared(topology)).isEmpty();
            assertThat(plan.server()).isNotEmpty();
            assertThat(plan.load()).isNotEmpty();
        }
    }

    @Test
    void thisMachineHasAPlan() throws Exception {
        CpuPlan plan = CpuPlan.here();
        if (plan.pinned()) {
            assertThat(plan.server()).doesNotContainAnyElementsOf(plan.load());
            assertThat(plan.serverCount()).isLessThanOrEqualTo(plan.loadCount());
        }
    }

    private static List<Core> cores(int count, int threads, IntUnaryOperator node) {
        return cores(count, threads, node, core -> 0);
    }

    /** Makes cores whose threads are numbered as most servers do: first the first thread of every core, then the second. */
    private static List<Core> cores(int count, int threads, IntUnaryOperator node, IntUnaryOperator cache) {
        return IntStream.range(0, count)
                .mapToObj(core -> new Core(
                        IntStream.range(0, threads)
                                .mapToObj(thread -> core + thread * count)
                                .toList(),
                        List.of(),
                        node.applyAsInt(core),
                        cache.applyAsInt(core)))
                .toList();
    }
}
