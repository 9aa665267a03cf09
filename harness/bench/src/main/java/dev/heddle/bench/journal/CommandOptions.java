package dev.heddle.bench.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the options of a recorded command line, written as {@code --name value} or as {@code --name=value}. */
record CommandOptions(List<String> commandLine) {
    Map<String, String> all() {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < commandLine.size(); i++) {
            String word = commandLine.get(i);
            if (!word.startsWith("--")) {
                continue;
            }
            int equals = word.indexOf('=');
            if (equals > 0) {
                options.put(word.substring(0, equals), word.substring(equals + 1));
            } else {
                boolean value =
                        i + 1 < commandLine.size() && !commandLine.get(i + 1).startsWith("--");
                options.put(word, value ? commandLine.get(i + 1) : "");
            }
        }
        return options;
    }
}
