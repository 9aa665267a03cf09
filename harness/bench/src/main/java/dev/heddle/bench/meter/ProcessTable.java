package dev.heddle.bench.meter;

import dev.heddle.bench.journal.Range;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Holds every process at one moment, with its CPU time so far. The kernel's own threads are left out. A process that has gone while
 * they were read is passed over.
 *
 * @param processes by process id
 */
record ProcessTable(Map<Long, Entry> processes) {
    /** A process's stat file has some 300 bytes. Its name, of 15 bytes, may hold anything. */
    private static final int MOST_STAT_BYTES = 1_024;

    /** These are the places of fields of {@code /proc/PID/stat} after the name; see proc_pid_stat(5). */
    private static final int PARENT = 1;

    private static final int PROCESSOR = 36;

    /**
     * Holds one process.
     *
     * @param parent the process id of its parent
     * @param nanos CPU time of all its threads so far
     * @param processor the CPU where its first thread ran last
     * @param cpus on which it may run
     */
    record Entry(long parent, long nanos, int processor, BitSet cpus) {}

    ProcessTable {
        processes = Map.copyOf(processes);
    }

    /** Reads all processes. It takes a few microseconds for each. */
    static ProcessTable read() throws IOException {
        String[] names = new File("/proc").list();
        if (names == null) {
            throw new IOException("/proc cannot be read");
        }
        Map<Long, Entry> processes = new HashMap<>();
        byte[] buffer = new byte[MOST_STAT_BYTES];
        for (String name : names) {
            if (!isNumber(name)) {
                continue;
            }
            long pid = Long.parseLong(name);
            if (ProcessCalls.ofTheKernel(pid)) {
                continue;
            }
            try (FileInputStream file = new FileInputStream("/proc/" + name + "/stat")) {
                int length = file.read(buffer);
                String stat = new String(buffer, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", PROCESSOR + 2);
                CpuClock.nanos(pid)
                        .ifPresent(nanos -> processes.put(
                                pid,
                                new Entry(
                                        Long.parseLong(fields[PARENT]),
                                        nanos,
                                        Integer.parseInt(fields[PROCESSOR]),
                                        ProcessCalls.cpus(pid))));
            } catch (IOException e) {
                // The process has gone meanwhile.
            }
        }
        return new ProcessTable(processes);
    }

    private static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Returns the CPU time so far of a process, and of its children alive if that is asked for; 0 if it has gone. */
    long nanos(long pid, boolean withChildren) {
        long sum = 0;
        for (Map.Entry<Long, Entry> process : processes.entrySet()) {
            if (process.getKey() == pid || (withChildren && process.getValue().parent() == pid)) {
                sum += process.getValue().nanos();
            }
        }
        return sum;
    }

    /** Returns a process with all that descend from it. */
    Set<Long> family(long pid) {
        Set<Long> family = new HashSet<>(Set.of(pid));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<Long, Entry> process : processes.entrySet()) {
                if (family.contains(process.getValue().parent())) {
                    grown |= family.add(process.getKey());
                }
            }
        }
        return family;
    }

    /**
     * Returns the CPU time in nanoseconds that processes used on these CPUs since an earlier table, without a process and what
     * descends from it. At least it is the time of those that may run nowhere else. At the most it is the time of those that may run
     * elsewhere too. The likeliest figure has them where they were seen last. What ended meanwhile is not known.
     */
    Range others(ProcessTable earlier, long but, Collection<Integer> cpus) {
        BitSet asked = new BitSet();
        cpus.forEach(asked::set);
        Set<Long> family = family(but);
        double least = 0;
        double likeliest = 0;
        double most = 0;
        for (Map.Entry<Long, Entry> process : processes.entrySet()) {
            Entry now = process.getValue();
            if (family.contains(process.getKey()) || !now.cpus().intersects(asked)) {
                continue;
            }
            Entry before =
                    earlier.processes.getOrDefault(process.getKey(), new Entry(0, 0, now.processor(), now.cpus()));
            double nanos = Math.max(0, now.nanos() - before.nanos());
            BitSet elsewhere = (BitSet) now.cpus().clone();
            elsewhere.andNot(asked);
            int seen = (asked.get(before.processor()) ? 1 : 0) + (asked.get(now.processor()) ? 1 : 0);
            least += elsewhere.isEmpty() ? nanos : 0;
            likeliest += elsewhere.isEmpty() ? nanos : nanos * seen / 2;
            most += nanos;
        }
        return Range.between(least, likeliest, most);
    }
}
