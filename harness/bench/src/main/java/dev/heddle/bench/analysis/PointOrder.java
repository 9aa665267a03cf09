package dev.heddle.bench.analysis;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Puts points in the order that a reader expects, whatever order the plan drew. A share of capacity comes after what is absolute.
 * Within each kind the number in the name decides, then the order in which the scenario names its points
 * ({@link Inquiry#pointNames}), then the name.
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

    /** Returns less than 0 if a comes first. */
    public static int compare(String a, String b) {
        return ORDER.compare(a, b);
    }

    /** Returns each point once, in order. */
    public static List<String> sorted(Collection<String> points) {
        return points.stream().distinct().sorted(ORDER).toList();
    }

    /**
     * Returns the number in a point's name, which is 64 in {@code concurrency=64}. It is NaN, which sorts last, if the name has no
     * number.
     */
    public static double number(String point) {
        try {
            return Double.parseDouble(point.substring(point.indexOf('=') + 1));
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }
}
