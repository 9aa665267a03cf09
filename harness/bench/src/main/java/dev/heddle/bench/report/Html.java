package dev.heddle.bench.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Small pieces of HTML; every text that goes in is escaped here. */
final class Html {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.,]*");

    /** A longer cell is prose, and wraps. */
    private static final int WORDS = 40;

    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A script that can't end its own element: in JavaScript {@code <\/} is {@code </}. */
    static String script(String javascript) {
        return "<script>" + javascript.replaceAll("(?i)</(script)", "<\\\\/$1") + "</script>";
    }

    /** Data for a script, which can't end their element either. */
    static String json(String id, String json) {
        return "<script type=\"application/json\" id=\"" + escape(id) + "\">" + json.replace("<", "\\u003c")
                + "</script>";
    }

    static String list(List<String> items) {
        return items.stream()
                .map(item -> "<li>" + escape(item) + "</li>")
                .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
    }

    /** A table that scrolls sideways where it must; numbers are set flush right. */
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
