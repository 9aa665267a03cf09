package dev.heddle.bench.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Corrects p values by Holm's step-down procedure: whichever pairs are truly alike, the chance of calling even one of them
 * different stays below the level (Holm, <i>A Simple Sequentially Rejective Multiple Test Procedure</i>, Scandinavian Journal of
 * Statistics 6, 1979).
 */
public final class Holm {
    private Holm() {}

    /**
     * Returns the adjusted p values in the order given. With p sorted ascending, the adjusted value i is the greatest of (m - j +
     * 1) · p(j) over j ≤ i, and at most 1.
     */
    public static List<Double> adjust(List<Double> p) {
        int m = p.size();
        List<Integer> order = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble(p::get))
                .toList();
        List<Double> adjusted = new ArrayList<>(p);
        double greatest = 0;
        for (int rank = 0; rank < m; rank++) {
            int index = order.get(rank);
            greatest = Math.max(greatest, Math.min(1, (m - rank) * p.get(index)));
            adjusted.set(index, greatest);
        }
        return adjusted;
    }
}
