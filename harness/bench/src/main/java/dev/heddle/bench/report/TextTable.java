package dev.heddle.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a table of plain text. Its labels stand down the left side, and beside them stand as many columns as the width holds. The
 * other columns follow below.
 */
final class TextTable {
    private static final String INDENT = "  ";

    /** Each column has this many blanks before it. */
    private static final int GAP = 2;

    private final List<String> labels;
    private final int width;
    private final List<List<String>> columns = new ArrayList<>();

    /** @param width how many characters a line may have, unless a label and one column need more */
    TextTable(List<String> labels, int width) {
        this.labels = Stream.concat(Stream.of(""), labels.stream()).toList();
        this.width = width;
    }

    /** Adds a column, which has a cell for every label. */
    void column(String heading, List<String> cells) {
        columns.add(Stream.concat(Stream.of(heading), cells.stream()).toList());
    }

    /** Returns the table's lines, each ended. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (List<List<String>> fitting : pages()) {
            int beside =
                    fitting.stream().mapToInt(column -> GAP + width(column)).sum();
            int room = Math.max(0, Math.min(width(labels), width - INDENT.length() - beside));
            for (int line = 0; line < labels.size(); line++) {
                String label = labels.get(line);
                StringBuilder row = new StringBuilder(INDENT);
                if (label.length() > room) { // It stands alone, and its numbers stand below it.
                    text.append(INDENT).append(label).append('\n');
                    label = "";
                }
                row.append(label).append(" ".repeat(room - label.length()));
                for (List<String> column : fitting) {
                    String cell = column.get(line);
                    row.append(" ".repeat(GAP + width(column) - cell.length())).append(cell);
                }
                text.append(row.toString().stripTrailing()).append('\n');
            }
        }
        return text.toString();
    }

    private List<List<List<String>>> pages() {
        List<List<List<String>>> pages = new ArrayList<>();
        int used = width;
        for (List<String> column : columns) {
            if (used + GAP + width(column) > width) {
                pages.add(new ArrayList<>());
                used = INDENT.length() + width(labels);
            }
            pages.getLast().add(column);
            used += GAP + width(column);
        }
        return pages;
    }

    private static int width(List<String> cells) {
        return cells.stream().mapToInt(String::length).max().orElse(0);
    }
}
