package dev.heddle.load;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Calls what Linux's scheduler offers, by the names of the C library. Each call is about one thread, by its number; 0 is the
 * calling one. Each returns whether the kernel did it: it may not allow it, or not know it.
 */
final class Kernel {
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
    private static final Linker LINKER = Linker.nativeLinker();

    /** The C library has no function for it yet, and the number is the architecture's. */
    private static final long SCHED_SETATTR = switch (System.getProperty("os.arch")) {
        case "amd64" -> 314;
        case "aarch64" -> 274;
        default -> -1;
    };

    private static final int NORMAL = 0;
    private static final int PRIO_PROCESS = 0;
    private static final int PR_SET_TIMERSLACK = 29;

    private static final Optional<MethodHandle> SETSCHEDULER = function(
            "sched_setscheduler",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private static final Optional<MethodHandle> SETPRIORITY = function(
            "setpriority",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final Optional<MethodHandle> PRCTL = function(
            "prctl",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    private static final Optional<MethodHandle> SYSCALL = function(
            "syscall",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(1));

    private Kernel() {}

    private static Optional<MethodHandle> function(
            String name, FunctionDescriptor signature, Linker.Option... options) {
        return LINUX
                ? LINKER.defaultLookup().find(name).map(at -> LINKER.downcallHandle(at, signature, options))
                : Optional.empty();
    }

    /** Sets policy and priority, as sched_setscheduler(2) does. */
    static boolean setScheduler(int thread, int policy, int priority) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameter = arena.allocateFrom(ValueLayout.JAVA_INT, priority);
            return SETSCHEDULER.isPresent() && (int) SETSCHEDULER.get().invokeExact(thread, policy, parameter) == 0;
        } catch (Throwable e) {
            throw uncallable("sched_setscheduler", e);
        }
    }

    /**
     * Asks for slices of so many nanoseconds for an ordinary thread of nice 0. The shorter they are, the earlier the deadline by which it
     * has its turn (EEVDF, from Linux 6.12 on; an older kernel takes no notice).
     */
    static boolean setSlice(int thread, long nanos) {
        try (Arena arena = Arena.ofConfined()) {
            // struct sched_attr of sched_setattr(2), in its first version.
            MemorySegment attributes = arena.allocate(48, 8);
            attributes.set(ValueLayout.JAVA_INT, 0, 48);
            attributes.set(ValueLayout.JAVA_INT, 4, NORMAL);
            attributes.set(ValueLayout.JAVA_LONG, 24, nanos);
            return SYSCALL.isPresent()
                    && SCHED_SETATTR > 0
                    && (long) SYSCALL.get().invokeExact(SCHED_SETATTR, thread, attributes, 0) == 0;
        } catch (Throwable e) {
            throw uncallable("sched_setattr", e);
        }
    }

    /** Sets how nice a thread is, as setpriority(2) does. */
    static boolean setNice(int thread, int nice) {
        try {
            return SETPRIORITY.isPresent() && (int) SETPRIORITY.get().invokeExact(PRIO_PROCESS, thread, nice) == 0;
        } catch (Throwable e) {
            throw uncallable("setpriority", e);
        }
    }

    /** Has the calling thread's timers fire when they are due. Otherwise the kernel may defer them by 50 us, to serve several at once. */
    static boolean setPreciseTimers() {
        try {
            return PRCTL.isPresent() && (int) PRCTL.get().invokeExact(PR_SET_TIMERSLACK, 1L) == 0;
        } catch (Throwable e) {
            throw uncallable("prctl", e);
        }
    }

    private static IllegalStateException uncallable(String name, Throwable why) {
        return new IllegalStateException(name + " cannot be called", why);
    }
}
