package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Scale;
import dev.heddle.bench.stats.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what several fresh processes say together, on the scale that a metric declares.
 *
 * @param estimate null where a metric that is always above zero was read as zero or less: then there is no geometric mean, and to leave
 *     such a process out would be a selection
 * @param mean which mean the estimate is
 */
record OverProcesses(@Nullable Estimate estimate, Mean mean) {
    /**
     * Returns the estimate from the value of each process.
     *
     * @throws IllegalArgumentException if there is no value
     */
    static OverProcesses of(Scale scale, List<Double> values) {
        boolean positive = values.stream().allMatch(value -> value > 0);
        return switch (scale) {
            case POSITIVE -> positive ? geometric(values) : new OverProcesses(null, Mean.GEOMETRIC);
            case NON_NEGATIVE -> positive ? geometric(values) : arithmetic(values, 0, Double.POSITIVE_INFINITY);
            case SHARE -> arithmetic(values, 0, 1);
            case SIGNED -> arithmetic(values, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        };
    }

    private static OverProcesses geometric(List<Double> values) {
        return new OverProcesses(Estimate.geometric(values), Mean.GEOMETRIC);
    }

    /**
     * Returns the arithmetic mean. It has no interval where none is below zero and all are zero: that nothing was seen so often does not
     * say how seldom it is.
     */
    private static OverProcesses arithmetic(List<Double> values, double least, double most) {
        Estimate mean = Estimate.ofReplicates(values);
        boolean nothingSeen = least == 0 && values.stream().allMatch(value -> value == 0);
        return new OverProcesses(
                nothingSeen ? new Estimate(0, null, null, values.size()) : mean.cut(least, most), Mean.ARITHMETIC);
    }
}
