package dev.heddle.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a command line so that a shell reads the same words back. */
final class ShellCommand {
    private ShellCommand() {}

    /** Returns the command that repeats a run. It leaves out {@code --out}, since the run's own folder is taken. */
    static String repeating(List<String> commandLine) {
        List<String> words = new ArrayList<>(commandLine);
        if (!words.isEmpty() && words.getFirst().equals("heddle")) {
            words.set(0, "./heddle");
        }
        int out = words.indexOf("--out");
        if (out >= 0) {
            words.subList(out, Math.min(words.size(), out + 2)).clear();
        }
        return of(words);
    }

    static String of(List<String> words) {
        return words.stream()
                .map(word -> word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
