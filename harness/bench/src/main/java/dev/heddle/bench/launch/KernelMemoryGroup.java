package dev.heddle.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A kernel memory group is a control group for one contestant. In it the kernel keeps account of the memory that it spends on the
 * contestant's behalf: sockets, files, kernel stacks, page tables. If no group can be made (no root, no delegation, not Linux), the
 * reading is absent, and so are the kernel layer and the total in every report. Linux before 6.12 does not charge the structures of
 * accepted sockets, some 2.4 kB each.
 */
public final class KernelMemoryGroup implements AutoCloseable {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final @Nullable Path folder;
    private final boolean unified;

    private KernelMemoryGroup(@Nullable Path folder, boolean unified) {
        this.folder = folder;
        this.unified = unified;
    }

    /** Is true if the kernel keeps such an account here. */
    public static boolean available() {
        try (KernelMemoryGroup group = create("look")) {
            return group.bytes().isPresent();
        }
    }

    static KernelMemoryGroup create(String name) {
        String group = "heddle-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet() + "-"
                + name.replaceAll("[^A-Za-z0-9-]", "_");
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
                String[] parts = line.split(":", 3);
                if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                    return made(Path.of("/sys/fs/cgroup/memory" + parts[2]).resolve(group), false);
                }
                if (parts.length == 3 && parts[0].equals("0") && parts[1].isEmpty()) {
                    Path parent = Path.of("/sys/fs/cgroup" + parts[2]);
                    Path control = parent.resolve("cgroup.subtree_control");
                    if (Files.isReadable(control) && Files.readString(control).contains("memory")) {
                        return made(parent.resolve(group), true);
                    }
                }
            }
        } catch (IOException e) {
            // We may not make a group here, so the layer stays unread.
        }
        return new KernelMemoryGroup(null, false);
    }

    private static KernelMemoryGroup made(Path folder, boolean unified) throws IOException {
        Files.createDirectory(folder);
        KernelMemoryGroup group = new KernelMemoryGroup(folder, unified);
        Path tcp = folder.resolve("memory.kmem.tcp.limit_in_bytes");
        try {
            if (Files.exists(tcp)) {
                // Version 1 keeps account of TCP only from the first limit on. Only then it charges an accepted
                // socket's structure, which is the largest part of an idle connection.
                Files.writeString(tcp, "-1");
            }
        } catch (IOException e) {
            group.close();
            throw e;
        }
        return group;
    }

    /** Returns what goes before a command so that it runs in the group. */
    List<String> prefix() {
        return folder == null
                ? List.of()
                : List.of(
                        "/bin/sh",
                        "-c",
                        "echo $$ > \"$1\" && shift && exec \"$@\"",
                        "sh",
                        folder.resolve("cgroup.procs").toString());
    }

    /** Returns the kernel memory charged to the group, in bytes; absent if the kernel does not keep account of it. */
    public OptionalLong bytes() {
        if (folder == null) {
            return OptionalLong.empty();
        }
        try {
            if (unified) {
                long kernel = statistic(folder.resolve("memory.stat"), "kernel");
                long sockets = statistic(folder.resolve("memory.stat"), "sock");
                return OptionalLong.of(kernel + sockets);
            }
            return OptionalLong.of(number(folder.resolve("memory.kmem.usage_in_bytes"))
                    + number(folder.resolve("memory.kmem.tcp.usage_in_bytes")));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }

    private static long statistic(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name + " ")) {
                return Long.parseLong(line.substring(name.length() + 1));
            }
        }
        throw new IOException(file + " has no " + name);
    }

    @Override
    public void close() {
        if (folder != null) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                // A zombie may hold the group for a moment. An empty group costs nothing, and goes with the next boot.
            }
        }
    }
}
