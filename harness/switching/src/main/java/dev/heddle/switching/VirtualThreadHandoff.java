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
 * Measures two virtual threads: the code of {@link PlatformThreadHandoff}, on the JDK's own scheduler. The kernel sees none of
 * it, unless a carrier has to be woken.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Timeout(time = 2, timeUnit = TimeUnit.MINUTES)
public class VirtualThreadHandoff {
    private static final int HANDOFFS = 20_000; // a batch: starting and joining two threads is spread over it
    private static final int QUICK_HANDOFFS = 200_000;

    /** Uses one carrier, confined to one CPU: the giver unmounts and the taker mounts. */
    @Benchmark
    @OperationsPerInvocation(QUICK_HANDOFFS)
    @Fork(
            value = 3,
            jvmArgsAppend = {JvmArgs.NATIVE, JvmArgs.PARALLELISM_1, JvmArgs.MAX_POOL_SIZE_1})
    public long sameCpu(Sets sets, SwitchCounters counters) throws InterruptedException {
        JvmArgs.requireCarriers(1);
        return new PingPong(Thread.ofVirtual(), Placement.SAME_CPU, Cpus.allowed(), QUICK_HANDOFFS, sets).run(counters);
    }

    /**
     * Uses two carriers, each confined to a CPU of its own, so that every hand-off crosses.
     *
     * <p>No public API chooses the carrier of a virtual thread, and the scheduler need not take another one: an unparked
     * virtual thread goes to the queue of the carrier that runs the giver, and whichever carrier looks there first takes it
     * ({@link #eitherCpu}). So the giver holds its carrier until the taker runs, which can then only be on the other one, and only
     * then parks; and it gives only when the taker has parked and unmounted, since a permit left to one that is still mounted
     * would be no switch at all. One hand-off is therefore: unpark, be found by the other carrier, mount, and the other end's
     * unmounting, one after the other.
     *
     * <p>The other carrier looks for work for some microseconds before it sleeps, and with a small working set it is found
     * awake: {@link SwitchCounters#kernelSwitches} stays near 0, and the number lacks the wake-up that makes up most of
     * {@link PlatformThreadHandoff#crossCpu} and {@link EventLoopHandoff#crossCpu}. With {@code workingSet=1048576} it is asleep
     * by the time it is needed, and the count shows it. Both happen in a service: the first when it is busy, the second when not.
     */
    @Benchmark
    @OperationsPerInvocation(HANDOFFS)
    @Fork(
            value = 3,
            jvmArgsAppend = {JvmArgs.NATIVE, JvmArgs.PARALLELISM_2, JvmArgs.MAX_POOL_SIZE_2})
    public long crossCpu(Sets sets, SwitchCounters counters) throws InterruptedException {
        JvmArgs.requireCarriers(2);
        return new PingPong(Thread.ofVirtual(), Placement.CROSS_CPU, Cpus.allowed(), HANDOFFS, sets).run(counters);
    }

    /**
     * Uses two carriers, and nobody holds anything: this is what the scheduler does when left alone. It is tempting to publish
     * this as the cost across CPUs. {@link SwitchCounters#crossed} says which part of the hand-offs did cross; the giver's own carrier
     * took the rest.
     */
    @Benchmark
    @OperationsPerInvocation(HANDOFFS)
    @Fork(
            value = 3,
            jvmArgsAppend = {JvmArgs.NATIVE, JvmArgs.PARALLELISM_2, JvmArgs.MAX_POOL_SIZE_2})
    public long eitherCpu(Sets sets, SwitchCounters counters) throws InterruptedException {
        JvmArgs.requireCarriers(2);
        return new PingPong(Thread.ofVirtual(), Placement.EITHER_CPU, Cpus.allowed(), HANDOFFS, sets).run(counters);
    }
}
