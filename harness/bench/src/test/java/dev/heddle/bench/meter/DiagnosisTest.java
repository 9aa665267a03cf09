package dev.heddle.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Diagnoses a good machine that is made of files, with one change at a time. */
class DiagnosisTest {
    @TempDir
    private Path root;

    @BeforeEach
    void aGoodMachine() throws Exception {
        Map.ofEntries(
                        Map.entry("proc/sys/kernel/osrelease", "6.12.1"),
                        Map.entry("proc/stat", "cpu  10 0 10 1000 0 0 0 1 0 0"),
                        Map.entry("proc/meminfo", "MemTotal: 16000000 kB\nMemAvailable:   12000000 kB"),
                        Map.entry("proc/sys/kernel/threads-max", "100000"),
                        Map.entry("proc/sys/kernel/pid_max", "100000"),
                        Map.entry("proc/sys/vm/max_map_count", "65530"),
                        Map.entry("proc/sys/net/ipv4/ip_local_port_range", "32768\t60999"),
                        Map.entry("proc/sys/kernel/perf_event_paranoid", "1"),
                        Map.entry("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance"),
                        Map.entry("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance"),
                        Map.entry("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc"),
                        Map.entry("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never"),
                        Map.entry("usr/bin/perf", ""),
                        Map.entry("usr/bin/taskset", ""),
                        Map.entry("usr/bin/setpriv", ""))
                .forEach(this::write);
    }

    @Test
    void aGoodMachineIsFine() throws Exception {
        assertThat(examine())
                .filteredOn(finding -> !finding.what().equals("open files a process"))
                .allMatch(finding -> finding.level() == Finding.Level.FINE, "fine");
    }

    @Test
    void everyLackIsNamedWithWhatToDo() throws Exception {
        flaw("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "powersave", "frequency governor", "performance");
        flaw("proc/stat", "cpu  10 0 10 1000 0 0 0 100 0 0", "steal", "dedicated");
        flaw("sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet", "clock source", "tsc");
        flaw(
                "sys/kernel/mm/transparent_hugepage/enabled",
                "[always] madvise never",
                "transparent huge pages",
                "madvise");
        flaw("proc/meminfo", "MemAvailable: 100 kB", "memory", "4 GiB");
        flaw("proc/sys/kernel/pid_max", "4096", "threads", "pid_max");
        flaw("proc/sys/vm/max_map_count", "1000", "memory mappings a process", "max_map_count");
        flaw("proc/sys/net/ipv4/ip_local_port_range", "60000 60999", "ports for connections", "ip_local_port_range");
        flaw("proc/sys/kernel/perf_event_paranoid", "4", "perf", "paranoid");
    }

    @Test
    void oneCpuIsWorse() throws Exception {
        assertThat(new Diagnosis(root, List.of(), List.of()).examine(Duration.ZERO))
                .filteredOn(finding -> finding.what().equals("CPUs"))
                .singleElement()
                .matches(finding -> finding.level() == Finding.Level.WORSE);
    }

    private void flaw(String file, String text, String what, String advice) throws Exception {
        String before = Files.readString(root.resolve(file));
        write(file, text);
        assertThat(examine())
                .filteredOn(finding -> finding.what().equals(what))
                .singleElement()
                .matches(finding -> finding.level() != Finding.Level.FINE, "not fine: " + what)
                .matches(finding -> finding.advice().contains(advice), "advice with " + advice);
        write(file, before);
    }

    private List<Finding> examine() throws Exception {
        return new Diagnosis(root, List.of(1), List.of(0)).examine(Duration.ZERO);
    }

    private void write(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
