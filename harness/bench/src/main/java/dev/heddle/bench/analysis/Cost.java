package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.List;

/**
 * Says by which of two metrics a run compares what a request costs. It is the whole CPU time on the contestant's CPUs wherever the run
 * has it of every process, and the contestant's own otherwise. A mixture would compare the kernel's work with its absence.
 */
final class Cost {
    /** This is a gap of a run that has only the own cost. */
    static final String OWN_ONLY =
            "The whole CPU time of a request: what the kernel spends in interrupts and in its own threads on the contestant's CPUs is in no "
                    + "process's clock. It takes CPUs of the contestant's own and their exact idle time, which root alone may read. "
                    + "Contestants are compared by their own CPU time, without it.";

    private Cost() {}

    static Metric compared(List<SummaryRow> rows) {
        List<SummaryRow> own = throughput(rows, Metric.CPU_US_PER_REQUEST);
        List<SummaryRow> whole = throughput(rows, Metric.WHOLE_CPU_US_PER_REQUEST);
        return !whole.isEmpty() && own.stream().allMatch(row -> whole.stream().anyMatch(other -> asMany(row, other)))
                ? Metric.WHOLE_CPU_US_PER_REQUEST
                : Metric.CPU_US_PER_REQUEST;
    }

    /** Is true where throughput was measured without the whole cost. */
    static boolean ownOnly(List<SummaryRow> rows) {
        return !throughput(rows, Metric.CPU_US_PER_REQUEST).isEmpty()
                && compared(rows).equals(Metric.CPU_US_PER_REQUEST);
    }

    private static List<SummaryRow> throughput(List<SummaryRow> rows, Metric metric) {
        return rows.stream()
                .filter(row -> row.scenario().equals(ScenarioName.Known.THROUGHPUT)
                        && row.metric().equals(metric))
                .toList();
    }

    /** Is true where the second row rests on as many processes as the first, of the same contestant at the same point. */
    private static boolean asMany(SummaryRow row, SummaryRow other) {
        return row.contestant().equals(other.contestant())
                && row.point().equals(other.point())
                && row.trials() == other.trials();
    }
}
