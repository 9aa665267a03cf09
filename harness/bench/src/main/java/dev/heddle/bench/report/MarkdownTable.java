package dev.heddle.bench.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes a table of GitHub-flavoured Markdown whose source reads as a table too. A column that holds numbers for the most part is
 * set flush right.
 */
final class MarkdownTable {
    private static final Pattern NUMBER = Pattern.compile(
            "(\\*\\*)?[<>]? ?-?[0-9][0-9.,]*( ± [0-9.,]+| \\+[0-9.,]+/-[0-9.,]+| %)?( \\([0-9]+\\))?(\\*\\*)?");

    /** Matches where a tag, a comment or a declaration of HTML could begin. {@code p99<=100ms} begins none. */
    private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");

    private MarkdownTable() {}

    /** Makes the table, without a line feed at its end. In the cells, what would begin HTML or another cell is escaped. */
    static String of(List<String> header, List<List<String>> rows) {
        List<List<String>> lines = Stream.concat(Stream.of(header), rows.stream())
                .map(line -> line.stream().map(MarkdownTable::cell).toList())
                .toList();
        int[] widths = IntStream.range(0, header.size())
                .map(column -> Math.max(
                        3,
                        lines.stream()
                                .mapToInt(line -> line.get(column).length())
                                .max()
                                .orElse(0)))
                .toArray();
        boolean[] numbers = new boolean[header.size()];
        for (int column = 0; column < numbers.length; column++) {
            int at = column;
            List<String> filled = rows.stream()
                    .map(row -> row.get(at))
                    .filter(cell -> !cell.isEmpty())
                    .toList();
            long read = filled.stream()
                    .filter(cell -> NUMBER.matcher(cell).matches())
                    .count();
            numbers[column] = 2 * read > filled.size();
        }
        String rule = IntStream.range(0, widths.length)
                .mapToObj(column -> "-".repeat(widths[column] - 1) + (numbers[column] ? ":" : "-"))
                .collect(Collectors.joining(" | ", "| ", " |"));
        return Stream.concat(
                        Stream.of(line(lines.getFirst(), widths, numbers), rule),
                        lines.stream().skip(1).map(line -> line(line, widths, numbers)))
                .collect(Collectors.joining("\n"));
    }

    /** Escapes text so that Markdown shows it as it stands. */
    static String escape(String text) {
        return noMarkup(text.replace("\\", "\\\\").replace("*", "\\*").replace("`", "\\`"))
                .replace("|", "\\|");
    }

    /** Puts text on one line and escapes HTML in it. Markdown in it keeps its meaning. */
    static String noMarkup(String text) {
        return TAG.matcher(text).replaceAll("&lt;").replaceAll("[\r\n]+", " ");
    }

    private static String cell(String text) {
        return noMarkup(text).replace("|", "\\|");
    }

    private static String line(List<String> cells, int[] widths, boolean[] numbers) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    String cell = cells.get(column);
                    String blank = " ".repeat(widths[column] - cell.length());
                    return numbers[column] ? blank + cell : cell + blank;
                })
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
