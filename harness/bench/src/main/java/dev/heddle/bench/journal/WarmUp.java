package dev.heddle.bench.journal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the warm-up of one process did.
 *
 * @param settled whether the JIT compilers had nothing more to do before the suite's bursts were used up; of a contestant without such
 *     compilers, whether CPU time a request had settled
 * @param burstMillis how long each burst was
 * @param bursts the bursts in their order
 */
public record WarmUp(boolean settled, long burstMillis, List<Burst> bursts) {
    public WarmUp {
        bursts = List.copyOf(bursts);
    }

    /**
     * Describes one burst of a closed loop.
     *
     * @param users how many users it had
     * @param cpuMicros CPU time a request in microseconds; not a number where nothing was answered
     * @param jitShare the part of the contestant's CPU time that its JIT compilers had, 0 to 1
     * @param requestsPerSecond right answers a second; not a number in an older record, which has none
     * @param compiled the part of the contestant's CPU time that its JIT compilers had in the burst and in the pause after it, 0 to 1: what the
     *     burst gave them to do; null of a contestant that has none, and in an older record
     * @param queueEmpty whether the compilers' queues were empty at the end of the pause, and none was at work; null likewise
     */
    public record Burst(
            int users,
            double cpuMicros,
            double jitShare,
            double requestsPerSecond,
            @Nullable Double compiled,
            @Nullable Boolean queueEmpty) {
        /** Makes a burst of which nothing is known of compilers' queues. */
        public Burst(int users, double cpuMicros, double jitShare, double requestsPerSecond) {
            this(users, cpuMicros, jitShare, requestsPerSecond, null, null);
        }
    }

    /** Returns the last burst with the most users. */
    @JsonIgnore
    public Burst hottest() {
        int most = bursts.stream().mapToInt(Burst::users).max().orElse(0);
        return bursts.stream()
                .filter(burst -> burst.users() == most)
                .reduce((first, second) -> second)
                .orElse(new Burst(0, Double.NaN, 0, 0));
    }

    /** Returns how many bursts there were, whether it settled, and the series, in a sentence. */
    @JsonIgnore
    public String sentence() {
        String series = bursts.stream()
                .map(burst -> String.format(
                        Locale.ROOT,
                        "%d users %.0f (%.0f %%)",
                        burst.users(),
                        burst.cpuMicros(),
                        100 * burst.jitShare()))
                .collect(Collectors.joining(", "));
        return (settled ? "settled" : "not settled") + " after " + bursts.size() + " bursts of " + burstMillis
                + " ms; CPU a request by burst, in us, and the JIT's share of it: " + series + queues();
    }

    private String queues() {
        long told = bursts.stream().filter(burst -> burst.queueEmpty() != null).count();
        long empty = bursts.stream()
                .filter(burst -> Boolean.TRUE.equals(burst.queueEmpty()))
                .count();
        return told == 0 ? "" : "; nothing was left to compile after " + empty + " of " + told;
    }
}
