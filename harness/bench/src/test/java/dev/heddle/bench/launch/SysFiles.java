package dev.heddle.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes what the kernel says of CPUs, for a machine that is made up. */
final class SysFiles {
    private final Path root;

    SysFiles(Path root) {
        this.root = root;
    }

    /** Says which CPUs are online, and which this process may use. */
    SysFiles cpus(String online, String allowed) throws IOException {
        write("sys/devices/system/cpu/online", online);
        write("proc/self/status", "Name:\tjava\nCpus_allowed:\tff\nCpus_allowed_list:\t" + allowed + "\n");
        return this;
    }

    /** Says that these are the threads of one core, in the file that every kernel has. */
    SysFiles core(int... cpus) throws IOException {
        for (int cpu : cpus) {
            write(cpu(cpu) + "/topology/thread_siblings_list", list(cpus));
        }
        return this;
    }

    /** Says that these share the cache of the third level; each has those of the others to itself. */
    SysFiles cache(int... cpus) throws IOException {
        for (int cpu : cpus) {
            write(cpu(cpu) + "/cache/index0/level", "1");
            write(cpu(cpu) + "/cache/index0/shared_cpu_list", Integer.toString(cpu));
            write(cpu(cpu) + "/cache/index3/level", "3");
            write(cpu(cpu) + "/cache/index3/shared_cpu_list", list(cpus));
        }
        return this;
    }

    SysFiles node(int number, String cpus) throws IOException {
        write("sys/devices/system/node/node" + number + "/cpulist", cpus);
        return this;
    }

    SysFiles write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
        return this;
    }

    Topology topology() throws IOException {
        return Topology.read(root);
    }

    static String cpu(int cpu) {
        return "sys/devices/system/cpu/cpu" + cpu;
    }

    private static String list(int... cpus) {
        return CpuList.text(Arrays.stream(cpus).boxed().toList());
    }
}
