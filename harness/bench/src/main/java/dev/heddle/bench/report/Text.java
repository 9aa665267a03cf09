package dev.heddle.bench.report;

import java.util.List;

/** Words into sentences. */
final class Text {
    private Text() {}

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String and(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    /** {@code p99} stays as it is. */
    static String capitalised(String sentence) {
        return sentence.isEmpty() || sentence.matches("p[0-9].*")
                ? sentence
                : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** {@code 1 trial}, {@code 3 trials}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
