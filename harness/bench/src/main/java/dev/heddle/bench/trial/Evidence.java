package dev.heddle.bench.trial;

import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.load.Tally;

/**
 * What a closed-loop point's verdict rests on.
 *
 * @param counts where every request went
 * @param callsSeen RPC calls that the service counted
 * @param callsPerRequest RPC calls that a request makes
 * @param users of the closed loop
 * @param requestsPerSecond right answers per second
 * @param meanLatencySeconds mean service time
 * @param usage what processes used
 * @param maxJitShare the most of the contestant's CPU time that its JIT may have had
 * @param serverCpus CPUs that the contestant has
 */
record Evidence(
        Tally counts,
        long callsSeen,
        int callsPerRequest,
        int users,
        double requestsPerSecond,
        double meanLatencySeconds,
        ProcessMeter.Usage usage,
        double maxJitShare,
        int serverCpus) {

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
