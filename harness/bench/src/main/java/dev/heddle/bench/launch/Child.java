package dev.heddle.bench.launch;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds a process that we started, and ends it. */
final class Child implements AutoCloseable {
    private static final long TERM_SECONDS = 15;
    private static final int TAIL_LINES = 12;

    private final String name;
    private final Process process;
    private final Path log;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final boolean endsWithInput;
    private final Runnable onEnd;

    /**
     * Takes a process over that has just been started.
     *
     * @param endsWithInput whether the end of its standard input ends it, or else SIGTERM
     */
    Child(String name, Process process, Path log, boolean endsWithInput, Runnable onEnd) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.out = process.inputReader();
        this.in = process.outputWriter();
        this.endsWithInput = endsWithInput;
        this.onEnd = onEnd;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Writes a line to its standard input. */
    void tell(String line) throws LaunchException {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw died(e);
        }
    }

    /** Reads a line from its standard output. */
    String hear() throws LaunchException {
        try {
            String line = out.readLine();
            if (line == null) {
                throw died(null);
            }
            return line;
        } catch (IOException e) {
            throw died(e);
        }
    }

    /** Says that it has gone: its exit code and the end of its log. */
    LaunchException died(@Nullable Throwable cause) {
        String status;
        try {
            status = process.waitFor(2, TimeUnit.SECONDS)
                    ? "ended with exit code " + process.exitValue()
                    : "went silent";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            status = "went silent";
        }
        return new LaunchException(name + " " + status + tail(), cause);
    }

    /** Returns the end of its log as an indented block. If the log is empty, the text says so. */
    String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return last.isEmpty() ? ", and said nothing" : "; it said last:\n    " + String.join("\n    ", last);
        } catch (IOException e) {
            return "; its log " + log + " cannot be read";
        }
    }

    /** Waits for its end. It must end with exit code 0. */
    void awaitSuccess() throws LaunchException {
        try {
            while (out.readLine() != null) {
                // Nobody needs its progress, but reading it keeps the pipe from filling.
            }
            if (process.waitFor() != 0) {
                throw died(null);
            }
        } catch (IOException e) {
            throw died(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw died(e);
        }
    }

    /** Asks it to end, and returns at once. */
    void ask() {
        if (endsWithInput) {
            try {
                in.close();
            } catch (IOException e) {
                // It has gone already.
            }
        } else {
            process.destroy();
        }
    }

    /** Asks it to end, and kills it if it takes too long. Returns its exit code. */
    int end() {
        ask();
        return await();
    }

    @Override
    public void close() {
        end();
    }

    void kill() {
        process.destroyForcibly();
        await();
    }

    private int await() {
        try {
            if (!process.waitFor(TERM_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            out.close();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            onEnd.run();
        }
        return process.exitValue();
    }
}
