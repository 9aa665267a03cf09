package dev.heddle.bench.report;

/** One cell, its source without a line feed at the end. */
sealed interface NotebookCell {
    String source();

    /** Markdown. */
    record Prose(String source) implements NotebookCell {}

    /** Java, or a magic of the kernel ({@code %…}), which only the kernel reads. */
    record Code(String source) implements NotebookCell {
        boolean magic() {
            return source.lines().anyMatch(line -> line.startsWith("%"));
        }
    }
}
