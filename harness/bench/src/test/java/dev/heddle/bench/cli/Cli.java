package dev.heddle.bench.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The command line as a user has it: a process of its own. */
public final class Cli {
    /** This checkout. */
    public static final Path HOME = Path.of(System.getProperty("basedir", "."))
            .toAbsolutePath()
            .resolve("../..")
            .normalize();

    /** What a command did. */
    record Result(int exit, String out, String err) {}

    private static final String STARTED_BY = "HEDDLE_TESTED_BY";
    private static final String ME = Long.toString(ProcessHandle.current().pid());

    private Cli() {}

    /** Processes that a command started by these tests has started, and it: they inherit its environment. */
    static Set<Long> processes() throws IOException {
        Set<Long> found = new TreeSet<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            try {
                String environment = Files.readString(
                        Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.ISO_8859_1);
                if (List.of(environment.split("\0")).contains(STARTED_BY + "=" + ME)) {
                    found.add(process.pid());
                }
            } catch (IOException e) {
                // It has gone, or is somebody else's.
            }
        }
        return found;
    }

    static Process start(Path folder, String... arguments) throws IOException {
        return start(folder, UnaryOperator.identity(), arguments);
    }

    /** Starts a command in other circumstances, which stand before it: those of a namespace, for example. */
    static Process start(Path folder, UnaryOperator<List<String>> in, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-exports=jdk.attach/sun.tools.attach=ALL-UNNAMED",
                "-Dheddle.home=" + HOME,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.heddle.bench.cli.Heddle"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(in.apply(command))
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put(STARTED_BY, ME);
        return builder.start();
    }

    static Result run(Path folder, String... arguments) throws Exception {
        return await(folder, start(folder, arguments));
    }

    static Result await(Path folder, Process process) throws Exception {
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroy();
            throw new AssertionError("still running after 5 minutes");
        }
        return new Result(
                process.exitValue(),
                Files.readString(folder.resolve("out.txt")),
                Files.readString(folder.resolve("err.txt")));
    }
}
