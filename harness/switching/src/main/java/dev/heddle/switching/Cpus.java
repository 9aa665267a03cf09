package dev.heddle.switching;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;
import java.util.List;

/**
 * Tells which CPUs this process may use, where the calling kernel thread runs and where it is allowed to run.
 *
 * <p>It works on Linux only, by glibc or musl. Elsewhere nothing is pinned and no CPU is known: {@link #current()} is {@link
 * #UNKNOWN}, and the record says so ({@link SwitchCounters#unpinned}).
 */
final class Cpus {
    /** {@link #current()} answers this if it cannot ask for the CPU. */
    static final int UNKNOWN = -1;

    static final boolean SUPPORTED = System.getProperty("os.name").equals("Linux");

    private Cpus() {}

    /**
     * Returns the CPUs that the process may run on, ascending: those that {@code taskset} left. They are read when first asked
     * for, so ask before anything is pinned: a thread inherits the mask of the thread that starts it.
     */
    static List<Integer> allowed() {
        return SUPPORTED ? Linux.ALLOWED : List.of();
    }

    /**
     * Confines the kernel thread that runs this call to that CPU. On a virtual thread that is its carrier, which stays confined.
     */
    static void pin(int cpu) {
        if (SUPPORTED) {
            Linux.pin(cpu);
        }
    }

    /** Returns the CPU that runs this call; asking takes a few nanoseconds. */
    static int current() {
        return SUPPORTED ? Linux.current() : UNKNOWN;
    }

    /** Returns the context switches of all threads of this process so far, voluntary and not, as the kernel counts them. */
    static long kernelSwitches() {
        return SUPPORTED ? Linux.kernelSwitches() : 0;
    }

    /** Makes the calls. This class is loaded only on systems that have them. */
    private static final class Linux {
        /** The size of the kernel's mask for as many CPUs as any distribution builds for (CONFIG_NR_CPUS is 8192 at most). */
        private static final int MASK_BYTES = 8192 / Byte.SIZE;

        /** The size of struct rusage on 64-bit Linux (two timevals, 14 longs), and where its two counts of switches are. */
        private static final int RUSAGE_BYTES = 144;

        private static final int RUSAGE_VOLUNTARY = 128;
        private static final int RUSAGE_INVOLUNTARY = 136;
        private static final int RUSAGE_SELF = 0;

        /** This call leaves the thread's state as it is, which suits calls too short to matter to a safepoint. */
        private static final MethodHandle GETCPU =
                handle("sched_getcpu", FunctionDescriptor.of(ValueLayout.JAVA_INT), Linker.Option.critical(false));

        private static final FunctionDescriptor AFFINITY = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
        private static final MethodHandle SETAFFINITY = handle("sched_setaffinity", AFFINITY);
        private static final MethodHandle GETAFFINITY = handle("sched_getaffinity", AFFINITY);
        private static final MethodHandle GETRUSAGE = handle(
                "getrusage", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

        private static final List<Integer> ALLOWED = readAllowed();

        private Linux() {}

        private static MethodHandle handle(String name, FunctionDescriptor type, Linker.Option... options) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
        }

        private static List<Integer> readAllowed() {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
                check("sched_getaffinity", (int) GETAFFINITY.invokeExact(0, (long) MASK_BYTES, mask));
                return BitSet.valueOf(mask.asByteBuffer()).stream().boxed().toList();
            } catch (Throwable e) {
                throw failed("sched_getaffinity", e);
            }
        }

        private static void pin(int cpu) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
                mask.set(ValueLayout.JAVA_BYTE, cpu / Byte.SIZE, (byte) (1 << (cpu % Byte.SIZE)));
                check("sched_setaffinity", (int) SETAFFINITY.invokeExact(0, (long) MASK_BYTES, mask));
            } catch (Throwable e) {
                throw failed("sched_setaffinity to CPU " + cpu, e);
            }
        }

        private static int current() {
            try {
                return (int) GETCPU.invokeExact();
            } catch (Throwable e) {
                throw failed("sched_getcpu", e);
            }
        }

        private static long kernelSwitches() {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment usage = arena.allocate(RUSAGE_BYTES, Long.BYTES);
                check("getrusage", (int) GETRUSAGE.invokeExact(RUSAGE_SELF, usage));
                return usage.get(ValueLayout.JAVA_LONG, RUSAGE_VOLUNTARY)
                        + usage.get(ValueLayout.JAVA_LONG, RUSAGE_INVOLUNTARY);
            } catch (Throwable e) {
                throw failed("getrusage", e);
            }
        }

        private static void check(String call, int result) {
            if (result < 0) {
                throw new IllegalStateException(call + " refused");
            }
        }

        private static IllegalStateException failed(String call, Throwable cause) {
            return new IllegalStateException(
                    call + " failed; give the process CPUs it may use (taskset -c LIST)", cause);
        }
    }
}
