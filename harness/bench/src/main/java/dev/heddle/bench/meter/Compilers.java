package dev.heddle.bench.meter;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads and places the compiler threads of a JVM. */
public final class Compilers {
    /** The names of HotSpot's compiler threads, as the kernel has them. */
    private static final List<String> NAMES = List.of("C1 Compiler", "C2 Compiler");

    private Compilers() {}

    /** Returns the CPU time that the compiler threads alive have used so far, in nanoseconds. */
    public static long nanos(long pid) throws IOException {
        return nanos(pid, ProcFs.threadStatuses(pid));
    }

    /** Returns the same for a process whose threads are known. */
    static long nanos(long pid, List<ProcFs.ThreadStatus> threads) throws IOException {
        long sum = 0;
        for (long nanos : byThread(pid, threads).values()) {
            sum += nanos;
        }
        return sum;
    }

    /** Returns the CPU time of each compiler thread by its thread id, in nanoseconds. */
    static Map<Long, Long> byThread(long pid, List<ProcFs.ThreadStatus> threads) throws IOException {
        return byThread(pid, threads, NAMES);
    }

    /** CPU time so far of the threads whose names begin with one of these, by thread id, in nanoseconds. */
    static Map<Long, Long> byThread(long pid, List<ProcFs.ThreadStatus> threads, List<String> names)
            throws IOException {
        Map<Long, Long> nanos = new HashMap<>();
        for (ProcFs.ThreadStatus thread : threads) {
            if (names.stream().anyMatch(thread.name()::startsWith)) {
                nanos.put(thread.id(), ProcFs.threadNanos(pid, thread.id()));
            }
        }
        return nanos;
    }

    /** Is true of a process that has such threads, as a JVM does. */
    static boolean of(long pid) throws IOException {
        return !ProcFs.threads(pid, NAMES).isEmpty();
    }

    /**
     * Lets the compiler threads run on these CPUs and no others. The JVM's other threads stay where they are.
     *
     * @throws IOException if taskset cannot be run; a thread that has ended meanwhile is passed over
     */
    public static void runOn(long pid, List<Integer> cpus) throws IOException {
        String list = cpus.stream().map(String::valueOf).collect(Collectors.joining(","));
        for (long thread : ProcFs.threads(pid, NAMES)) {
            Process taskset = new ProcessBuilder("taskset", "-p", "-c", list, Long.toString(thread))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                int code = taskset.waitFor();
                if (code != 0 && ProcFs.threads(pid, NAMES).contains(thread)) {
                    throw new IOException("taskset could not move a compiler thread to the CPUs " + list);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while moving compiler threads", e);
            }
        }
    }
}
