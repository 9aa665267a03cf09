package dev.heddle.bench.meter;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Places the platform thread that calls, as {@code sched_setaffinity(2)}, {@code sched_setscheduler(2)} and {@code setpriority(2)} do.
 */
final class OwnThread {
    /** The kernel takes a mask that is longer than its own. This one has room for every CPU that a list can name. */
    private static final int MASK_BYTES = 65_536 / 8;

    private static final int PRIO_PROCESS = 0;
    private static final int CALLER = 0;
    private static final int NICEST = -20;
    /** The real-time policy in which threads of one priority take turns, of the kernel's {@code sched.h}. */
    private static final int SCHED_RR = 2;

    private static final int LOWEST_REAL_TIME = 1;

    private static final MethodHandle SCHED_SETAFFINITY = handle(
            "sched_setaffinity",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    private static final MethodHandle SCHED_SETSCHEDULER = handle(
            "sched_setscheduler",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private static final MethodHandle SETPRIORITY = handle(
            "setpriority",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private OwnThread() {}

    private static MethodHandle handle(String function, FunctionDescriptor shape) {
        return Linker.nativeLinker()
                .downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow(function), shape);
    }

    /**
     * Lets the thread run on this CPU and no other.
     *
     * @throws IOException if the kernel refuses
     */
    static void runOn(int cpu) throws IOException {
        int result;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK_BYTES);
            mask.set(ValueLayout.JAVA_BYTE, cpu / 8, (byte) (1 << cpu % 8));
            result = (int) SCHED_SETAFFINITY.invokeExact(CALLER, (long) MASK_BYTES, mask);
        } catch (Throwable e) {
            throw new IllegalStateException("sched_setaffinity cannot be called", e);
        }
        if (result != 0) {
            throw new IOException("the kernel does not let a thread run on CPU " + cpu);
        }
    }

    /**
     * Lets the thread go before all ordinary ones, of whatever control group. Without the right to that, it goes before those of its
     * own group; without the right to that either, it stays where it is.
     */
    static void first() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment priority = arena.allocateFrom(ValueLayout.JAVA_INT, LOWEST_REAL_TIME);
            int result = (int) SCHED_SETSCHEDULER.invokeExact(CALLER, SCHED_RR, priority);
            if (result != 0) {
                result = (int) SETPRIORITY.invokeExact(PRIO_PROCESS, CALLER, NICEST);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("sched_setscheduler or setpriority cannot be called", e);
        }
    }
}
