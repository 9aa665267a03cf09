package dev.heddle.bench.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reads and writes CPUs in the kernel's list form, such as {@code 0,2-3}. */
public final class CpuList {
    private CpuList() {}

    /**
     * Returns the list of these CPUs; {@code any} if there is none. Three or more in a row are written as the first and the last.
     *
     * @param cpus ascending
     */
    public static String text(List<Integer> cpus) {
        if (cpus.isEmpty()) {
            return "any";
        }
        List<String> parts = new ArrayList<>();
        int first = 0;
        for (int next = 1; next <= cpus.size(); next++) {
            if (next == cpus.size() || cpus.get(next) != cpus.get(next - 1) + 1) {
                if (next - first > 2) {
                    parts.add(cpus.get(first) + "-" + cpus.get(next - 1));
                } else {
                    cpus.subList(first, next).forEach(cpu -> parts.add(Integer.toString(cpu)));
                }
                first = next;
            }
        }
        return String.join(",", parts);
    }

    /**
     * Reads a list.
     *
     * @return the CPUs, ascending
     * @throws IllegalArgumentException if it is malformed
     */
    static List<Integer> parse(String list) {
        TreeSet<Integer> cpus = new TreeSet<>();
        for (String part : list.strip().split(",")) {
            String[] ends = part.split("-", 2);
            try {
                int first = Integer.parseInt(ends[0]);
                int last = ends.length == 1 ? first : Integer.parseInt(ends[1]);
                if (first < 0 || last < first || last > 65_535) {
                    throw new NumberFormatException();
                }
                for (int cpu = first; cpu <= last; cpu++) {
                    cpus.add(cpu);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + list + "' is no list of CPUs; write it as 0,2-3", e);
            }
        }
        return new ArrayList<>(cpus);
    }
}
