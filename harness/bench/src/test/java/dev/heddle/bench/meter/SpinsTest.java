package dev.heddle.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Measures this machine's own CPUs. */
class SpinsTest {
    /** A measurement that others disturbed tells nothing, and is made again, so often at the most. */
    private static final int TRIES = 20;

    /** The twin: two CPUs that certainly slow each other down, because they are one. */
    @Test
    void twoSpinsOnOneCpuSlowEachOtherByHalf() throws Exception {
        int cpu = cpus().getLast();
        Slowdowns found = told(List.of(cpu, cpu));
        assertThat(found.slowed()).as(found.text()).singleElement().satisfies(pair -> {
            assertThat(pair.cpus()).containsExactly(cpu, cpu);
            assertThat(pair.kept()).isBetween(0.3, 0.65);
        });
        assertThat(found.text()).contains("CPUs " + cpu + " and " + cpu + " slow each other down by");
    }

    /** Beside that twin, a spin on another CPU is told apart in the same measurement. Whether this machine's CPUs are two cores is its own matter. */
    @Test
    void anotherCpuIsToldApartFromTheTwin() throws Exception {
        List<Integer> cpus = cpus();
        assumeThat(cpus).as("two CPUs").hasSizeGreaterThan(1);
        Slowdowns alone = told(cpus.subList(0, 2));
        Slowdowns found = told(List.of(cpus.get(0), cpus.get(0), cpus.get(1)));
        assertThat(found.slowed())
                .as(found.text())
                .anySatisfy(pair -> assertThat(pair.cpus()).containsExactly(cpus.get(0), cpus.get(0)));
        if (alone.slowed().isEmpty()) {
            assertThat(found.slowed()).as(found.text()).hasSize(1);
            assertThat(found.closest()).isNotNull();
        }
    }

    @Test
    void aCpuThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> Spins.measure(List.of(65_535)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("65535");
    }

    private static Slowdowns told(List<Integer> cpus) throws Exception {
        Slowdowns found = Spins.measure(cpus);
        for (int tries = 1; tries < TRIES && !found.untold().isEmpty(); tries++) {
            found = Spins.measure(cpus);
        }
        assumeThat(found.untold())
                .as("a machine that leaves its CPUs to us: %s", found.text())
                .isEmpty();
        return found;
    }

    private static List<Integer> cpus() throws IOException {
        String allowed = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*:\\s*", "");
        // Only the first two are needed, and they may be written as 0-1 or as 0,1.
        return Arrays.stream(allowed.split("[,-]"))
                .map(Integer::valueOf)
                .limit(2)
                .toList();
    }
}
