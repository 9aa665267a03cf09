package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Usage;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.ProcessStarter;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.load.Arrivals;
import dev.heddle.load.LoadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Measures before a run how much CPU time the load side needs for each second that a contestant uses. The plan of CPUs follows from
 * it. One plan holds for all contestants, so the one for whom the load side needs most decides.
 */
public final class SharePilot {
    /** So many users for each of its CPUs keep a contestant busy, while it waits for its calls. */
    private static final int USERS_A_CPU = 64;

    private static final Duration BURST = Duration.ofSeconds(1);
    private static final int MOST_BURSTS = 8;
    private static final long SETTLE_MS = 300;
    private static final long WINDOW_MS = 3_000;

    private SharePilot() {}

    /**
     * Starts downstreams, load engine and one contestant after the other. A contestant that does not start is passed over: the run
     * will say so.
     *
     * @param folder where the contestants' logs go
     * @return absent if nothing could be measured, or other processes disturbed it by more than the suite lets pass
     */
    public static OptionalDouble measure(
            ProcessStarter starter,
            Suite suite,
            List<Manifest> contestants,
            long seed,
            @Nullable String postgresUrl,
            int combineRounds,
            Path folder)
            throws LaunchException, IOException {
        OptionalDouble most = OptionalDouble.empty();
        try (Testbed bed = Testbed.start(starter, suite, seed, postgresUrl, combineRounds, 1)) {
            int users = USERS_A_CPU * starter.cpus().serverCount();
            for (Manifest manifest : contestants) {
                try (ContestantProcess contestant =
                        bed.contestant(manifest, 0, users, folder.resolve(manifest.name() + ".log"))) {
                    Warmer.warm(bed, contestant, List.of(users), BURST, MOST_BURSTS);
                    LoadPlan load = LoadPlan.of(
                            bed.summaries(contestant),
                            new Arrivals.Closed(users),
                            SETTLE_MS,
                            WINDOW_MS,
                            bed.patience());
                    OptionalDouble needed = loadForContestant(
                            MeteredWindow.take(bed, contestant, load).usage(),
                            starter.cpus(),
                            suite.noise().foreign());
                    if (needed.isEmpty()) {
                        return needed;
                    }
                    most = OptionalDouble.of(Math.max(most.orElse(0), needed.getAsDouble()));
                } catch (LaunchException e) {
                    starter.requireNotEnding();
                }
            }
        }
        return most;
    }

    /**
     * Returns the CPU time of the load side for each second of the contestant's. All that ran on their CPUs counts, interrupts too.
     *
     * @param mostForeign the share of a side's CPUs that other processes may have used
     * @return absent if they used more, or the contestant did nothing
     */
    static OptionalDouble loadForContestant(Usage usage, CpuPlan cpus, double mostForeign) {
        double server = usage.serverBusy() * cpus.serverCount();
        double load = usage.loadBusy() * cpus.loadCount();
        boolean disturbed = usage.disturbance().foreignServer() > mostForeign * cpus.serverCount()
                || usage.disturbance().foreignLoad() > mostForeign * cpus.loadCount();
        return disturbed || server <= 0 ? OptionalDouble.empty() : OptionalDouble.of(load / server);
    }
}
