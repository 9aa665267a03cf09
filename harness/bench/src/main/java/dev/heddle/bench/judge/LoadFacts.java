package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Downstream;
import dev.heddle.bench.journal.Evidence.Allowed;
import dev.heddle.bench.journal.Evidence.Setup;
import dev.heddle.bench.journal.Histograms;
import dev.heddle.bench.journal.Occupancy;
import dev.heddle.bench.journal.Range;
import dev.heddle.bench.journal.Usage;
import dev.heddle.bench.journal.Window;
import dev.heddle.load.Second;
import dev.heddle.load.Tally;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Holds what the rules look at of a point under load, whose windows are pooled.
 *
 * @param setup what it was measured with
 * @param allowed the suite's thresholds
 * @param counts where every request for the workload went, of all streams
 * @param answered requests for the workload that got the right answer, of all streams
 * @param downstream what the downstreams counted
 * @param requestsPerSecond right answers per second
 * @param meanLatencySeconds mean response time of the first stream
 * @param usage what processes used
 * @param generator how late the load engine was
 * @param windows how many windows there were, each with ends of its own
 * @param answeredPerSecond right answers of the windows' whole seconds; empty where the load is disturbed on purpose
 * @param duePerSecond requests that were to begin in the same seconds of an open loop; empty in a closed one
 * @param lacks what is not known; the figures above mean nothing there
 */
record LoadFacts(
        Setup setup,
        Allowed allowed,
        Tally counts,
        long answered,
        Downstream downstream,
        double requestsPerSecond,
        double meanLatencySeconds,
        Usage usage,
        GeneratorHealth generator,
        int windows,
        List<Long> answeredPerSecond,
        List<Long> duePerSecond,
        Set<Fact> lacks) {

    /** Reads the facts of one window, or of several that were pooled. */
    static LoadFacts of(Setup setup, Allowed allowed, Window pooled, int windows) throws IOException {
        long seconds = pooled.load().windowNanos() / 1_000_000_000L;
        List<Second> whole = setup.disturbed()
                ? List.of()
                : pooled.main().perSecond().stream()
                        .filter(second -> second.second() >= 0 && second.second() < seconds)
                        .toList();
        Histogram response = Histograms.decode(pooled.main().responseTime());
        return new LoadFacts(
                setup,
                allowed,
                pooled.counts(),
                pooled.answered(),
                pooled.downstream(),
                pooled.rate(),
                response.getMean() / 1e9,
                pooled.usage(),
                GeneratorHealth.of(pooled, response),
                windows,
                whole.stream().map(Second::answered).toList(),
                setup.users() > 0
                        ? List.of()
                        : whole.stream().map(Second::scheduled).toList(),
                pooled.load().generator() == null ? Set.of(Fact.LATENESS) : Set.of());
    }

    /** Returns the same facts as if the load engine had been on time. */
    LoadFacts punctual() {
        return with(
                allowed,
                GeneratorHealth.PUNCTUAL,
                lacks.stream().filter(fact -> fact != Fact.LATENESS).toList());
    }

    /** Returns the same facts, but any error is allowed and the seconds need not be alike. */
    LoadFacts tolerant() {
        return new LoadFacts(
                new Setup(
                        setup.users(),
                        setup.serverCpus(),
                        setup.loadCpus(),
                        setup.pool(),
                        setup.callsPerRequest(),
                        null,
                        true),
                new Allowed(
                        1,
                        allowed.jitShare(),
                        allowed.steal(),
                        allowed.throttled(),
                        allowed.foreign(),
                        allowed.lateness()),
                counts,
                answered,
                downstream,
                requestsPerSecond,
                meanLatencySeconds,
                usage,
                generator,
                windows,
                List.of(),
                List.of(),
                lacks);
    }

    private LoadFacts with(Allowed otherAllowed, GeneratorHealth otherGenerator, List<Fact> stillLacks) {
        return new LoadFacts(
                setup,
                otherAllowed,
                counts,
                answered,
                downstream,
                requestsPerSecond,
                meanLatencySeconds,
                usage,
                otherGenerator,
                windows,
                answeredPerSecond,
                duePerSecond,
                Set.copyOf(stillLacks));
    }

    /** Returns the most requests that may have gone wrong. */
    long allowedErrors() {
        return (long) (allowed.errors() * counts.scheduled());
    }

    /** Returns how much of the load side's CPUs a group of its processes used, 0 to 1. */
    double loadSideShare(String group) {
        return usage.cpus().getOrDefault(group, 0.0) / setup.loadCpus();
    }

    /** Returns how many requests were in flight at the contestant in the mean, which is rate times residence. */
    double inFlight() {
        return requestsPerSecond * meanLatencySeconds;
    }

    /**
     * Returns how much of the time a connection of the pool had a query that PostgreSQL was executing. It is 0 to 1 if all is
     * right.
     */
    double poolExecuting() {
        return requestsPerSecond * downstream.querySeconds() / setup.pool();
    }

    /**
     * Returns how much of the contestant's CPUs was in use, 0 to 1. Whatever runs there, and what the hypervisor steals, the contestant
     * can't have. Where CPUs are not set apart, or their idle time was not recorded, it is the contestant's own part.
     */
    Range serverBusy() {
        Occupancy occupancy = usage.occupancy();
        return occupancy == null || occupancy.whole() == null
                ? Range.exactly(usage.contestantCpus() / setup.serverCpus())
                : occupancy.server().over(setup.serverCpus());
    }

    /** Returns how much of the load side's CPUs was in use, 0 to 1. An older record has it by the kernel's ticks. */
    Range loadBusy() {
        Occupancy occupancy = usage.occupancy();
        return occupancy == null
                ? Range.exactly(usage.loadBusy())
                : occupancy.load().over(setup.loadCpus());
    }
}
