package dev.heddle.switching;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures two platform threads: the giver unparks the taker and parks. The kernel does all of the switching.
 *
 * <p>Where perf exists, {@code perf bench sched pipe} gives the floor: its two threads do the same by a pipe, with no JVM
 * between. One of its operations is a round trip, so it is two hand-offs. Give it the same CPUs ({@code taskset -c 0 perf bench
 * sched pipe} for {@link #sameCpu}).
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Timeout(time = 2, timeUnit = TimeUnit.MINUTES)
@Fork(value = 3, jvmArgsAppend = JvmArgs.NATIVE)
public class PlatformThreadHandoff {
    private static final int HANDOFFS = 20_000; // a batch: starting and joining two threads is spread over it

    /** Confines both threads to one CPU: the kernel puts one to sleep and runs the other one. */
    @Benchmark
    @OperationsPerInvocation(HANDOFFS)
    public long sameCpu(Sets sets, SwitchCounters counters) throws InterruptedException {
        return new PingPong(Thread.ofPlatform(), Placement.SAME_CPU, Cpus.allowed(), HANDOFFS, sets).run(counters);
    }

    /**
     * Confines each thread to a CPU of its own: the giver's CPU wakes the taker's, which has gone idle meanwhile. That wake-up is
     * most of the cost. It costs still more on a virtual machine, where it leaves the guest.
     */
    @Benchmark
    @OperationsPerInvocation(HANDOFFS)
    public long crossCpu(Sets sets, SwitchCounters counters) throws InterruptedException {
        return new PingPong(Thread.ofPlatform(), Placement.CROSS_CPU, Cpus.allowed(), HANDOFFS, sets).run(counters);
    }
}
