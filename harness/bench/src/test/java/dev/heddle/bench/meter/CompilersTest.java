package dev.heddle.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.bench.launch.CpuPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompilersTest {
    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void theCompilersAloneMove() throws Exception {
        CpuPlan plan = CpuPlan.here();
        assumeTrue(plan.pinned(), "one CPU, or no taskset: nothing can be moved");
        int one = plan.server().getFirst();
        String all = allowed("/proc/self/status");
        try {
            Compilers.runOn(SELF, List.of(one));
            assertThat(allowedToCompilers()).containsExactly("" + one);
            assertThat(allowed("/proc/self/status")).isEqualTo(all);
        } finally {
            Compilers.runOn(SELF, plan.all());
        }
        assertThat(allowedToCompilers()).containsExactly(all);
    }

    @Test
    void theirTimeIsCountedAlone() throws Exception {
        assertThat(Compilers.nanos(SELF))
                .isPositive()
                .isLessThan(CpuClock.nanos(SELF).orElseThrow());
    }

    private static Set<String> allowedToCompilers() throws IOException {
        Set<String> allowed = new TreeSet<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                try {
                    String name = Files.readString(task.resolve("comm"));
                    if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) {
                        allowed.add(allowed(task.resolve("status").toString()));
                    }
                } catch (IOException e) {
                    // Another thread of this JVM may have ended meanwhile.
                    assertThat(task).doesNotExist();
                }
            }
        }
        return allowed;
    }

    private static String allowed(String status) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(status));
        String line = lines.stream()
                .filter(each -> each.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .orElseThrow();
        return line.substring(line.indexOf(':') + 1).strip();
    }
}
