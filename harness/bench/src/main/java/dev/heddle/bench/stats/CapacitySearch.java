package dev.heddle.bench.stats;

import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Searches for the highest rate that keeps an objective. It brackets that rate from a guess, halves the bracket geometrically,
 * then asks both sides of the boundary again, since one probe near it says little. A rate has kept the objective when most of its
 * probes did. The boundary lies below the lowest rate that did not keep it, so a lucky probe beyond it does not count.
 *
 * <p>Whoever measures asks {@link #next} for a rate and tells {@link #saw} what became of it, until there is no next one.
 */
public final class CapacitySearch {
    /** While no rate has broken the objective, the next rate is higher by this factor. */
    private static final double UP = 1.25;
    /** While no rate has kept the objective, the next rate is lower by this factor. */
    private static final double DOWN = 0.7;
    /** No rate below this part of the guess is tried: then something else is wrong. */
    private static final double LEAST = 0.005;

    private final double guess;
    private final double resolution;
    private final int probesASide;
    private final int mostProbes;
    private final NavigableMap<Double, Votes> probed = new TreeMap<>();
    private int probes;

    private record Votes(int kept, int broken) {
        boolean keeps() {
            return kept > broken;
        }

        boolean tied() {
            return kept == broken;
        }

        int all() {
            return kept + broken;
        }
    }

    /**
     * Makes a search.
     *
     * @param guess the first rate to try
     * @param resolution how close the two sides of the boundary are brought, as a share
     * @param confirm how often each of the two sides is asked again
     * @param mostProbes the search gives up after so many probes
     */
    public CapacitySearch(double guess, double resolution, int confirm, int mostProbes) {
        if (!(guess > 0) || !(resolution > 0) || confirm < 0 || mostProbes < 1) {
            throw new IllegalArgumentException("a search needs a positive guess and resolution");
        }
        this.guess = guess;
        this.resolution = resolution;
        this.probesASide = 1 + confirm;
        this.mostProbes = mostProbes;
    }

    /** Returns the rate to probe next; empty when the search is over. */
    public OptionalDouble next() {
        if (probes >= mostProbes) {
            return OptionalDouble.empty();
        }
        for (var rate : probed.entrySet()) {
            if (rate.getValue().tied()) {
                return OptionalDouble.of(rate.getKey());
            }
        }
        double kept = highestKept();
        double broken = lowestBroken();
        if (kept == 0 && broken == Double.POSITIVE_INFINITY) {
            return OptionalDouble.of(guess);
        }
        if (broken == Double.POSITIVE_INFINITY) {
            return OptionalDouble.of(kept * UP);
        }
        if (kept == 0) {
            return broken * DOWN < guess * LEAST ? OptionalDouble.empty() : OptionalDouble.of(broken * DOWN);
        }
        if (broken / kept > 1 + resolution) {
            return OptionalDouble.of(Math.sqrt(kept * broken));
        }
        if (votes(broken).all() < probesASide) {
            return OptionalDouble.of(broken);
        }
        return votes(kept).all() < probesASide ? OptionalDouble.of(kept) : OptionalDouble.empty();
    }

    /** Tells the search what the probe of a rate has shown. */
    public void saw(double rate, boolean kept) {
        probes++;
        Votes before = votes(rate);
        probed.put(rate, new Votes(before.kept() + (kept ? 1 : 0), before.broken() + (kept ? 0 : 1)));
    }

    private Votes votes(double rate) {
        return probed.getOrDefault(rate, new Votes(0, 0));
    }

    /** Returns the highest rate that kept the objective, below every rate that did not; 0 if there is none. */
    public double highestKept() {
        double highest = 0;
        for (var rate : probed.headMap(lowestBroken(), false).entrySet()) {
            if (rate.getValue().keeps()) {
                highest = rate.getKey();
            }
        }
        return highest;
    }

    /** Returns the lowest rate that broke it; infinite if none did. */
    public double lowestBroken() {
        for (var rate : probed.entrySet()) {
            if (!rate.getValue().keeps() && !rate.getValue().tied()) {
                return rate.getKey();
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Returns whether both sides of the boundary are as close as was asked for, and confirmed. */
    public boolean confirmed() {
        double kept = highestKept();
        double broken = lowestBroken();
        return kept > 0
                && broken / kept <= 1 + resolution
                && votes(kept).all() >= probesASide
                && votes(broken).all() >= probesASide;
    }

    /** Returns how many probes there have been so far. */
    public int probes() {
        return probes;
    }
}
