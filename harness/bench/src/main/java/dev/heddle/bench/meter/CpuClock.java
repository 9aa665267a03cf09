package dev.heddle.bench.meter;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.OptionalLong;

/**
 * Reads the CPU time of any process in nanoseconds, including threads that have ended. It uses the kernel's own clock of each
 * process, as {@code clock_getcpuclockid(3)} names it. {@code /proc/PID/stat} has the same sum in steps of 10 ms.
 */
final class CpuClock {
    /** CPUCLOCK_SCHED of the kernel's {@code posix-timers_types.h}. */
    private static final int SCHED = 2;

    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
    private static final MethodHandle CLOCK_GETTIME = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private CpuClock() {}

    /** Returns the user and system time of the process so far; absent if there is no such process, or no such clock. */
    static OptionalLong nanos(long pid) {
        if (!LINUX) {
            return OptionalLong.empty();
        }
        int clock = (~(int) pid << 3) | SCHED;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timespec = arena.allocate(ValueLayout.JAVA_LONG, 2);
            int result = (int) CLOCK_GETTIME.invokeExact(clock, timespec);
            if (result != 0) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(timespec.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L
                    + timespec.getAtIndex(ValueLayout.JAVA_LONG, 1));
        } catch (Throwable e) {
            throw new IllegalStateException("clock_gettime cannot be called", e);
        }
    }
}
