package dev.heddle.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lets the event loops of the load side go before all else on its CPUs. Such a loop works for some microseconds when something is
 * due, and waits again. If it had to wait for its turn behind a compiler or a database session first, then every time that is
 * measured would contain that wait.
 *
 * <p>With the privilege ({@code CAP_SYS_NICE}, or {@code RLIMIT_RTPRIO}) a loop is {@code SCHED_FIFO} (sched(7)): the load engine's
 * before the RPC service's. What such a thread starts is ordinary again. So is the rest of the JVM, except for its VM thread: that
 * one collects garbage while the loop stands still, and would do so for as long as others have its CPU. Without the privilege a loop stays
 * ordinary. It asks for the shortest slices, whose deadlines come first (EEVDF, from Linux 6.12 on), and the rest of its JVM is nice.
 *
 * <p>A real-time thread must never spin until an ordinary one has done something, since on the same CPU that one has no turn. HotSpot does
 * so where a compiler replaces a method: a caller that meets the old code asks for the new one again and again, until the kernel stops real-time
 * threads for a moment, which is after a second ({@code sched_rt_runtime_us}). {@link LoadJvm} lets only one compiler tier work, which
 * replaces next to nothing.
 */
public final class Precedence {
    /** The threads of these names begin with this, as the kernel knows them. */
    static final String LOAD_LOOP = "load-";

    private static final String RPC_LOOP = "rpc-";
    private static final String VM_THREAD = "VM Thread";

    private static final int FIRST = 2;
    private static final int SECOND = 1;

    private static final int FIFO = 1;
    private static final int RESET_ON_FORK = 0x40000000;

    /** The kernel grants no shorter slice than this. */
    private static final long SHORTEST_SLICE_NANOS = 100_000;

    private static final int NICE = 10;

    /** Describes a thread that nothing was done about. */
    public static final String NONE = "none";

    private Precedence() {}

    /** Puts the calling thread, an event loop of the load engine, before all else. Returns what is in force, in words. */
    static String first() {
        long self = ProcessHandle.current().pid();
        if (realTime(0, FIRST)) {
            each(self, name -> name.startsWith(VM_THREAD), thread -> realTime(thread, FIRST));
            return "SCHED_FIFO " + FIRST;
        }
        Kernel.setPreciseTimers();
        boolean slices = Kernel.setSlice(0, SHORTEST_SLICE_NANOS);
        return ordinary(self, LOAD_LOOP, slices);
    }

    /**
     * Puts the event loops of an RPC service, in a process of its own, before all but the load engine's.
     *
     * @return what is in force, in words
     */
    public static String second(long rpcService) {
        AtomicBoolean done = new AtomicBoolean(true);
        each(rpcService, name -> name.startsWith(RPC_LOOP), thread -> {
            if (!realTime(thread, SECOND)) {
                done.set(Kernel.setSlice(thread, 2 * SHORTEST_SLICE_NANOS) && done.get());
            }
        });
        if (permitted()) {
            each(rpcService, name -> name.startsWith(VM_THREAD), thread -> realTime(thread, SECOND));
            return "SCHED_FIFO " + SECOND;
        }
        return ordinary(rpcService, RPC_LOOP, done.get());
    }

    private static String ordinary(long process, String loop, boolean slices) {
        AtomicBoolean nicer = new AtomicBoolean();
        each(
                process,
                name -> !name.startsWith(loop) && !name.startsWith(VM_THREAD),
                thread -> nicer.set(Kernel.setNice(thread, NICE) || nicer.get()));
        if (!slices && !nicer.get()) {
            return NONE;
        }
        return (slices ? "short slices" : "no slices of its own") + (nicer.get() ? ", others nice " + NICE : "");
    }

    /** Returns whether threads of this user may be real-time. */
    public static boolean permitted() {
        AtomicBoolean permitted = new AtomicBoolean();
        Thread tries = Thread.ofPlatform().start(() -> permitted.set(realTime(0, SECOND)));
        try {
            tries.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return permitted.get();
    }

    /** Returns who goes first on the load side's CPUs, by what this user may do, in words. */
    public static String text() {
        return permitted()
                ? "load engine SCHED_FIFO " + FIRST + ", RPC service SCHED_FIFO " + SECOND
                : "load engine not real-time, with short slices where the kernel has them";
    }

    private static boolean realTime(int thread, int priority) {
        return Kernel.setScheduler(thread, FIFO | RESET_ON_FORK, priority);
    }

    private interface Action {
        void on(int thread);
    }

    private static void each(long process, Predicate<String> named, Action action) {
        try (Stream<Path> listed = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
            List<Path> threads = listed.toList();
            for (Path thread : threads) {
                if (named.test(name(thread))) {
                    action.on(Integer.parseInt(String.valueOf(thread.getFileName())));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // This system is not Linux, or the process has gone, which others notice.
        }
    }

    /** Returns a thread's name; empty if it has ended. */
    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
