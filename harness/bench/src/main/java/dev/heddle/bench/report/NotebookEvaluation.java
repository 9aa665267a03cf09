package dev.heddle.bench.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Runs a notebook's cells in the JDK's JShell, in this process and on the calling thread, and keeps what they show. */
final class NotebookEvaluation implements AutoCloseable {
    private final RunData data;
    private final JShell shell;

    /** @param data what the cells see as the run that is here */
    NotebookEvaluation(RunData data) {
        this.data = data;
        String classPath = absolute(System.getProperty("java.class.path", ""));
        this.shell = JShell.builder()
                .executionEngine(new CallingThread(), Map.of())
                .compilerOptions("-classpath", classPath, "-proc:none")
                .build();
    }

    /**
     * Runs one cell, and returns what it shows, in its order.
     *
     * @throws IOException if the cell does not compile or throws
     */
    List<Exhibit> evaluate(NotebookCell.Code cell) throws IOException {
        if (cell.magic()) {
            return List.of();
        }
        List<Exhibit> shown = new ArrayList<>();
        String rest = cell.source();
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (next.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
                break; // Nothing but comments is left.
            }
            if (!next.completeness().isComplete()) {
                throw failed(cell, "it ends inside a statement: " + rest.strip());
            }
            List<SnippetEvent> events = ScopedValue.where(Display.VIEWER, shown::add)
                    .where(RunData.HERE, data)
                    .call(() -> shell.eval(next.source()));
            for (SnippetEvent event : events) {
                check(cell, event);
            }
            rest = next.remaining();
        }
        return shown;
    }

    @Override
    public void close() {
        shell.close();
    }

    private void check(NotebookCell.Code cell, SnippetEvent event) throws IOException {
        JShellException thrown = event.exception();
        if (thrown instanceof EvalException eval) {
            throw failed(cell, eval.getExceptionClassName() + ": " + eval.getMessage());
        }
        if (thrown != null) {
            throw failed(cell, thrown.toString());
        }
        Snippet snippet = event.snippet();
        if (event.causeSnippet() == null && event.status() != Snippet.Status.VALID) {
            Stream<String> wrong = shell.diagnostics(snippet).map(diagnostic -> diagnostic.getMessage(Locale.ROOT));
            Stream<String> missing = snippet instanceof DeclarationSnippet declared
                    ? shell.unresolvedDependencies(declared)
                    : Stream.empty();
            throw failed(cell, Stream.concat(wrong, missing).collect(Collectors.joining("; ")));
        }
    }

    private static IOException failed(NotebookCell.Code cell, String why) {
        String begin = cell.source()
                .lines()
                .filter(line -> !line.startsWith("//"))
                .findFirst()
                .orElse("");
        return new IOException(
                "notebook.ipynb can't be written: the cell that begins with '" + begin + "' fails: " + why);
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs a snippet on the thread that calls {@code eval}, so that the snippet sees the scoped values bound there. */
    private static final class CallingThread implements ExecutionControlProvider {
        @Override
        public String name() {
            return "calling-thread";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return new DirectExecutionControl();
        }
    }
}
