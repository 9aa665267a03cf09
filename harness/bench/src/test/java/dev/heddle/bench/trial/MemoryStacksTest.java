package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.bench.analysis.Made;
import dev.heddle.bench.analysis.SyntheticRun;
import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.judge.Judge;
import dev.heddle.bench.meter.MemoryMeter;
import dev.heddle.bench.stats.Slope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real JVM starts threads on a ladder. The first of them come before its compilers have done their work, the others after. */
class MemoryStacksTest {
    private static final int EACH_RUNG = 100;
    private static final int RUNGS = 6;
    /** An interpreted method touches the 20 pages below its frame. */
    private static final double TOUCHED = 20 * 4096;

    private static final String CHILD = """
            import java.util.concurrent.CountDownLatch;
            import java.util.concurrent.locks.LockSupport;
            public class Child {
                static volatile int done;
                static void work(int depth) { if (depth > 0) { work(depth - 1); } else { done = depth; } }
                static void start(int threads, boolean stay) throws Exception {
                    CountDownLatch worked = new CountDownLatch(threads);
                    for (int i = 0; i < threads; i++) {
                        Thread thread = new Thread(() -> {
                            work(3);
                            worked.countDown();
                            while (stay) { LockSupport.park(); }
                        });
                        thread.setDaemon(true);
                        thread.start();
                    }
                    worked.await();
                }
                public static void main(String[] arguments) throws Exception {
                    for (int rung = 0; System.in.read() >= 0; rung++) {
                        start(%d, true);
                        for (int i = 0; i < 200 && rung == 2; i++) { start(20, false); }
                        Thread.sleep(200);
                        System.out.println("rung");
                    }
                } }
            """.formatted(EACH_RUNG);

    @TempDir
    private Path folder;

    @BeforeEach
    void onTheUsualPages() {
        assumeThat(System.getProperty("os.name")).as("/proc").isEqualTo("Linux");
        assumeThat(System.getProperty("os.arch")).as("20 pages of 4 KiB").isEqualTo("amd64");
    }

    @Test
    void aThreadsStackIsTheSameWhenItWasStartedBeforeTheCompilersWereDoneAndAfter() throws Exception {
        List<Rung> rungs = climb(Memory.JVM);
        assertThat(verdict(rungs)).isEqualTo("valid");
        double slope = slope(rungs);
        assertThat(slope).isBetween(TOUCHED, 1.5 * TOUCHED);
        // Each rung adds what the line says, so it is no mean of steps that differ.
        for (int rung = 1; rung < rungs.size(); rung++) {
            assertThat(stacks(rungs.get(rung)) - stacks(rungs.get(rung - 1)))
                    .isBetween(0.8 * slope * EACH_RUNG, 1.2 * slope * EACH_RUNG);
        }
    }

    /** The broken twin: a JVM as it is by itself. Its line misses the stack of every thread that was started early. */
    @Test
    void withoutTheOptionTheStacksOfThreadsDifferAndThatIsSeen() throws Exception {
        List<Rung> rungs = climb(List.of("-XX:NativeMemoryTracking=summary"));
        assertThat(verdict(rungs)).isEqualTo("uneven-stacks");
        assertThat(slope(rungs)).isLessThan(TOUCHED);
    }

    private static double slope(List<Rung> rungs) {
        return Slope.of(
                rungs.stream().mapToDouble(Rung::connections).toArray(),
                rungs.stream().mapToDouble(MemoryStacksTest::stacks).toArray());
    }

    private static double stacks(Rung rung) {
        return Objects.requireNonNull(rung.bytes().get("stacks"));
    }

    private static String verdict(List<Rung> rungs) throws IOException {
        Point point = new Point(
                "in-flight", null, Map.of(), new Evidence.Ladder("", 0, 1), rungs, Map.of(), List.of(), Map.of());
        Trial trial = Made.trial("memory-0", 0, "platform-threads", "memory", List.of())
                .recorded();
        Trial climbed = new Trial(
                trial.id(),
                trial.process(),
                trial.block(),
                trial.contestant(),
                trial.model(),
                trial.scenario(),
                trial.started(),
                trial.seconds(),
                0,
                List.of(),
                List.of(point));
        return Judge.of(SyntheticRun.run(), List.of(climbed))
                .getFirst()
                .points()
                .getFirst()
                .outcome()
                .verdict("bytes_per_connection");
    }

    private List<Rung> climb(List<String> options) throws Exception {
        Path file = folder.resolve("Child.java");
        Files.writeString(file, CHILD);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, file.toString()))
                .isZero();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseG1GC"));
        command.addAll(options);
        command.addAll(List.of("-cp", folder.toString(), "Child"));
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = child.inputReader();
                Writer next = child.outputWriter()) {
            MemoryMeter meter = new MemoryMeter(child.pid(), () -> OptionalLong.of(0));
            List<Rung> rungs = new ArrayList<>();
            for (int rung = 1; rung <= RUNGS; rung++) {
                next.append('\n').flush();
                assertThat(said.readLine()).isEqualTo("rung");
                MemoryMeter.Reading reading = meter.read();
                rungs.add(new Rung(rung * EACH_RUNG, false, reading.threads(), reading.bytes()));
            }
            return rungs;
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
