package dev.heddle.bench.meter;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;

/** Asks the kernel about a process by system calls. That is much cheaper than to have it write a file of {@code /proc}. */
final class ProcessCalls {
    private static final int MOST_CPUS = 8_192;

    private static final MethodHandle SCHED_GETAFFINITY = handle(
            "sched_getaffinity",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    private static final MethodHandle GETPGID =
            handle("getpgid", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private ProcessCalls() {}

    private static MethodHandle handle(String function, FunctionDescriptor type) {
        return Linker.nativeLinker()
                .downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow(function), type);
    }

    /** Returns the CPUs of the process's first thread; none if it has gone. Its other threads may have others, which is rare. */
    static BitSet cpus(long pid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MOST_CPUS / 8, 8);
            int result = (int) SCHED_GETAFFINITY.invokeExact((int) pid, mask.byteSize(), mask);
            return result < 0 ? new BitSet() : BitSet.valueOf(mask.toArray(ValueLayout.JAVA_LONG));
        } catch (Throwable e) {
            throw new IllegalStateException("sched_getaffinity cannot be called", e);
        }
    }

    /** Is true of a thread of the kernel, which is in no process group. */
    static boolean ofTheKernel(long pid) {
        try {
            return (int) GETPGID.invokeExact((int) pid) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("getpgid cannot be called", e);
        }
    }
}
