package dev.heddle.bench.trial;

import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.bench.suite.Suite;
import dev.heddle.load.Generator;
import dev.heddle.load.Second;
import dev.heddle.load.Tally;
import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a point's verdict rests on.
 *
 * @param counts where every request for the workload went, of all streams
 * @param allowedErrors the most requests that may have gone wrong
 * @param answered requests for the workload that got the right answer, of all streams
 * @param errors requests for the workload that did not
 * @param downstream RPC calls and queries that the downstreams counted
 * @param callsPerRequest RPC calls that a request makes
 * @param users of a closed loop; 0 in an open one
 * @param requestsPerSecond right answers per second
 * @param meanLatencySeconds mean service time
 * @param usage what processes used
 * @param maxJitShare the most that the contestant's JIT may have had: of its CPU time, in an open loop of its CPUs
 * @param serverCpus CPUs that the contestant has
 * @param generator how late the generator was
 * @param conditions what the point was measured under
 */
record Evidence(
        Tally counts,
        long allowedErrors,
        long answered,
        long errors,
        Downstream downstream,
        int callsPerRequest,
        int users,
        double requestsPerSecond,
        double meanLatencySeconds,
        ProcessMeter.Usage usage,
        double maxJitShare,
        int serverCpus,
        GeneratorHealth generator,
        Conditions conditions) {

    /** Where nothing else matters. */
    Evidence(
            Tally counts,
            long allowedErrors,
            long answered,
            long errors,
            Downstream downstream,
            int callsPerRequest,
            int users,
            double requestsPerSecond,
            double meanLatencySeconds,
            ProcessMeter.Usage usage,
            double maxJitShare,
            int serverCpus,
            GeneratorHealth generator) {
        this(
                counts,
                allowedErrors,
                answered,
                errors,
                downstream,
                callsPerRequest,
                users,
                requestsPerSecond,
                meanLatencySeconds,
                usage,
                maxJitShare,
                serverCpus,
                generator,
                Conditions.UNKNOWN);
    }

    /**
     * What the point was measured under.
     *
     * @param noise how much else may have gone on
     * @param loadCpus CPUs that everything but the contestant has
     * @param pool connections of the contestant's pool
     * @param rpcSeconds how long a request's RPC calls take together, in the mean; infinite where that is not known
     * @param windows that the point was measured in, each with ends of its own
     * @param answeredPerSecond right answers of the windows' whole seconds; empty where the load is disturbed on purpose
     * @param duePerSecond requests that were to begin in the same seconds of an open loop; empty in a closed one
     */
    record Conditions(
            Suite.Noise noise,
            int loadCpus,
            int pool,
            double rpcSeconds,
            int windows,
            List<Long> answeredPerSecond,
            List<Long> duePerSecond) {
        static final Conditions UNKNOWN =
                new Conditions(new Suite.Noise(1, 1, 1), 1, 1_000, Double.POSITIVE_INFINITY, 1, List.of(), List.of());

        static Conditions of(Testbed bed, Measurement measured, boolean open, boolean disturbed) {
            long seconds = measured.report().windowNanos() / 1_000_000_000L;
            List<Second> whole = disturbed
                    ? List.of()
                    : measured.main().perSecond().stream()
                            .filter(second -> second.second() >= 0 && second.second() < seconds)
                            .toList();
            return new Conditions(
                    bed.suite.noise(),
                    bed.launcher.cpus().loadCount(),
                    bed.suite.workload().query().pool(),
                    disturbed ? Double.POSITIVE_INFINITY : bed.rpcSeconds(),
                    measured.windows(),
                    whole.stream().map(Second::answered).toList(),
                    open ? whole.stream().map(Second::scheduled).toList() : List.of());
        }

        /** The same where waiting is what is looked at, so that none needs to be explained. */
        Conditions waitExplained() {
            return new Conditions(
                    noise, loadCpus, pool, Double.POSITIVE_INFINITY, windows, answeredPerSecond, duePerSecond);
        }
    }

    /**
     * How late the generator was.
     *
     * @param windowSeconds the measuring window
     * @param longestStallSeconds the most that it was ever behind its own clock
     * @param lateness its own, of the requests; all 0 in a closed loop
     * @param response what it measured
     */
    record GeneratorHealth(double windowSeconds, double longestStallSeconds, Times lateness, Times response) {
        static final GeneratorHealth PUNCTUAL = new GeneratorHealth(1, 0, new Times(0, 0, 0), new Times(1, 1, 1));

        /** Of a distribution, in seconds. */
        record Times(double p99, double p999, double max) {
            static Times of(Histogram times) {
                return times.getTotalCount() == 0
                        ? new Times(0, 0, 0)
                        : new Times(
                                times.getValueAtPercentile(99) / 1e9,
                                times.getValueAtPercentile(99.9) / 1e9,
                                times.getMaxValue() / 1e9);
            }
        }

        static GeneratorHealth of(Measurement measured) throws IOException {
            String lateness = measured.main().lateness();
            Generator generator = measured.report().generator();
            return new GeneratorHealth(
                    measured.report().windowNanos() / 1e9,
                    generator == null ? 0 : generator.maxTickLatenessNanos() / 1e9,
                    lateness.isEmpty() ? new Times(0, 0, 0) : Times.of(Histograms.decode(lateness)),
                    Times.of(measured.responseTime()));
        }

        /** The most that a response time may owe to it, in seconds. */
        double most() {
            return Math.max(lateness.max(), longestStallSeconds);
        }
    }

    static Evidence closedLoop(Testbed bed, Measurement measured, int users, double maxJitShare) throws IOException {
        return of(bed, measured, users, 0, maxJitShare, GeneratorHealth.of(measured), false);
    }

    /** Of an open loop, which is allowed some errors; all of them where the load is disturbed on purpose. */
    static Evidence openLoop(Testbed bed, Measurement measured, double errorShare, double maxJitShare)
            throws IOException {
        long allowed = (long) (errorShare * measured.counts().scheduled());
        return of(bed, measured, 0, allowed, maxJitShare, GeneratorHealth.of(measured), errorShare >= 1);
    }

    private static Evidence of(
            Testbed bed,
            Measurement measured,
            int users,
            long allowedErrors,
            double maxJitShare,
            GeneratorHealth generator,
            boolean disturbed) {
        return new Evidence(
                measured.counts(),
                allowedErrors,
                measured.answered(),
                measured.errors(),
                measured.downstream(),
                bed.suite.workload().rpc().calls(),
                users,
                measured.rate(),
                measured.responseTime().getMean() / 1e9,
                measured.usage(),
                maxJitShare,
                bed.launcher.cpus().serverCount(),
                generator,
                Conditions.of(bed, measured, users == 0, disturbed));
    }

    /** The same where the generator's lateness makes no difference. */
    Evidence punctual() {
        return with(GeneratorHealth.PUNCTUAL, conditions);
    }

    /** The same where waiting is what is looked at, so that none needs to be explained. */
    Evidence waitExplained() {
        return with(generator, conditions.waitExplained());
    }

    Evidence with(GeneratorHealth otherGenerator, Conditions otherConditions) {
        return new Evidence(
                counts,
                allowedErrors,
                answered,
                errors,
                downstream,
                callsPerRequest,
                users,
                requestsPerSecond,
                meanLatencySeconds,
                usage,
                maxJitShare,
                serverCpus,
                otherGenerator,
                otherConditions);
    }

    /** How much of the contestant's CPU time its JIT compilers had, 0 to 1. */
    double jitShare() {
        double all = usage.cpuShare().getOrDefault("contestant", 0.0);
        return all == 0 ? 0 : usage.compilerShare() / all;
    }

    /** How much of the load side's CPUs a group of its processes used, 0 to 1. */
    double loadSideShare(String group) {
        return usage.cpuShare().getOrDefault(group, 0.0) / conditions.loadCpus();
    }

    /** Requests in flight at the contestant, in the mean: rate times residence. */
    double inFlight() {
        return requestsPerSecond * meanLatencySeconds;
    }

    /** How much of the time a connection of the pool had a query that PostgreSQL was executing, 0 to 1 if all is right. */
    double poolExecuting() {
        return requestsPerSecond * downstream.querySeconds() / conditions.pool();
    }

    /** How much of its CPUs the contestant used, 0 to 1. */
    double serverBusy() {
        return usage.cpuShare().getOrDefault("contestant", 0.0) / serverCpus;
    }
}
