package dev.heddle.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.bench.journal.Range;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
    private static final long MS = 1_000_000;

    /** The contestant, its child, one beside it, one on the other CPU and one that may run on both. */
    private static ProcessTable table(long millis) {
        return new ProcessTable(Map.of(
                10L, entry(1, 500 + millis, 1, 1),
                11L, entry(10, 50 + millis, 1, 1),
                12L, entry(1, 30 + 2 * millis, 1, 1),
                13L, entry(1, 90 + millis, 0, 0),
                14L, entry(1, 80 + 4 * millis, millis == 0 ? 0 : 1, 0, 1)));
    }

    private static ProcessTable.Entry entry(long parent, long millis, int processor, int... cpus) {
        BitSet allowed = new BitSet();
        for (int cpu : cpus) {
            allowed.set(cpu);
        }
        return new ProcessTable.Entry(parent, millis * MS, processor, allowed);
    }

    @Test
    void othersAreThoseThatMayRunThereAndDoNotDescendFromTheContestant() {
        Range others = table(100).others(table(0), 10, List.of(1));
        assertThat(others).isEqualTo(new Range(400 * MS, 200 * MS, 600 * MS));
    }

    /** One that began meanwhile is not missed: all that it has used, it used since. */
    @Test
    void whoBeganMeanwhileIsCountedInFull() {
        ProcessTable empty = new ProcessTable(Map.of());
        assertThat(table(0).others(empty, 10, List.of(0)).low()).isEqualTo(90 * MS);
    }

    @Test
    void theRunningProcessesAreReadWithoutTheKernelsThreads() throws Exception {
        assumeThat(System.getProperty("os.name")).as("/proc").isEqualTo("Linux");
        long self = ProcessHandle.current().pid();
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessTable table = ProcessTable.read();
            ProcessTable.Entry found = Objects.requireNonNull(table.processes().get(child.pid()));
            assertThat(found.parent()).isEqualTo(self);
            assertThat(found.cpus().cardinality()).isPositive();
            assertThat(table.family(self)).contains(self, child.pid());
            assertThat(table.nanos(self, true)).isPositive().isGreaterThanOrEqualTo(table.nanos(self, false));
            // The parent of the kernel's threads is process 2, where they can be seen at all.
            assertThat(table.processes().values()).noneMatch(entry -> entry.parent() == 2);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
