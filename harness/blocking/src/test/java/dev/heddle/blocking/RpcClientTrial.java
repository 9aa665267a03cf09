package dev.heddle.blocking;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Runs one fork of {@link RpcClientBenchmark}: a fresh process, one client, one kind of thread. It prints one line of JSON.
 *
 * <p>First it measures CPU time a call, with {@value #CALLERS} callers in a closed loop, once that is steady. Then, still warm,
 * it measures the heap and the other memory that a held call takes, as the slope over {@link #RUNGS}.
 */
final class RpcClientTrial {
    private static final int CALLERS = 128;
    private static final int[] RUNGS = {500, 1000, 1500, 2000};
    private static final int MOST_CONNECTIONS = 4096;

    private static final Duration BURST = Duration.ofSeconds(2);
    private static final int LEAST_BURSTS = 4;
    private static final int MOST_BURSTS = 10;
    private static final int MEASURED_BURSTS = 4;
    /** CPU time is steady when the last two bursts differ by less than this. */
    private static final double STEADY = 0.03;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final URI url;
    private final Candidate.Calls client;
    private final ThreadFactory threads;

    private RpcClientTrial(URI url, Candidate.Calls client, ThreadFactory threads) {
        this.url = url;
        this.client = client;
        this.threads = threads;
    }

    /** Takes as arguments the candidate, {@code platform} or {@code virtual}, and the service's URL. */
    public static void main(String[] args) throws Exception {
        boolean virtual = args[1].equals("virtual");
        URI url = URI.create(args[2]);
        ThreadFactory threads =
                virtual ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory();
        try (Candidate.Calls client = Candidate.valueOf(args[0]).open(url, MOST_CONNECTIONS, virtual)) {
            new RpcClientTrial(url, client, threads).run();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        int bursts = warmUp();
        Burst measured = new Burst(0, 0, 0);
        for (int i = 0; i < MEASURED_BURSTS; i++) {
            measured = measured.plus(burst());
        }
        double[] perHeld = held();
        System.out.printf(
                java.util.Locale.ROOT,
                "{\"cpuMicros\":%.2f,\"callsPerSecond\":%.0f,\"heapBytes\":%.0f,\"otherBytes\":%.0f,\"bursts\":%d}%n",
                measured.cpuMicros(),
                measured.calls * 1e9 / measured.nanos,
                perHeld[0],
                perHeld[1],
                bursts);
    }

    /** Warms up in bursts with pauses, in which the compiler gets its turn. Returns how many bursts it took. */
    private int warmUp() throws Exception {
        double before = Double.MAX_VALUE;
        for (int i = 1; i < MOST_BURSTS; i++) {
            double now = burst().cpuMicros();
            Thread.sleep(500);
            if (i >= LEAST_BURSTS && Math.abs(now - before) < STEADY * before) {
                return i;
            }
            before = now;
        }
        return MOST_BURSTS;
    }

    private record Burst(long calls, long cpuNanos, long nanos) {
        double cpuMicros() {
            return cpuNanos / 1e3 / calls;
        }

        Burst plus(Burst other) {
            return new Burst(calls + other.calls, cpuNanos + other.cpuNanos, nanos + other.nanos);
        }
    }

    private Burst burst() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        LongAdder calls = new LongAdder();
        LongAdder failed = new LongAdder();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            long first = i * 1_000_000L;
            callers.add(threads.newThread(() -> {
                for (long id = first; !over.get(); id++) {
                    try {
                        if (client.call(0, id).id() != id) {
                            throw new IllegalStateException("the reply is another call's");
                        }
                        calls.increment();
                    } catch (Exception e) {
                        failed.increment();
                        e.printStackTrace();
                        return;
                    }
                }
            }));
        }
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        callers.forEach(Thread::start);
        Thread.sleep(BURST);
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        Burst burst = new Burst(calls.sum(), PROCESS.getProcessCpuTime() - cpu, System.nanoTime() - start);
        if (failed.sum() > 0) {
            throw new IllegalStateException(failed.sum() + " callers failed");
        }
        return burst;
    }

    /** Returns the bytes of live heap, and of resident memory that is not heap, each per held call. */
    private double[] held() throws Exception {
        RpcServiceProcess.tell(url, "hold");
        List<Thread> callers = new ArrayList<>();
        LongAdder answered = new LongAdder();
        double[] n = new double[RUNGS.length];
        double[] heap = new double[RUNGS.length];
        double[] resident = new double[RUNGS.length];
        for (int i = 0; i < RUNGS.length; i++) {
            while (callers.size() < RUNGS[i]) {
                long id = callers.size();
                Thread caller = threads.newThread(() -> {
                    try {
                        client.call(1, id);
                        answered.increment();
                    } catch (Exception e) {
                        e.printStackTrace();
                    }
                });
                callers.add(caller);
                caller.start();
            }
            awaitHeld(RUNGS[i]);
            System.gc();
            System.gc();
            n[i] = RUNGS[i];
            heap[i] = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            resident[i] = residentBytes();
        }
        RpcServiceProcess.tell(url, "release");
        for (Thread caller : callers) {
            caller.join();
        }
        if (answered.sum() != callers.size()) {
            throw new IllegalStateException(
                    "of " + callers.size() + " held calls " + answered.sum() + " were answered");
        }
        // The whole heap is resident from the start, so what grows in the process is not heap.
        return new double[] {slope(n, heap), slope(n, resident)};
    }

    private void awaitHeld(int calls) throws Exception {
        for (int i = 0; RpcServiceProcess.counts(url).held() != calls; i++) {
            if (i == 600) {
                throw new IllegalStateException(
                        "after a minute, not " + calls + " calls are held but " + RpcServiceProcess.counts(url));
            }
            Thread.sleep(100);
        }
        // A caller that has sent its request may not have parked yet.
        Thread.sleep(500);
    }

    private static double residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    private static double slope(double[] x, double[] y) {
        double meanX = java.util.Arrays.stream(x).average().orElseThrow();
        double meanY = java.util.Arrays.stream(y).average().orElseThrow();
        double above = 0;
        double below = 0;
        for (int i = 0; i < x.length; i++) {
            above += (x[i] - meanX) * (y[i] - meanY);
            below += (x[i] - meanX) * (x[i] - meanX);
        }
        return above / below;
    }
}
