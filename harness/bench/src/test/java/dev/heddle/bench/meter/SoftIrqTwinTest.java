package dev.heddle.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.bench.journal.Occupancy;
import dev.heddle.bench.journal.Range;
import dev.heddle.bench.journal.Usage;
import dev.heddle.bench.launch.CpuList;
import dev.heddle.bench.launch.CpuPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Moves work into softirqs on the CPUs of a contestant that sleeps. A sender on the other CPUs has packets of its own network namespace
 * received there (receive packet steering), which happens in interrupts of an idle CPU and in no process's time.
 */
class SoftIrqTwinTest {
    private static final ProcessMeter.Threads NOBODY = new ProcessMeter.Threads(Map.of(), Map.of(), Map.of());
    private static final int LOOKS = 4;
    /** Steered packets keep a CPU busy for far more than this part of the time. */
    private static final double CLEARLY = 0.05;

    @TempDir
    private Path folder;

    private CpuPlan cpus = CpuPlan.unpinned();

    @BeforeEach
    void whereItCanBeTold() throws IOException {
        assumeThat(System.getProperty("os.name")).as("/proc").isEqualTo("Linux");
        cpus = CpuPlan.here();
        assumeThat(cpus.pinned()).as("two CPUs to tell apart").isTrue();
        assumeThat(new IdleTime(Path.of("/proc")).read(cpus.server(), null).exact())
                .as("the exact idle time, which root may read")
                .isTrue();
        for (String tool : List.of("/usr/bin/unshare", "/usr/sbin/ip")) {
            assumeThat(Path.of(tool))
                    .as("the tool to make a network of its own")
                    .isExecutable();
        }
    }

    @Test
    void workInSoftIrqsIsInTheWholeAndNotInTheOwnCost() throws Exception {
        Process asleep = new ProcessBuilder("taskset", "-c", CpuList.text(cpus.server()), "sleep", "600").start();
        try {
            // The lower bound has all that others may have used of these CPUs taken out of it. Beside other work it may
            // leave too little to tell.
            List<Usage> steered = looks(asleep.pid(), mask(cpus.server()));
            assertThat(steered).allMatch(usage -> usage.contestantCpus() < 0.001);
            assumeThat(steered).as("CPUs that nobody else uses").anyMatch(usage -> others(usage) < 0.5);
            assertThat(steered).anyMatch(usage -> whole(usage).low() > CLEARLY);
            // Without the steering, the same packets are received where they are sent.
            assertThat(looks(asleep.pid(), "0")).allMatch(usage -> whole(usage).low() < CLEARLY);
        } finally {
            asleep.destroyForcibly().waitFor();
        }
    }

    /** Looks at the contestant beside a sender, a few times. */
    private List<Usage> looks(long contestant, String steering) throws Exception {
        Process sender = sender(steering);
        try {
            assumeThat(sender.inputReader().readLine())
                    .as("a network of its own, and packets steered there")
                    .isEqualTo("sending");
            ProcessMeter meter = new ProcessMeter(contestant, Map.of(), cpus.server(), cpus.load());
            List<Usage> looks = new ArrayList<>();
            for (int look = 0; look < LOOKS; look++) {
                ProcessMeter.Reading begin = meter.read(NOBODY);
                Thread.sleep(500);
                looks.add(ProcessMeter.between(NOBODY, begin, meter.read(NOBODY), NOBODY));
            }
            return looks;
        } finally {
            sender.descendants().forEach(ProcessHandle::destroyForcibly);
            sender.destroyForcibly().waitFor();
        }
    }

    private static double others(Usage usage) {
        return Objects.requireNonNull(usage.occupancy()).others().high();
    }

    private static Range whole(Usage usage) {
        Occupancy occupancy = Objects.requireNonNull(usage.occupancy());
        return Objects.requireNonNull(occupancy.whole());
    }

    /** The kernel's form of a set of CPUs: hexadecimal digits, with a comma between words of 32. */
    private static String mask(List<Integer> cpus) {
        int words = 1 + cpus.stream().mapToInt(Integer::intValue).max().orElse(0) / 32;
        StringBuilder mask = new StringBuilder();
        for (int word = words - 1; word >= 0; word--) {
            int bits = 0;
            for (int cpu : cpus) {
                bits |= cpu / 32 == word ? 1 << cpu % 32 : 0;
            }
            mask.append(mask.isEmpty() ? "" : ",").append(Integer.toHexString(bits));
        }
        return mask.toString();
    }

    private Process sender(String steering) throws IOException {
        Path source = folder.resolve("Sender.java");
        Files.writeString(source, """
                import java.net.InetSocketAddress;
                import java.nio.ByteBuffer;
                import java.nio.channels.DatagramChannel;
                public class Sender { public static void main(String[] a) throws Exception {
                    DatagramChannel to = DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                    DatagramChannel from = DatagramChannel.open().connect(to.getLocalAddress());
                    ByteBuffer packet = ByteBuffer.allocateDirect(64);
                    System.out.println("sending");
                    while (true) { packet.clear(); from.write(packet); } } }
                """);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
                .isZero();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        "taskset",
                        "-c",
                        CpuList.text(cpus.load()),
                        "unshare",
                        "--net",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t sysfs steering /sys && ip link set lo up && echo " + steering
                                + " > /sys/class/net/lo/queues/rx-0/rps_cpus && exec " + java + " -XX:+UseSerialGC -cp "
                                + folder + " Sender")
                .redirectErrorStream(true)
                .start();
    }
}
