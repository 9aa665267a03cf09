package dev.heddle.bench.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table of GitHub-flavoured Markdown whose source reads as a table too; columns of numbers are set flush right. */
final class MarkdownTable {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.,]*( ± [0-9.,]+)?( [0-9.]+ %)?");

    private MarkdownTable() {}

    /** The table without a line feed at its end; what Markdown would read as its own in a cell is escaped. */
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
            numbers[column] = !filled.isEmpty()
                    && filled.stream().allMatch(cell -> NUMBER.matcher(cell).matches());
        }
        String rule = IntStream.range(0, widths.length)
                .mapToObj(column -> "-".repeat(widths[column] - 1) + (numbers[column] ? ":" : "-"))
                .collect(Collectors.joining(" | ", "| ", " |"));
        return Stream.concat(
                        Stream.of(line(lines.getFirst(), widths, numbers), rule),
                        lines.stream().skip(1).map(line -> line(line, widths, numbers)))
                .collect(Collectors.joining("\n"));
    }

    /** Text that Markdown shows as it stands. */
    static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("<", "&lt;")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("`", "\\`")
                .replace("\r", " ")
                .replace("\n", " ");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
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
