package dev.heddle.bench.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Holds what a JVM holds at one moment.
 *
 * @param heapBytes live objects after a full collection
 * @param threads threads of the operating system
 * @param descriptors open files and sockets
 */
public record Holdings(long heapBytes, long threads, long descriptors) {
    /**
     * Looks at a process. It collects the process's garbage twice, since the first time only queues what has a cleaner.
     *
     * @throws IOException if it is no JVM of ours, or has gone
     */
    public static Holdings of(long pid) throws IOException {
        long heap;
        try (JvmMeter jvm = JvmMeter.attach(pid)) {
            jvm.live();
            heap = jvm.live().heapBytes();
        }
        long threads = ProcFs.status(pid).getOrDefault("Threads", 0L);
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return new Holdings(heap, threads, descriptors.count());
        }
    }
}
