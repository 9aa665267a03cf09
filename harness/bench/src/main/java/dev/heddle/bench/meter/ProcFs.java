package dev.heddle.bench.meter;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what {@code /proc} says; see proc(5). A process or thread that has gone meanwhile is passed over. */
final class ProcFs {
    private static final Path PROC = Path.of("/proc");
    /** The most bytes of a status file. It has some 1,500, and a few hundred more if there are many CPUs and memory nodes. */
    private static final int MOST_STATUS_BYTES = 16_384;

    private static final byte[] VOLUNTARY = "\nvoluntary_ctxt_switches:\t".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INVOLUNTARY = "\nnonvoluntary_ctxt_switches:\t".getBytes(StandardCharsets.US_ASCII);

    private ProcFs() {}

    private static Path of(long pid) {
        return PROC.resolve(Long.toString(pid));
    }

    /** Returns the numbers of {@code /proc/PID/status}, by name, in the file's own units (kB if it says so). */
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

    /**
     * Holds what the kernel says of a thread alive.
     *
     * @param name the name as the kernel has it: the first 15 bytes
     * @param voluntary voluntary context switches so far
     * @param involuntary involuntary context switches so far
     */
    record ThreadStatus(long id, String name, long voluntary, long involuntary) {}

    /**
     * Returns every thread alive. Each file is read into one buffer and searched for what is wanted: this is done inside of
     * measuring windows, on the load side's CPUs, and a contestant may have a thousand threads.
     */
    static List<ThreadStatus> threadStatuses(long pid) throws IOException {
        Path tasks = of(pid).resolve("task");
        String[] ids = tasks.toFile().list();
        if (ids == null) {
            throw new NoSuchFileException(tasks.toString());
        }
        List<ThreadStatus> threads = new ArrayList<>(ids.length);
        byte[] buffer = new byte[MOST_STATUS_BYTES];
        for (String id : ids) {
            try (FileInputStream file = new FileInputStream(tasks + "/" + id + "/status")) {
                int length = file.read(buffer);
                if (length > 0) {
                    threads.add(threadStatus(Long.parseLong(id), buffer, length));
                }
            } catch (IOException e) {
                // A thread that has ended is passed over; any other failure would leave its switches out in silence.
                if (Files.exists(tasks.resolve(id))) {
                    throw e;
                }
            }
        }
        return threads;
    }

    private static ThreadStatus threadStatus(long id, byte[] status, int length) {
        int name = "Name:\t".length();
        int end = name;
        while (end < length && status[end] != '\n') {
            end++;
        }
        return new ThreadStatus(
                id,
                new String(status, name, end - name, StandardCharsets.ISO_8859_1),
                number(status, length, VOLUNTARY),
                number(status, length, INVOLUNTARY));
    }

    /** Returns the number in the line that begins like this. These lines are near the end. */
    private static long number(byte[] status, int length, byte[] line) {
        for (int at = length - line.length; at >= 0; at--) {
            if (Arrays.equals(status, at, at + line.length, line, 0, line.length)) {
                long number = 0;
                for (int i = at + line.length; i < length && status[i] >= '0' && status[i] <= '9'; i++) {
                    number = 10 * number + status[i] - '0';
                }
                return number;
            }
        }
        return 0;
    }

    /** Returns the ids of the threads alive whose names begin like one of these. */
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

    /** Returns the CPU time of a thread so far, in nanoseconds; 0 if it has ended. */
    static long threadNanos(long pid, long thread) throws IOException {
        try {
            Path schedstat =
                    of(pid).resolve("task").resolve(Long.toString(thread)).resolve("schedstat");
            return Long.parseLong(Files.readString(schedstat).split(" ")[0]);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Holds one mapping of {@code /proc/PID/smaps}: its addresses, and how much of it is resident. */
    record Mapping(long start, long end, long residentBytes) {}

    /** Returns the process's mappings, in the order of their addresses. */
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

    /** Returns where the stacks of the threads that wait are: the stack pointer of each, as the kernel saved it. */
    static List<Long> stackPointers(long pid) throws IOException {
        List<Long> pointers = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(of(pid).resolve("task"))) {
            for (Path task : tasks.toList()) {
                try {
                    // The line is "NUMBER ARGUMENTS… SP PC", or "running".
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

    /**
     * Returns the time that the CPUs were busy, and the time in all, in the kernel's ticks, from {@code /proc/stat}: {busy, all,
     * stolen}. Stolen ticks count as busy too.
     */
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
                    // Field 4 is idle and field 5 is waiting for I/O.
                    busy += i == 4 || i == 5 ? 0 : ticks;
                    stolen += i == 8 ? ticks : 0;
                }
            }
        }
        return new long[] {busy, all, stolen};
    }
}
