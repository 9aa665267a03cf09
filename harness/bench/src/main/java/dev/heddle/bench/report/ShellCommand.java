package dev.heddle.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** A command line as a shell reads it back. */
final class ShellCommand {
    private ShellCommand() {}

    static String of(List<String> words) {
        return words.stream()
                .map(word -> word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
