package dev.heddle.bench.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes small pieces of HTML, and escapes every text that goes into them. */
final class Html {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.,]*");

    /** A cell with more characters is prose, and wraps. */
    private static final int WORDS = 40;

    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * Makes a script element that its script can't end. A {@code </script} in it is written {@code <\/script}, which is the same in
     * JavaScript.
     */
    static String script(String javascript) {
        return "<script>" + javascript.replaceAll("(?i)</(script)", "<\\\\/$1") + "</script>";
    }

    /** Makes an element with data for a script. The data can't end their element either. */
    static String json(String id, String json) {
        return "<script type=\"application/json\" id=\"" + escape(id) + "\">" + json.replace("<", "\\u003c")
                + "</script>";
    }

    static String list(List<String> items) {
        return items.stream()
                .map(item -> "<li>" + escape(item) + "</li>")
                .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
    }

    /** Makes a table that scrolls sideways where it must. Numbers are set flush right. */
    static String table(List<String> header, List<List<String>> rows) {
        String head = header.stream()
                .map(cell -> "<th scope=\"col\">" + escape(cell) + "</th>")
                .collect(Collectors.joining());
        String body = rows.stream()
                .map(row -> row.stream().map(Html::cell).collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining("\n"));
        return "<div class=\"wide\" tabindex=\"0\"><table>\n<thead><tr>" + head + "</tr></thead>\n<tbody>\n" + body
                + "\n</tbody></table></div>";
    }

    private static String cell(String text) {
        String kind =
                NUMBER.matcher(text).matches() ? " class=\"number\"" : text.length() > WORDS ? " class=\"text\"" : "";
        return "<td" + kind + ">" + escape(text) + "</td>";
    }
}
