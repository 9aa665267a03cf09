package dev.heddle.bench.meter;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a JVM about itself through its attach interface, as {@code jcmd} does but without a process for each question. */
public final class JvmMeter implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("\\[0x([0-9a-f]+), 0x(?:[0-9a-f]+, 0x)?([0-9a-f]+)[)]");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern STACK_CHUNK =
            Pattern.compile("(?m)^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+jdk\\.internal\\.vm\\.StackChunk");

    /** These head the two parts of the answer to {@code Compiler.queue}. */
    private static final String AT_WORK = "Current compiles:";

    private static final String QUEUE = " compile queue:";

    private final VirtualMachine machine;

    private JvmMeter(VirtualMachine machine) {
        this.machine = machine;
    }

    /**
     * Attaches to a JVM.
     *
     * @throws IOException if the process is no JVM that we may attach to
     */
    public static JvmMeter attach(long pid) throws IOException {
        try {
            return new JvmMeter(VirtualMachine.attach(Long.toString(pid)));
        } catch (AttachNotSupportedException e) {
            throw new IOException("process " + pid + " is no JVM: " + e.getMessage(), e);
        }
    }

    /**
     * Holds the size of the live objects after a full collection.
     *
     * @param heapBytes bytes of all of them
     * @param stackChunkBytes bytes of those that are stacks of unmounted virtual threads
     */
    public record Live(long heapBytes, long stackChunkBytes) {}

    /** Collects fully, then counts what lives. */
    public Live live() throws IOException {
        String histogram = ask("GC.class_histogram");
        return new Live(
                number(TOTAL, histogram).orElseThrow(() -> new IOException("no total in the class histogram")),
                number(STACK_CHUNK, histogram).orElse(0));
    }

    /** Returns the first and the last address of the heap; {0, 0} if the collector does not say. */
    public long[] heapRange() throws IOException {
        Matcher matcher = RANGE.matcher(ask("GC.heap_info"));
        long from = 0;
        long to = 0;
        while (matcher.find()) {
            long start = Long.parseUnsignedLong(matcher.group(1), 16);
            from = from == 0 ? start : Math.min(from, start);
            to = Math.max(to, Long.parseUnsignedLong(matcher.group(2), 16));
        }
        return new long[] {from, to};
    }

    /** Is true where no method waits to be compiled, and none is being compiled. The JVM stops for a moment to answer. */
    public boolean nothingToCompile() throws IOException {
        return nothingToCompile(ask("Compiler.queue"));
    }

    /** Reads the answer: the compilers at work with a line each, and then each queue with its methods, or {@code Empty}. */
    static boolean nothingToCompile(String answer) throws IOException {
        boolean heading = false;
        boolean waiting = false;
        for (String line : answer.lines().map(String::strip).toList()) {
            heading |= line.equals(AT_WORK);
            waiting |= !line.isEmpty() && !line.equals(AT_WORK) && !line.endsWith(QUEUE) && !line.equals("Empty");
        }
        if (!heading) {
            throw new IOException("no compilers in the answer to Compiler.queue");
        }
        return !waiting;
    }

    /** Returns native memory tracking's summary in bytes. If tracking is off, the text says so. */
    public String nativeMemory() throws IOException {
        return ask("VM.native_memory summary scale=b");
    }

    /** Returns the committed bytes of one category of {@link #nativeMemory}; absent if it is not there. */
    public static OptionalLong committed(String summary, String category) {
        return number(
                Pattern.compile("(?m)^-\\s+" + Pattern.quote(category) + " \\(reserved=\\d+, committed=(\\d+)\\)"),
                summary);
    }

    private static OptionalLong number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** Sends a diagnostic command. The method is the one behind jcmd: it is public, but not part of the exported API. */
    private String ask(String command) throws IOException {
        try {
            Method executeJCmd = machine.getClass().getMethod("executeJCmd", String.class);
            try (InputStream answer = (InputStream) executeJCmd.invoke(machine, command)) {
                return text(answer);
            }
        } catch (InvocationTargetException e) {
            throw new IOException(command + " failed: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IOException(
                    "jdk.attach does not let us in; start with --add-exports jdk.attach/sun.tools.attach=ALL-UNNAMED",
                    e);
        }
    }

    /** Reads to the end in whole buffers: this stream throws when it is asked for less than its own buffer has (JDK 25). */
    private static String text(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int length = in.read(buffer, 0, buffer.length); length > 0; length = in.read(buffer, 0, buffer.length)) {
            all.write(buffer, 0, length);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        machine.detach();
    }
}
