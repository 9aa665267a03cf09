package dev.heddle.bench.analysis;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Points in the order a reader expects, whatever order the plan drew: by the number in the name, a share of capacity after what is
 * absolute; then as the scenario names them ({@link Inquiry#pointNames}), and by name.
 */
public final class PointOrder {
    private static final List<String> NAMES =
            Inquiry.known().flatMap(inquiry -> inquiry.pointNames().stream()).toList();

    private static final Comparator<String> ORDER = Comparator.comparing(
                    (String point) -> point.startsWith("fraction="))
            .thenComparingDouble(PointOrder::number)
            .thenComparing(NAMES::indexOf)
            .thenComparing(Comparator.naturalOrder());

    private PointOrder() {}

    /** Less than 0 if a comes first. */
    public static int compare(String a, String b) {
        return ORDER.compare(a, b);
    }

    /** Each once, in order. */
    public static List<String> sorted(Collection<String> points) {
        return points.stream().distinct().sorted(ORDER).toList();
    }

    /** 64 of {@code concurrency=64}; NaN, which sorts last, of a point that names no number. */
    public static double number(String point) {
        try {
            return Double.parseDouble(point.substring(point.indexOf('=') + 1));
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }
}
