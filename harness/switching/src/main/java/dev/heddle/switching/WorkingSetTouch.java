package dev.heddle.switching;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the baseline of a hand-off with a working set: the touch alone, by one end that nobody disturbs.
 *
 * <p>A touch reads and writes one word of each 64-byte line of the end's own set, which after the first round is in whatever
 * level of the cache holds it. A hand-off with the same {@code workingSet} contains one such touch, of a set that the other end
 * has meanwhile displaced from the caches they share: hand-off minus touch is the switch with its evictions; the same with
 * {@code workingSet=0} is the switch without them. With 0 this measures an empty call.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = JvmArgs.NATIVE)
public class WorkingSetTouch {
    /** Measures one touch; the unit is ns. */
    @Benchmark
    public long touch(Sets sets) {
        return sets.of(0).touch();
    }
}
