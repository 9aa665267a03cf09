package dev.heddle.bench.journal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Tells what the warm-up of one process did.
 *
 * @param settled whether CPU time a request and the JIT compilers settled before the suite's bursts were used up
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
     */
    public record Burst(int users, double cpuMicros, double jitShare, double requestsPerSecond) {}

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
                + " ms; CPU a request by burst, in us, and the JIT's share of it: " + series;
    }
}
