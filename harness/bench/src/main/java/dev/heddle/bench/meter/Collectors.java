package dev.heddle.bench.meter;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A JVM's garbage collector threads. */
final class Collectors {
    /** The names that HotSpot gives them, as the kernel shows them; the VM thread collects where the collector is Serial. */
    private static final List<String> NAMES = List.of("GC Thread", "G1 ", "VM Thread");

    private Collectors() {}

    /** CPU time that those alive have used so far, by thread id, in nanoseconds. */
    static Map<Long, Long> byThread(long pid, List<ProcFs.ThreadStatus> threads) throws IOException {
        return Compilers.byThread(pid, threads, NAMES);
    }
}
