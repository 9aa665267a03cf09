package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Numbers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Writes comma-separated values as RFC 4180 has them, but ends the lines with line feeds. */
final class Csv {
    private Csv() {}

    static String of(List<String> header, List<List<String>> rows) {
        return Stream.concat(Stream.of(header), rows.stream())
                .map(row -> row.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\n")))
                .collect(Collectors.joining());
    }

    /**
     * Writes a row for each object, and a column for every field that an object has. The columns stand in the order in which the
     * fields first appear. The cell of a field that an object lacks is empty.
     */
    static String of(ArrayNode objects) {
        List<String> columns = columns(objects);
        return of(columns, objects.valueStream().map(row -> cells(columns, row)).toList());
    }

    static List<String> columns(ArrayNode objects) {
        SequencedSet<String> columns = new LinkedHashSet<>();
        objects.forEach(row -> columns.addAll(row.propertyNames()));
        return List.copyOf(columns);
    }

    static List<String> cells(List<String> columns, JsonNode row) {
        return columns.stream().map(column -> cell(row.path(column))).toList();
    }

    private static String cell(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        return value.isNumber() ? Numbers.plain(value.asDouble()) : value.asString();
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",\r\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }
}
