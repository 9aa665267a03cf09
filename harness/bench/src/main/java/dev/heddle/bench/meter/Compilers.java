package dev.heddle.bench.meter;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A JVM's compiler threads. */
public final class Compilers {
    /** HotSpot's, as the kernel names them. */
    private static final List<String> NAMES = List.of("C1 Compiler", "C2 Compiler");

    private Compilers() {}

    /** CPU time that those alive have used so far, in nanoseconds. */
    public static long nanos(long pid) throws IOException {
        return nanos(pid, ProcFs.threadStatuses(pid));
    }

    /** The same where the process's threads are known. */
    static long nanos(long pid, List<ProcFs.ThreadStatus> threads) throws IOException {
        long sum = 0;
        for (long nanos : byThread(pid, threads).values()) {
            sum += nanos;
        }
        return sum;
    }

    /** The same by thread id. */
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

    /**
     * Lets them run on these CPUs and no others; the JVM's other threads stay where they are.
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
