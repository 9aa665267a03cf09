package dev.heddle.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the check that a placement is true, with broken twins that lie about where they ran. */
class PlacementTest {
    private final Sets sets = new Sets();

    @BeforeEach
    void onLinux() {
        assumeTrue(Cpus.SUPPORTED, "only Linux is asked for CPUs");
        sets.allocate();
    }

    @Test
    void oneHandoffThatDiffersVoidsTheClaim() {
        assertThatCode(() -> Placement.SAME_CPU.verify(0, 1000)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Placement.SAME_CPU.verify(1, 1000))
                .hasMessageContaining("SAME_CPU is untrue: 1 of 1000");
        assertThatCode(() -> Placement.CROSS_CPU.verify(1000, 1000)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Placement.CROSS_CPU.verify(999, 1000)).hasMessageContaining("CROSS_CPU is untrue");
        assertThatCode(() -> Placement.EITHER_CPU.verify(400, 1000)).doesNotThrowAnyException();
    }

    @Test
    void oneCpuIsTooFewToCross() {
        assertThatThrownBy(() -> Placement.CROSS_CPU.cpus(List.of(7)))
                .hasMessageContaining("needs two CPUs")
                .hasMessageContaining("[7]");
        assertThat(Placement.SAME_CPU.cpus(List.of(7, 9))).containsExactly(7, 7);
        assertThat(Placement.CROSS_CPU.cpus(List.of(7, 9))).containsExactly(7, 9);
    }

    @Test
    void threadsThatShareACpuAreCaughtCallingItTwo() {
        PingPong liar = new PingPong(Thread.ofPlatform(), Placement.CROSS_CPU, oneCpuTwice(), 100, sets);
        assertThatThrownBy(() -> liar.run(new SwitchCounters())).hasMessageContaining("CROSS_CPU is untrue: 0 of 100");
    }

    @Test
    void loopsThatShareACpuAreCaughtCallingItTwo() {
        try (Loops liars = new Loops(Placement.CROSS_CPU, oneCpuTwice())) {
            assertThatThrownBy(() -> liars.run(100, sets, new SwitchCounters()))
                    .hasMessageContaining("CROSS_CPU is untrue: 0 of 100");
        }
    }

    @Test
    void aForkWithoutItsSchedulerOptionsIsCaught() {
        assertThatThrownBy(() -> JvmArgs.requireCarriers(1)).hasMessageContaining("-jvmArgsAppend");
    }

    @Test
    void aCpuThatIsNotThereFailsTheBatchInsteadOfHangingIt() {
        PingPong nowhere = new PingPong(Thread.ofPlatform(), Placement.SAME_CPU, List.of(8000), 100, sets);
        assertThatThrownBy(() -> nowhere.run(new SwitchCounters())).hasMessageContaining("CPU 8000");
    }

    private static List<Integer> oneCpuTwice() {
        int cpu = Cpus.allowed().getFirst();
        return List.of(cpu, cpu);
    }
}
