package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Disturbance;
import dev.heddle.bench.journal.Downstream;
import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Occupancy;
import dev.heddle.bench.journal.Range;
import dev.heddle.bench.journal.Usage;
import dev.heddle.load.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An honest point under load, to be spoilt in one thing: 64 users at 1,000 requests/s and 64 ms each, of whose queries each executes for 0.1 ms. */
final class Facts {
    Tally counts = new Tally(1_000, 1_000, 0, 0, 0, 0, "");
    double allowedErrors = 0;
    long calls = 3_000;

    @Nullable
    Long queries = 1_000L;

    double executingMillis = 100;
    int users = 64;
    int pool = 32;
    double latencySeconds = 0.064;

    @Nullable
    Double rpcSeconds = 0.005;

    Map<String, Double> cpus = Map.of("contestant", 0.6, "load", 0.1, "postgres", 0.2, "rpc", 0.2);
    double compilers = 0;
    double loadBusy = 0.5;

    @Nullable
    Occupancy occupancy = null;

    Disturbance disturbance = new Disturbance(0.001, 0, 0.2, 0.02, 0.03);
    Evidence.Allowed noise = new Evidence.Allowed(0, 0.1, 0.02, 0.01, 0.1);
    GeneratorHealth generator = GeneratorHealth.PUNCTUAL;
    int windows = 1;
    List<Long> seconds = List.of(1_000L, 980L, 1_020L, 990L, 1_000L, 1_010L, 990L, 1_000L, 1_020L, 990L);
    List<Long> due = List.of();
    Set<Fact> lacks = Set.of();

    Facts contestant(double share) {
        Map<String, Double> other = new HashMap<>(cpus);
        other.put("contestant", share);
        cpus = other;
        return this;
    }

    /** How busy the two sides were, each within bounds. */
    Facts occupied(Range server, Range load) {
        occupancy = new Occupancy(true, server, load, server, Range.exactly(0), Range.exactly(0), 0, 0);
        return this;
    }

    LoadFacts facts() {
        return new LoadFacts(
                new Evidence.Setup(users, 1, 1, pool, 3, rpcSeconds, false),
                new Evidence.Allowed(
                        allowedErrors, noise.jitShare(), noise.steal(), noise.throttled(), noise.foreign()),
                counts,
                counts.answered(),
                new Downstream(calls, queries, executingMillis),
                1_000,
                latencySeconds,
                new Usage(
                        1_000_000_000L,
                        cpus,
                        compilers,
                        0,
                        0,
                        0,
                        0,
                        0.7,
                        loadBusy,
                        disturbance,
                        Map.of(),
                        1,
                        occupancy),
                generator,
                windows,
                seconds,
                due,
                lacks);
    }

    Outcome judge() {
        return Rules.judge(facts());
    }

    Outcome.Invalid invalid() {
        return (Outcome.Invalid) judge();
    }
}
