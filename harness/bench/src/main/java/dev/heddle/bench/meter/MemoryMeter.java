package dev.heddle.bench.meter;

import dev.heddle.bench.journal.Rung;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads a contestant's memory in layers that add up: total = heap + stacks + direct + metaspace + kernel + other.
 *
 * <p>The total is the live heap after a full collection, plus what is resident outside of the heap, plus what the kernel spends
 * on the contestant. Resident set size alone would count garbage and miss sockets. {@code other} is the remainder, and is printed
 * as such.
 */
public final class MemoryMeter {
    private final long pid;
    private final Supplier<OptionalLong> kernel;

    /**
     * Makes a meter of one JVM, which must run with {@code -XX:NativeMemoryTracking=summary}.
     *
     * @param kernel reads the memory that the kernel spends on the JVM
     */
    public MemoryMeter(long pid, Supplier<OptionalLong> kernel) {
        this.pid = pid;
        this.kernel = kernel;
    }

    /**
     * Holds one reading.
     *
     * @param threads the threads, and what their stacks hold
     * @param bytes bytes by layer and {@code total}; a layer that cannot be read is absent, and without the heap or the kernel the
     *     total is too
     */
    public record Reading(Rung.Threads threads, Map<String, Long> bytes) {}

    /** Reads all layers once, after a full collection. */
    public Reading read() throws IOException {
        Map<String, Long> bytes = new TreeMap<>();
        OptionalLong kernelBytes;
        Rung.Threads threads;
        try (JvmMeter jvm = JvmMeter.attach(pid)) {
            JvmMeter.Live live = jvm.live();
            String summary = jvm.nativeMemory();
            long[] heap = jvm.heapRange();
            kernelBytes = kernel.get();
            Map<String, Long> status = ProcFs.status(pid);
            long resident = status.getOrDefault("VmRSS", 0L) * 1024;
            bytes.put("heap", live.heapBytes() - live.stackChunkBytes());
            List<ProcFs.Mapping> mappings = ProcFs.mappings(pid);
            threads =
                    new Rung.Threads(status.getOrDefault("Threads", 0L), stacksOf(ProcFs.stackPointers(pid), mappings));
            bytes.put("stacks", threads.stackBytes() + live.stackChunkBytes());
            // The JVM says nothing of a category in which it has nothing.
            if (JvmMeter.committed(summary, "Thread").isPresent()) {
                bytes.put("direct", JvmMeter.committed(summary, "Other").orElse(0));
            }
            putMetaspace(bytes, summary);
            if (heap[1] > heap[0] && kernelBytes.isPresent()) {
                long outside = resident
                        - mappings.stream()
                                .filter(mapping -> mapping.start() >= heap[0] && mapping.start() < heap[1])
                                .mapToLong(ProcFs.Mapping::residentBytes)
                                .sum();
                bytes.put("total", live.heapBytes() + outside + kernelBytes.getAsLong());
            }
        }
        kernelBytes.ifPresent(b -> bytes.put("kernel", b));
        Long total = bytes.get("total");
        if (total != null) {
            long known = bytes.entrySet().stream()
                    .filter(layer -> !layer.getKey().equals("total"))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            bytes.put("other", total - known);
        }
        return new Reading(threads, bytes);
    }

    /**
     * Returns what is resident and what the kernel spends, without a collection. It costs little, and tells when memory has come to
     * rest.
     */
    public long roughly() throws IOException {
        return ProcFs.status(pid).getOrDefault("VmRSS", 0L) * 1024
                + kernel.get().orElse(0);
    }

    /**
     * Returns the resident bytes of the mappings in which threads have their stacks. Native memory tracking counts stacks too,
     * but more than is resident: with its numbers the layers would not add up.
     */
    static long stacksOf(List<Long> stackPointers, List<ProcFs.Mapping> mappings) {
        TreeMap<Long, ProcFs.Mapping> byStart = new TreeMap<>();
        mappings.forEach(mapping -> byStart.put(mapping.start(), mapping));
        Set<ProcFs.Mapping> stacks = new HashSet<>();
        for (long pointer : stackPointers) {
            Map.Entry<Long, ProcFs.Mapping> below = byStart.floorEntry(pointer);
            if (below != null && pointer < below.getValue().end()) {
                stacks.add(below.getValue());
            }
        }
        return stacks.stream().mapToLong(ProcFs.Mapping::residentBytes).sum();
    }

    private static void putMetaspace(Map<String, Long> bytes, String summary) {
        OptionalLong metaspace = JvmMeter.committed(summary, "Metaspace");
        OptionalLong classes = JvmMeter.committed(summary, "Class");
        OptionalLong code = JvmMeter.committed(summary, "Code");
        if (metaspace.isPresent() && classes.isPresent() && code.isPresent()) {
            bytes.put("metaspace", metaspace.getAsLong() + classes.getAsLong() + code.getAsLong());
        }
    }
}
