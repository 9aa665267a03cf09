package dev.heddle.bench.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what {@code /proc} says; see proc(5). A process or thread that has gone meanwhile is passed over. */
final class ProcFs {
    private static final Path PROC = Path.of("/proc");

    private ProcFs() {}

    private static Path of(long pid) {
        return PROC.resolve(Long.toString(pid));
    }

    /** The numbers of {@code /proc/PID/status}, by name, in the file's own units (kB where it says so). */
    static Map<String, Long> status(long pid) throws IOException {
        return numbers(of(pid).resolve("status"));
    }

    private static Map<String, Long> numbers(Path file) throws IOException {
        Map<String, Long> numbers = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip().split("\\s", 2)[0];
            if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                numbers.put(line.substring(0, colon), Long.parseLong(value));
            }
        }
        return numbers;
    }

    /** Context switches of every thread alive: thread id to {voluntary, involuntary}. */
    static Map<Long, long[]> switches(long pid) throws IOException {
        Map<Long, long[]> switches = new HashMap<>();
        try (Stream<Path> tasks = Files.list(of(pid).resolve("task"))) {
            for (Path task : tasks.toList()) {
                try {
                    Map<String, Long> status = numbers(task.resolve("status"));
                    switches.put(Long.parseLong(task.getFileName().toString()), new long[] {
                        status.getOrDefault("voluntary_ctxt_switches", 0L),
                        status.getOrDefault("nonvoluntary_ctxt_switches", 0L)
                    });
                } catch (NoSuchFileException e) {
                    // The thread has ended.
                }
            }
        }
        return switches;
    }

    /** Ids of the threads alive whose names begin so. */
    static List<Long> threads(long pid, List<String> names) throws IOException {
        List<Long> threads = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(of(pid).resolve("task"))) {
            for (Path task : tasks.toList()) {
                try {
                    String name = Files.readString(task.resolve("comm"));
                    if (names.stream().anyMatch(name::startsWith)) {
                        threads.add(Long.parseLong(task.getFileName().toString()));
                    }
                } catch (NoSuchFileException e) {
                    // The thread has ended.
                }
            }
        }
        return threads;
    }

    /** CPU time of a thread so far, in nanoseconds; 0 if it has ended. */
    static long threadNanos(long pid, long thread) throws IOException {
        try {
            Path schedstat =
                    of(pid).resolve("task").resolve(Long.toString(thread)).resolve("schedstat");
            return Long.parseLong(Files.readString(schedstat).split(" ")[0]);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Process ids of the process's children. */
    static List<Long> children(long pid) throws IOException {
        List<Long> children = new ArrayList<>();
        try (Stream<Path> processes = Files.list(PROC)) {
            for (Path process : processes.toList()) {
                String name = process.getFileName().toString();
                if (!name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    continue;
                }
                try {
                    String stat = Files.readString(process.resolve("stat"));
                    // The name in parentheses may hold anything; the parent is the second field after it.
                    String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    if (Long.parseLong(after[1]) == pid) {
                        children.add(Long.parseLong(name));
                    }
                } catch (IOException e) {
                    // Gone meanwhile.
                }
            }
        }
        return children;
    }

    /** One mapping of {@code /proc/PID/smaps}: its addresses and how much of it is resident. */
    record Mapping(long start, long end, long residentBytes) {}

    /** The process's mappings, in the order of their addresses. */
    static List<Mapping> mappings(long pid) throws IOException {
        List<Mapping> mappings = new ArrayList<>();
        long start = 0;
        long end = 0;
        for (String line : Files.readAllLines(of(pid).resolve("smaps"))) {
            if (line.startsWith("Rss:")) {
                long kilobytes = Long.parseLong(line.substring(4).strip().split("\\s", 2)[0]);
                mappings.add(new Mapping(start, end, kilobytes * 1024));
            } else if (isHeader(line)) {
                int dash = line.indexOf('-');
                start = Long.parseUnsignedLong(line.substring(0, dash), 16);
                end = Long.parseUnsignedLong(line.substring(dash + 1, line.indexOf(' ')), 16);
            }
        }
        return mappings;
    }

    /** Where the stacks of the threads that wait are: the stack pointer of each, as the kernel saved it. */
    static List<Long> stackPointers(long pid) throws IOException {
        List<Long> pointers = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(of(pid).resolve("task"))) {
            for (Path task : tasks.toList()) {
                try {
                    // "NUMBER ARGUMENTS… SP PC", or "running".
                    String[] fields =
                            Files.readString(task.resolve("syscall")).strip().split(" ");
                    if (fields.length >= 3) {
                        pointers.add(Long.decode(fields[fields.length - 2]));
                    }
                } catch (NoSuchFileException e) {
                    // The thread has ended.
                }
            }
        }
        return pointers;
    }

    private static boolean isHeader(String line) {
        int dash = line.indexOf('-');
        return dash > 0
                && dash <= 16
                && line.substring(0, dash).chars().allMatch(c -> Character.digit(c, 16) >= 0)
                && line.indexOf(':') > dash;
    }

    /** Time the CPUs were busy and in all, in the kernel's ticks, from {@code /proc/stat}: {busy, all, stolen}; stolen ones are busy too. */
    static long[] cpuTicks(List<Integer> cpus) throws IOException {
        long busy = 0;
        long all = 0;
        long stolen = 0;
        for (String line : Files.readAllLines(PROC.resolve("stat"))) {
            String[] fields = line.split("\\s+");
            boolean wanted = cpus.isEmpty()
                    ? fields[0].equals("cpu")
                    : fields[0].startsWith("cpu")
                            && fields[0].length() > 3
                            && cpus.contains(Integer.parseInt(fields[0].substring(3)));
            if (wanted) {
                for (int i = 1; i <= 8; i++) {
                    long ticks = Long.parseLong(fields[i]);
                    all += ticks;
                    // 4 is idle and 5 is waiting for I/O.
                    busy += i == 4 || i == 5 ? 0 : ticks;
                    stolen += i == 8 ? ticks : 0;
                }
            }
        }
        return new long[] {busy, all, stolen};
    }
}
