package dev.heddle.bench.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Tells what this machine is, for the record. */
public final class Machine {
    private Machine() {}

    /** Returns facts by name; a fact that cannot be read is absent. */
    public static Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("arch", System.getProperty("os.arch"));
        facts.put("jdk", Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        line("/proc/cpuinfo", "model name").ifPresent(model -> facts.put("cpu model", model));
        line("/proc/meminfo", "MemTotal").ifPresent(memory -> facts.put("memory", memory));
        read("/sys/kernel/mm/transparent_hugepage/enabled").ifPresent(thp -> facts.put("transparent huge pages", thp));
        read("/sys/devices/system/clocksource/clocksource0/current_clocksource")
                .ifPresent(clock -> facts.put("clock source", clock));
        read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
                .ifPresent(governor -> facts.put("frequency governor", governor));
        read("/sys/devices/system/cpu/online").ifPresent(cpus -> facts.put("cpus online", cpus));
        read("/proc/loadavg").ifPresent(load -> facts.put("load average at start", load));
        openFiles().ifPresent(files -> facts.put("open files a process", Long.toString(files)));
        return facts;
    }

    /** Returns the most files that a process of ours can open. A JVM raises its own limit to the hard one. */
    public static OptionalLong openFiles() {
        return line("/proc/self/limits", "Max open files")
                .map(values -> values.strip().split("\\s+"))
                .filter(values -> values.length >= 2 && values[1].matches("\\d+"))
                .map(values -> OptionalLong.of(Long.parseLong(values[1])))
                .orElse(OptionalLong.empty());
    }

    /** Returns the bytes that new processes can have without swapping. */
    public static OptionalLong availableMemory() {
        return line("/proc/meminfo", "MemAvailable")
                .map(value -> value.replaceFirst("\\s*kB$", ""))
                .filter(value -> value.matches("\\d+"))
                .map(value -> OptionalLong.of(1024 * Long.parseLong(value)))
                .orElse(OptionalLong.empty());
    }

    private static Optional<String> line(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length())
                            .replaceFirst("^\\s*:", "")
                            .strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
