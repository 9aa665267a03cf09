package dev.heddle.bench.meter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says which CPUs slow each other down, by measurement.
 *
 * @param slowed pairs that do
 * @param untold pairs of which it can't be told
 * @param closest of the pairs that do not, the one that comes closest to it; null if there is none
 * @param taken the share of these CPUs' time that other processes had meanwhile, 0 to 1
 */
public record Slowdowns(
        List<Pair> slowed, List<Pair> untold, @Nullable Pair closest, double taken) {
    /**
     * Two CPUs slow each other down where each keeps less than this part of its speed beside the other. Two threads of one core keep
     * 50 to 75 %, since they share its execution units. CPUs of two cores keep all of it: they share a clock frequency at the most,
     * and since none of them ever sleeps during the measurement, that is the same in every round.
     */
    static final double SLOWED = 0.8;

    /** A round counts only where other processes had no more than this share of the two CPUs. */
    private static final double MOST_TAKEN = 0.1;
    /** A pair is told by so many rounds of each kind or more. */
    private static final int FEWEST = 6;
    /** The 97.5 % quantile of Student's t with five degrees of freedom, the fewest that there are. Mostly there are more. */
    private static final double STUDENT = 2.57;

    private static final int MOST_TOLD = 4;

    public Slowdowns {
        slowed = List.copyOf(slowed);
        untold = List.copyOf(untold);
    }

    /**
     * Holds two CPUs and the part of its speed that each keeps beside the other, with its 95 % interval.
     *
     * @param kept 1 is all of it; the interval is not finite where too few rounds counted
     */
    public record Pair(int a, int b, double kept, double low, double high) {
        /** Returns the two CPUs. */
        public List<Integer> cpus() {
            return List.of(a, b);
        }

        private String names() {
            return "CPUs " + a + " and " + b;
        }

        private String slower() {
            return String.format(
                    Locale.ROOT,
                    "%s slow each other down by %.0f %% (%.0f to %.0f)",
                    names(),
                    100 * (1 - kept),
                    100 * (1 - high),
                    100 * (1 - low));
        }

        private String keeps() {
            return String.format(
                    Locale.ROOT,
                    "%s keep %.0f %% of their speed (%.0f to %.0f) beside each other",
                    names(),
                    100 * kept,
                    100 * low,
                    100 * high);
        }
    }

    /**
     * Holds what the spins did in one round, by their order.
     *
     * @param works who computed
     * @param speeds how fast they computed; only their ratios matter
     * @param taken the share of each one's CPU that other processes had, 0 to 1
     */
    record Round(boolean[] works, double[] speeds, double[] taken) {}

    /** Holds what one CPU does to the logarithm of another one's speed, and its standard error. */
    private record Effect(double mean, double error) {}

    /**
     * Works out who slows whom. The pair that slows each other down most is found first, and what they do to each other is taken out
     * of their speeds before the next is looked for. Otherwise every CPU whose partner computes at random would seem to slow anyone
     * down a little.
     */
    static Slowdowns of(List<Integer> cpus, List<Round> rounds) {
        int count = cpus.size();
        double[][] speeds = new double[rounds.size()][count];
        for (int round = 0; round < rounds.size(); round++) {
            for (int i = 0; i < count; i++) {
                speeds[round][i] = Math.log(rounds.get(round).speeds()[i]);
            }
        }
        double[][] found = new double[count][count];
        for (int[] worst = worst(rounds, speeds, found); worst.length > 0; worst = worst(rounds, speeds, found)) {
            takeOut(worst[0], worst[1], rounds, speeds, found);
        }
        List<Pair> slowed = new ArrayList<>();
        List<Pair> untold = new ArrayList<>();
        List<Pair> apart = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                Pair pair = pair(cpus, i, j, found, both(i, j, rounds, speeds));
                (pair.high() < SLOWED ? slowed : pair.low() > SLOWED ? apart : untold).add(pair);
            }
        }
        return new Slowdowns(
                slowed,
                untold,
                apart.stream().min(Comparator.comparing(Pair::kept)).orElse(null),
                rounds.stream()
                        .flatMapToDouble(round -> Arrays.stream(round.taken()))
                        .average()
                        .orElse(0));
    }

    private static Pair pair(List<Integer> cpus, int i, int j, double[][] found, Optional<Effect> left) {
        double before = (found[i][j] + found[j][i]) / 2;
        return left.map(effect -> new Pair(
                        cpus.get(i),
                        cpus.get(j),
                        Math.exp(before + effect.mean()),
                        Math.exp(before + effect.mean() - STUDENT * effect.error()),
                        Math.exp(before + effect.mean() + STUDENT * effect.error())))
                .orElse(new Pair(cpus.get(i), cpus.get(j), Double.NaN, 0, Double.POSITIVE_INFINITY));
    }

    /** Returns the two that slow each other down most, of those not found yet; empty if no more do. */
    private static int[] worst(List<Round> rounds, double[][] speeds, double[][] found) {
        int[] worst = {};
        double most = Math.log(SLOWED);
        for (int i = 0; i < found.length; i++) {
            for (int j = i + 1; j < found.length; j++) {
                Optional<Effect> effect = found[i][j] == 0 ? both(i, j, rounds, speeds) : Optional.empty();
                if (effect.isPresent() && effect.get().mean() < most) {
                    most = effect.get().mean();
                    worst = new int[] {i, j};
                }
            }
        }
        return worst;
    }

    private static void takeOut(int i, int j, List<Round> rounds, double[][] speeds, double[][] found) {
        double onFirst = effect(i, j, rounds, speeds).orElseThrow().mean();
        double onSecond = effect(j, i, rounds, speeds).orElseThrow().mean();
        found[i][j] = onFirst;
        found[j][i] = onSecond;
        for (int round = 0; round < speeds.length; round++) {
            boolean[] works = rounds.get(round).works();
            if (works[i] && works[j]) {
                speeds[round][i] -= onFirst;
                speeds[round][j] -= onSecond;
            }
        }
    }

    /** Returns the mean of what each does to the other; absent if too few rounds counted. */
    private static Optional<Effect> both(int i, int j, List<Round> rounds, double[][] speeds) {
        // The rounds in which both compute tell of both, so the two errors are added as if they always went together.
        return effect(i, j, rounds, speeds)
                .flatMap(one -> effect(j, i, rounds, speeds)
                        .map(other -> new Effect((one.mean() + other.mean()) / 2, (one.error() + other.error()) / 2)));
    }

    /** Returns what the second does to the first one's speed. */
    private static Optional<Effect> effect(int i, int j, List<Round> rounds, double[][] speeds) {
        List<Double> alone = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        for (int number = 0; number < speeds.length; number++) {
            Round round = rounds.get(number);
            if (round.works()[i]
                    && round.taken()[i] <= MOST_TAKEN
                    && round.taken()[j] <= MOST_TAKEN
                    && Double.isFinite(speeds[number][i])) {
                (round.works()[j] ? beside : alone).add(speeds[number][i]);
            }
        }
        if (alone.size() < FEWEST || beside.size() < FEWEST) {
            return Optional.empty();
        }
        return Optional.of(
                new Effect(mean(beside) - mean(alone), Math.sqrt(squaredError(alone) + squaredError(beside))));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** Returns the variance of the mean. */
    private static double squaredError(List<Double> values) {
        double mean = mean(values);
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return squares / (values.size() - 1) / values.size();
    }

    /** Returns what was found, in one sentence without its full stop. */
    public String text() {
        List<String> parts = new ArrayList<>();
        if (!slowed.isEmpty()) {
            parts.add(slowed.stream().limit(MOST_TOLD).map(Pair::slower).collect(Collectors.joining("; "))
                    + (slowed.size() > MOST_TOLD ? "; and " + (slowed.size() - MOST_TOLD) + " more pairs do so" : ""));
        }
        if (closest != null) {
            parts.add((slowed.isEmpty() ? "no CPU slows another down: " : "no others do: ") + closest.keeps());
        }
        if (!untold.isEmpty()) {
            parts.add(String.format(
                    Locale.ROOT,
                    "whether %s slow each other down can't be told%s, while other processes have %.0f %% of these CPUs' time",
                    untold.getFirst().names(),
                    untold.size() > 1 ? ", nor of " + (untold.size() - 1) + " more pairs" : "",
                    100 * taken));
        }
        return String.join("; ", parts);
    }
}
