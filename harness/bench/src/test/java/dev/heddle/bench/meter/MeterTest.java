package dev.heddle.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.bench.journal.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests meters on real processes: what they read is what is known to have been used. */
class MeterTest {
    private static final ProcessMeter.Threads NOBODY = new ProcessMeter.Threads(Map.of(), Map.of(), Map.of());

    @TempDir
    private Path folder;

    @BeforeEach
    void onLinux() {
        assumeThat(System.getProperty("os.name")).as("/proc").isEqualTo("Linux");
    }

    @Test
    void theCpuClockCountsWhatAProcessBurnsAndNotItsSleep() throws Exception {
        Process burner = start("while true; do :; done");
        Process sleeper = start("sleep 60");
        try {
            Thread.sleep(200);
            long burnt = CpuClock.nanos(burner.pid()).orElseThrow();
            long slept = CpuClock.nanos(sleeper.pid()).orElseThrow();
            while (CpuClock.nanos(burner.pid()).orElseThrow() - burnt < 100_000_000L) {
                Thread.sleep(10);
            }
            assertThat(CpuClock.nanos(sleeper.pid()).orElseThrow() - slept).isLessThan(5_000_000L);
        } finally {
            burner.destroyForcibly().waitFor();
            sleeper.destroyForcibly().waitFor();
        }
        assertThat(CpuClock.nanos(burner.pid())).isEmpty();
    }

    @Test
    void aReadingOfAProcessThatHasGoneFails() throws Exception {
        Process gone = start("exit 0");
        gone.waitFor();
        assertThatIOException()
                .isThrownBy(() -> new ProcessMeter(gone.pid(), Map.of(), List.of(), List.of()).read(NOBODY))
                .withMessageContaining("gone");
    }

    /** Compares with what the status file of each thread says, read the slow way. */
    @Test
    void threadsAreReadAsTheKernelHasThem() throws Exception {
        Process child = java("threads", """
                public class Child { public static void main(String[] a) throws Exception {
                    Thread.ofPlatform().name("some:name").start(() -> { try { Thread.sleep(600_000); } catch (Exception e) { } });
                    System.out.println("ready");
                    Thread.sleep(600_000); } }
                """);
        try {
            assertThat(child.inputReader().readLine()).isEqualTo("ready");
            Thread.sleep(500);
            List<ProcFs.ThreadStatus> threads = ProcFs.threadStatuses(child.pid());
            assertThat(threads).extracting(ProcFs.ThreadStatus::name).contains("some:name", "VM Thread");
            ProcFs.ThreadStatus main = threads.stream()
                    .filter(thread -> thread.name().equals("some:name"))
                    .findFirst()
                    .orElseThrow();
            Path status = Path.of("/proc", Long.toString(child.pid()), "task", Long.toString(main.id()), "status");
            assertThat(Files.readAllLines(status))
                    .contains(
                            "voluntary_ctxt_switches:\t" + main.voluntary(),
                            "nonvoluntary_ctxt_switches:\t" + main.involuntary());
            assertThat(main.voluntary()).isPositive();
            ProcessMeter meter = new ProcessMeter(child.pid(), Map.of(), List.of(), List.of());
            assertThat(meter.size().threads()).isEqualTo(threads.size());
            assertThat(meter.size().residentBytes()).isPositive();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void voluntarySwitchesAreCounted() throws Exception {
        Process child = java("switches", """
                public class Child { public static void main(String[] a) throws Exception {
                    for (int i = 0; i < 1_000; i++) { Thread.ofPlatform().daemon().start(
                        java.util.concurrent.locks.LockSupport::park); }
                    System.out.println("ready");
                    System.in.read();
                    for (int i = 0; i < 3_000; i++) { Thread.sleep(0, 100_000); }
                    System.out.println("slept");
                    System.in.read(); } }
                """);
        try {
            ProcessMeter meter = new ProcessMeter(child.pid(), Map.of(), List.of(), List.of());
            assertThat(child.inputReader().readLine()).isEqualTo("ready");
            ProcessMeter.Threads before = meter.threads();
            ProcessMeter.Reading begin = meter.read(before);
            child.outputWriter().append('\n').flush();
            assertThat(child.inputReader().readLine()).isEqualTo("slept");
            ProcessMeter.Reading end = meter.read(before);
            Usage usage = ProcessMeter.between(before, begin, end, meter.threads());
            // There is one for each sleep that was not over before it began, and there are those of the JVM's own
            // threads.
            assertThat(usage.voluntary()).isBetween(2_900L, 6_000L);
            assertThat(usage.contestantCpus()).isLessThan(0.9);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    /**
     * Compares two JVMs that differ in what the second one allocates: the layers must differ by just that, and no layer may hold
     * dead objects.
     */
    @Test
    void memoryLayersAddUpAndFindWhatWasAllocated() throws Exception {
        Map<String, Long> plain = layersOf("plain", "");
        Map<String, Long> bytes = layersOf("allocating", """
                heap = new byte[50_000_000];
                direct = ByteBuffer.allocateDirect(40_000_000);
                for (int i = 0; i < 40_000_000; i += 4096) { direct.put(i, (byte) 1); }
                byte[] garbage = new byte[80_000_000];
                garbage = null;
                for (int i = 0; i < 200; i++) {
                    new Thread(() -> { try { Thread.sleep(600_000); } catch (Exception e) { } }).start();
                }
                """);
        assertThat(growth(plain, bytes, "heap")).isBetween(50_000_000L, 55_000_000L);
        assertThat(growth(plain, bytes, "direct")).isBetween(40_000_000L, 42_000_000L);
        // 200 parked threads hold at least two pages each.
        assertThat(growth(plain, bytes, "stacks")).isBetween(200 * 8_192L, 200 * 200_000L);
        assertThat(bytes.get("kernel")).isEqualTo(7);
        assertThat(growth(plain, bytes, "other")).isBetween(-20_000_000L, 20_000_000L);
        for (Map<String, Long> layers : List.of(plain, bytes)) {
            assertThat(layers.entrySet().stream()
                            .filter(layer -> !layer.getKey().equals("total"))
                            .mapToLong(Map.Entry::getValue)
                            .sum())
                    .isEqualTo(layers.get("total"));
        }
    }

    /** The broken twin: a layer that nobody counted is not left out of a total in silence. */
    @Test
    void withoutTheKernelsPartThereIsNoTotal() throws Exception {
        Process child = java("uncounted", """
                public class Child { public static void main(String[] a) throws Exception {
                    System.out.println("ready");
                    Thread.sleep(600_000); } }
                """);
        try {
            assertThat(child.inputReader().readLine()).isEqualTo("ready");
            assertThat(new MemoryMeter(child.pid(), OptionalLong::empty).read().bytes())
                    .containsKeys("heap", "stacks", "metaspace")
                    .doesNotContainKeys("total", "kernel", "other");
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static long growth(Map<String, Long> from, Map<String, Long> to, String layer) {
        return Objects.requireNonNull(to.get(layer)) - Objects.requireNonNull(from.get(layer));
    }

    private Map<String, Long> layersOf(String name, String allocations) throws Exception {
        Process child = java(name, """
                import java.nio.ByteBuffer;
                public class Child {
                    static byte[] heap;
                    static ByteBuffer direct;
                    public static void main(String[] a) throws Exception {
                """ + allocations + """
                        System.out.println("ready");
                        Thread.sleep(600_000); } }
                """);
        try {
            assertThat(child.inputReader().readLine()).isEqualTo("ready");
            return new MemoryMeter(child.pid(), () -> OptionalLong.of(7)).read().bytes();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void stacksAreTheMappingsUnderTheStackPointers() {
        List<ProcFs.Mapping> mappings = List.of(
                new ProcFs.Mapping(100, 200, 40), new ProcFs.Mapping(200, 300, 50), new ProcFs.Mapping(400, 500, 60));
        assertThat(MemoryMeter.stacksOf(List.of(150L, 160L, 450L), mappings)).isEqualTo(100);
        assertThat(MemoryMeter.stacksOf(List.of(350L), mappings)).isZero();
    }

    @Test
    void whatACompilerHasToDoIsReadFromItsAnswer() throws IOException {
        String nothing = "Current compiles: \n\nC1 compile queue:\nEmpty\n\nC2 compile queue:\nEmpty\n\n";
        assertThat(JvmMeter.nothingToCompile(nothing)).isTrue();
        assertThat(JvmMeter.nothingToCompile(nothing.replace(
                        "les: \n", "les: \nC1 CompilerThread0   494       3       a.B::<init> (52 bytes)\n")))
                .isFalse();
        assertThat(JvmMeter.nothingToCompile(
                        nothing.replaceFirst("Empty", "   495       4       java.lang.String::hashCode (60 bytes)")))
                .isFalse();
        assertThatIOException().isThrownBy(() -> JvmMeter.nothingToCompile("unknown command"));
    }

    /** The question begins with a signal. This process takes it for an order to end, as many programs do. */
    @Test
    void whatIsNoJvmIsNotAskedForItsQueues() throws Exception {
        Process shell = start("trap \"exit 3\" QUIT; while true; do sleep 0.1; done");
        Process child = java("queues", """
                public class Child { public static void main(String[] a) throws Exception {
                    System.out.println("ready");
                    Thread.sleep(600_000); } }
                """);
        try {
            assertThat(new ProcessMeter(shell.pid(), Map.of(), List.of(), List.of()).nothingToCompile())
                    .isEmpty();
            assertThat(child.inputReader().readLine()).isEqualTo("ready");
            assertThat(new ProcessMeter(child.pid(), Map.of(), List.of(), List.of()).nothingToCompile())
                    .isPresent();
            assertThat(shell.isAlive()).isTrue();
        } finally {
            shell.destroyForcibly().waitFor();
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatIsNoJvmCannotBeAsked() throws Exception {
        Process shell = start("sleep 60");
        try {
            assertThatIOException().isThrownBy(() -> JvmMeter.attach(shell.pid()));
        } finally {
            shell.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static Process start(String script) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", "exec /bin/sh -c '" + script + "'").start();
    }

    private Process java(String name, String source) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve("Child.java");
        Files.writeString(file, source);
        // The class is compiled here: for that the child would hold tens of megabytes, or no more, by chance.
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, file.toString()))
                .isZero();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseG1GC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:NativeMemoryTracking=summary",
                        "-cp",
                        folder.resolve(name).toString(),
                        "Child")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        return builder.start();
    }
}
