package dev.heddle.bench.analysis;

import java.util.ArrayList;
import java.util.List;

/** Words into sentences. */
public final class Text {
    private Text() {}

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    public static String and(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    /** {@code p99} stays as it is. */
    public static String capitalised(String sentence) {
        return sentence.isEmpty() || sentence.matches("p[0-9].*")
                ? sentence
                : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** {@code 1 trial}, {@code 3 trials}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The same words in lines of at most so many characters, where a word itself is not longer. */
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
