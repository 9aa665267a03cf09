package dev.heddle.bench.trial;

import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.load.Generator;
import dev.heddle.load.Tally;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/**
 * What a point's verdict rests on.
 *
 * @param counts where every request went
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
        GeneratorHealth generator) {

    /**
     * How late the generator was.
     *
     * @param windowSeconds the measuring window
     * @param latenessP99Seconds from intended start to sending, the 99th percentile; 0 in a closed loop, and where requests had to wait for
     *     a connection, which is the contestant's doing
     * @param longestStallSeconds the most that it was ever behind its own clock
     * @param responseP99Seconds the 99th percentile of what it measured
     */
    record GeneratorHealth(
            double windowSeconds, double latenessP99Seconds, double longestStallSeconds, double responseP99Seconds) {
        static final GeneratorHealth PUNCTUAL = new GeneratorHealth(1, 0, 0, 1);

        static GeneratorHealth of(Measurement measured) throws IOException {
            boolean waited =
                    measured.main().lateness().isEmpty() || measured.main().mostBacklog() > 0;
            Histogram response = measured.responseTime();
            Generator generator = measured.report().generator();
            return new GeneratorHealth(
                    measured.report().windowNanos() / 1e9,
                    waited ? 0 : Histograms.decode(measured.main().lateness()).getValueAtPercentile(99) / 1e9,
                    generator == null ? 0 : generator.maxTickLatenessNanos() / 1e9,
                    response.getTotalCount() == 0 ? 0 : response.getValueAtPercentile(99) / 1e9);
        }
    }

    static Evidence closedLoop(Testbed bed, Measurement measured, int users, double maxJitShare) {
        return of(bed, measured, users, 0, maxJitShare, GeneratorHealth.PUNCTUAL);
    }

    /** Of an open loop, which the objective allows some errors. */
    static Evidence openLoop(Testbed bed, Measurement measured, double errorShare, double maxJitShare)
            throws IOException {
        long allowed = (long) (errorShare * measured.main().counts().scheduled());
        return of(bed, measured, 0, allowed, maxJitShare, GeneratorHealth.of(measured));
    }

    private static Evidence of(
            Testbed bed,
            Measurement measured,
            int users,
            long allowedErrors,
            double maxJitShare,
            GeneratorHealth generator) {
        return new Evidence(
                measured.main().counts(),
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
                generator);
    }

    /** How much of the contestant's CPU time its JIT compilers had, 0 to 1. */
    double jitShare() {
        double all = usage.cpuShare().getOrDefault("contestant", 0.0);
        return all == 0 ? 0 : usage.compilerShare() / all;
    }

    /** How much of its CPUs the contestant used, 0 to 1. */
    double serverBusy() {
        return usage.cpuShare().getOrDefault("contestant", 0.0) / serverCpus;
    }
}
