package dev.heddle.bench.report;

import java.util.stream.Collectors;

/** A cell of the notebook. Its source has no line feed at the end. */
sealed interface NotebookCell {
    String source();

    /** Holds Markdown. */
    record Prose(String source) implements NotebookCell {}

    /** Holds Java, or a magic of the kernel ({@code %…}), which only the kernel reads. */
    record Code(String source) implements NotebookCell {
        boolean magic() {
            return source.lines().anyMatch(line -> line.startsWith("%"));
        }
    }

    /** Returns the text as a Java string literal in ASCII. */
    static String literal(String text) {
        return text.chars()
                .mapToObj(c -> switch (c) {
                    case '"' -> "\\\"";
                    case '\\' -> "\\\\";
                    default -> c >= ' ' && c <= '~' ? String.valueOf((char) c) : "\\u%04x".formatted(c);
                })
                .collect(Collectors.joining("", "\"", "\""));
    }
}
