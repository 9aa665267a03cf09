package dev.heddle.bench.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Points in the order a reader expects, whatever order the plan drew: by the number in the name, a share of capacity after what is
 * absolute; then by name, undisturbed before disturbed.
 */
final class PointOrder {
    private static final Comparator<String> ORDER = Comparator.comparing(
                    (String point) -> point.startsWith("fraction="))
            .thenComparingDouble(PointOrder::number)
            .thenComparing(point -> List.of("none", "cpu", "block").indexOf(point))
            .thenComparing(Comparator.naturalOrder());

    private PointOrder() {}

    static int compare(String a, String b) {
        return ORDER.compare(a, b);
    }

    static List<String> sorted(Collection<String> points) {
        return points.stream().distinct().sorted(ORDER).toList();
    }

    /** 64 of {@code concurrency=64}; NaN, which sorts last, of a point that names no number. */
    static double number(String point) {
        try {
            return Double.parseDouble(point.substring(point.indexOf('=') + 1));
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }
}
