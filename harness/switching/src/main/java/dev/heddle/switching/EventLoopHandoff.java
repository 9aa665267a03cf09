package dev.heddle.switching;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures two tasks of Vert.x: the giver calls {@link io.vertx.core.Context#runOnContext} for the taker, and ends. The transport
 * is native epoll, as the contestant's is.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Timeout(time = 2, timeUnit = TimeUnit.MINUTES)
@Fork(value = 3, jvmArgsAppend = JvmArgs.NATIVE)
public class EventLoopHandoff {
    private static final int HANDOFFS = 20_000; // a batch: starting and awaiting it is spread over it
    private static final int QUICK_HANDOFFS = 200_000;

    /**
     * Runs both tasks on one event loop, confined to one CPU: the taker is the next task of the loop's queue. No stack is saved
     * and nothing is unmounted: that is what the model saves, and what its callbacks pay for. The result includes the loop's
     * glance at epoll, once in many tasks.
     */
    @Benchmark
    @OperationsPerInvocation(QUICK_HANDOFFS)
    public long sameCpu(OneLoop loop, Sets sets, SwitchCounters counters) throws InterruptedException {
        return loop.loops.run(QUICK_HANDOFFS, sets, counters);
    }

    /**
     * Runs each task on an event loop of its own, each loop confined to a CPU of its own. The giver's loop wakes the taker's by
     * eventfd out of epoll_wait.
     */
    @Benchmark
    @OperationsPerInvocation(HANDOFFS)
    public long crossCpu(TwoLoops loops, Sets sets, SwitchCounters counters) throws InterruptedException {
        return loops.loops.run(HANDOFFS, sets, counters);
    }

    /** Holds both contexts on the same loop. */
    @State(Scope.Benchmark)
    public static class OneLoop {
        private final Loops loops = new Loops(Placement.SAME_CPU, Cpus.allowed());

        /** Called by JMH after a trial. */
        @TearDown
        public void close() {
            loops.close();
        }
    }

    /** Holds each context on a loop of its own. */
    @State(Scope.Benchmark)
    public static class TwoLoops {
        private final Loops loops = new Loops(Placement.CROSS_CPU, Cpus.allowed());

        /** Called by JMH after a trial. */
        @TearDown
        public void close() {
            loops.close();
        }
    }
}
