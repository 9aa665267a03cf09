package dev.heddle.bench.analysis;

import java.util.ArrayList;
import java.util.List;

/** Makes sentences of words. */
public final class Text {
    private Text() {}

    /** Lists words as a sentence does: {@code a}, {@code a and b}, {@code a, b and c}. */
    public static String and(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    /** Begins a sentence with a capital letter. A percentile such as {@code p99} stays as it is. */
    public static String capitalised(String sentence) {
        return sentence.isEmpty() || sentence.matches("p[0-9].*")
                ? sentence
                : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** Returns a number with its noun, such as {@code 1 trial} or {@code 3 trials}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Returns the same words in lines of at most so many characters. A line is longer only if a single word is. */
    public static List<String> wrapped(String text, int characters) {
        List<String> lines = new ArrayList<>();
        for (String word : text.split(" ")) {
            String last = lines.isEmpty() ? "" : lines.getLast() + " " + word;
            if (lines.isEmpty() || last.length() > characters) {
                lines.add(word);
            } else {
                lines.set(lines.size() - 1, last);
            }
        }
        return List.copyOf(lines);
    }
}
