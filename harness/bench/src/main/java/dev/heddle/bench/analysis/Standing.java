package dev.heddle.bench.analysis;

import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says how the contestants stand to each other in one metric at one point. A lead is claimed only if the paired comparisons with all
 * others find a difference ({@link Comparison.Finding#DIFFERENT}).
 */
public sealed interface Standing {
    /** One contestant is ahead of all others. {@code next} compares it with the best of the others. */
    record Leads(String leader, Comparison next) implements Standing {}

    /**
     * The best contestants can't be told apart.
     *
     * @param visible the largest of their smallest differences that would have been called one, as a share
     * @param floor the noise floor, where a difference was found and lies within it; else null
     * @param behind who is behind the best, for sure
     */
    record Alike(
            List<String> best, double visible, @Nullable Double floor, List<String> behind) implements Standing {
        public Alike {
            best = List.copyOf(best);
            behind = List.copyOf(behind);
        }

        /** Is true where a large difference would have been seen. If even a twofold one could hide, finding none says nothing. */
        public boolean telling() {
            return visible < 1;
        }
    }

    /** Nothing can be said, and {@code why} gives the reason. */
    record Unknown(String why) implements Standing {}

    /**
     * Returns how the contestants stand that were measured at one point.
     *
     * @param compared the rows of one metric at one point
     */
    static Standing of(List<SummaryRow> compared, List<Comparison> comparisons) {
        SummaryRow first = compared.getFirst();
        boolean higher = first.metric().higherIsBetter();
        Comparator<SummaryRow> byValue = Comparator.comparingDouble(Standing::value);
        List<String> ranked = compared.stream()
                .filter(row -> row.estimate() != null && !row.ofSecondName())
                .sorted(higher ? byValue.reversed() : byValue)
                .map(SummaryRow::contestant)
                .toList();
        if (ranked.size() < 2) {
            return new Unknown("fewer than two have valid values in half of their trials");
        }
        // A contestant that failed is behind. Nobody knows where one that was disturbed, or held back by others, would
        // be.
        List<String> absent = compared.stream()
                .filter(row -> !row.ofSecondName()
                        && row.estimate() == null
                        && !row.verdict().equals(Verdict.FAILED))
                .map(row -> row.contestant() + " (" + row.verdict() + ")")
                .toList();
        if (!absent.isEmpty()) {
            return new Unknown("no value is valid of " + Text.and(absent));
        }
        String best = ranked.getFirst();
        List<Comparison> alike = new ArrayList<>();
        List<Comparison> apart = new ArrayList<>();
        for (String other : ranked.subList(1, ranked.size())) {
            Comparison comparison = between(best, other, first, comparisons);
            if (comparison == null) {
                return new Unknown("no block has a valid value above zero of both " + best + " and " + other);
            }
            switch (comparison.finding()) {
                case TOO_FEW -> {
                    return new Unknown("one block alone has both " + best + " and " + other
                            + (overlap(compared, best, other)
                                    ? ""
                                    : "; that the intervals of their own processes are apart is an indication only"));
                }
                case BELOW_LIMIT -> {
                    return new Unknown(
                            comparison.smaller()
                                    + " is not at its limit there, and below it a closed loop's rate is the response time under another name");
                }
                case DIFFERENT -> {
                    boolean ahead = (higher ? comparison.larger() : comparison.smaller()).equals(best);
                    (ahead ? apart : alike).add(comparison);
                }
                case WITHIN_NOISE_FLOOR, NONE_DETECTABLE -> alike.add(comparison);
            }
        }
        if (alike.isEmpty()) {
            return new Leads(best, apart.getFirst());
        }
        List<String> tied = new ArrayList<>(List.of(best));
        alike.forEach(comparison -> tied.add(other(best, comparison)));
        double visible = alike.stream()
                .map(Comparison::visible)
                .mapToDouble(Objects::requireNonNull)
                .max()
                .orElseThrow();
        return new Alike(
                tied,
                visible,
                alike.stream()
                        .filter(comparison -> comparison.finding() == Comparison.Finding.WITHIN_NOISE_FLOOR)
                        .map(Comparison::noiseFloor)
                        .findFirst()
                        .orElse(null),
                apart.stream().map(comparison -> other(best, comparison)).toList());
    }

    /** Returns the standing in one line, without its full stop. */
    default String text() {
        return switch (this) {
            case Leads leads ->
                leads.leader() + " ahead of " + other(leads.leader(), leads.next()) + " by "
                        + times(leads.next().factor()) + floor(leads.next().noiseFloor());
            case Alike alike ->
                (alike.telling()
                                ? "no " + (alike.floor() == null ? "detectable " : "") + "difference between "
                                        + Text.and(alike.best())
                                        + (alike.floor() == null
                                                ? ""
                                                : " above the noise floor of " + Numbers.percent(alike.floor()))
                                        + "; one of " + Numbers.percent(alike.visible()) + " would have been seen"
                                : "can't tell " + Text.and(alike.best())
                                        + " apart: even a twofold difference might have been missed")
                        + (alike.behind().isEmpty() ? "" : "; behind them " + Text.and(alike.behind()));
            case Unknown unknown -> "can't tell: " + unknown.why();
        };
    }

    private static String floor(@Nullable Double noise) {
        return noise == null ? "" : "; noise floor " + Numbers.percent(noise);
    }

    private static String times(Estimate factor) {
        return "%s times (%s to %s)"
                .formatted(
                        Numbers.ratio(factor.value()),
                        Numbers.ratio(Objects.requireNonNull(factor.low())),
                        Numbers.ratio(Objects.requireNonNull(factor.high())));
    }

    private static boolean overlap(List<SummaryRow> compared, String one, String other) {
        List<Estimate> two = compared.stream()
                .filter(row -> List.of(one, other).contains(row.contestant()))
                .map(SummaryRow::estimate)
                .filter(Objects::nonNull)
                .toList();
        Double firstLow = two.getFirst().low();
        Double firstHigh = two.getFirst().high();
        Double lastLow = two.getLast().low();
        Double lastHigh = two.getLast().high();
        return firstLow == null
                || firstHigh == null
                || lastLow == null
                || lastHigh == null
                || (firstLow <= lastHigh && lastLow <= firstHigh);
    }

    private static @Nullable Comparison between(String one, String other, SummaryRow at, List<Comparison> comparisons) {
        return comparisons.stream()
                .filter(comparison -> comparison.scenario().equals(at.scenario())
                        && comparison.point().equals(at.point())
                        && comparison.metric().equals(at.metric()))
                .filter(comparison -> List.of(comparison.a(), comparison.b()).containsAll(List.of(one, other)))
                .findFirst()
                .orElse(null);
    }

    private static String other(String one, Comparison comparison) {
        return comparison.a().equals(one) ? comparison.b() : comparison.a();
    }

    private static double value(SummaryRow row) {
        return Objects.requireNonNull(row.estimate()).value();
    }
}
