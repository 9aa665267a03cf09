package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suites;
import dev.heddle.load.Arrivals;
import dev.heddle.load.LoadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every contestant spreads its queries over about as many PostgreSQL backends. Whoever spreads them over more has colder caches
 * behind it, for which its model is not to blame.
 */
class DatabaseBackendsTest {
    /** Most of a request is spent waiting for its calls, so that few queries are under way at once, even on a busy machine. */
    private static final String SUITE = """
            workload:
              query: { pool: 32, orders: 10, customers: 500 }
              rpc: { latency: { lognormal: { p50: 200ms, p99: 400ms } } }
            scenarios: { throughput: { concurrency: [16] } }
            """;

    private static final int USERS = 16;
    private static final int BURST = 256;

    /** With a connection for each user or thread it would be {@link #USERS} or more, however often one looks. */
    private static final double FEW = USERS / 2.0;

    private static final int MOST_LOOKS = 5;

    @TempDir
    private Path folder;

    @Test
    void sixteenUsersKeepAboutAsManyBackendsBusy() throws Exception {
        Map<String, Double> backends = new TreeMap<>();
        try (Launcher launcher = new Launcher(Cli.HOME, CpuPlan.here());
                Testbed bed = Testbed.start(launcher, Suites.parse("backends", SUITE), 1, null)) {
            for (String name : Manifest.BUILT_IN) {
                try (ContestantProcess contestant =
                        bed.contestant(Manifest.find(Cli.HOME, name), 0, BURST, folder.resolve("server.log"))) {
                    // The burst fills the pools, and gives every thread there is a connection to remember.
                    load(bed, contestant, BURST);
                    double busy = load(bed, contestant, USERS);
                    // Where the machine stands still for a while, all users query at once after it; then look again.
                    for (int look = 1; look < MOST_LOOKS && busy > FEW; look++) {
                        busy = Math.min(busy, load(bed, contestant, USERS));
                    }
                    backends.put(name, busy);
                }
            }
        }
        assertThat(backends.values()).as(backends.toString()).allMatch(busy -> busy <= FEW);
    }

    /** The broken twin of the count: each user with a backend of its own, and so has every thread of a larger pool. */
    @Test
    void backendsThatTakeTurnsAreCounted() {
        assertThat(effective(List.of(700L))).isEqualTo(1);
        assertThat(effective(Collections.nCopies(USERS, 50L))).isEqualTo(USERS);
        assertThat(effective(List.of(1_000L, 900L, 5L, 3L, 1L))).isEqualTo(2, within(0.03));
    }

    /** Returns over how many backends the load spread its queries. */
    private static double load(Testbed bed, ContestantProcess contestant, int users) throws Exception {
        Backends backends = new Backends(bed.postgres.postmaster());
        bed.load.run(LoadPlan.of(bed.summaries(contestant), new Arrivals.Closed(users), 300, 2_000, 10_000), backends);
        return effective(backends.nanos());
    }

    /**
     * Returns of how many equal parts these behave like (the inverse of Simpson's index): a backend that only woke for a timer
     * hardly counts.
     */
    private static double effective(Collection<Long> parts) {
        double sum = parts.stream().mapToDouble(part -> part).sum();
        return sum
                * sum
                / parts.stream().mapToDouble(part -> (double) part * part).sum();
    }

    /** Reads the CPU time of each backend at both ends of a window. */
    private static final class Backends implements LoadProcess.Listener {
        private final long postmaster;
        private Map<Long, Long> before = Map.of();
        private Map<Long, Long> after = Map.of();

        Backends(long postmaster) {
            this.postmaster = postmaster;
        }

        @Override
        public void begins() {
            before = read();
        }

        @Override
        public void ended() {
            after = read();
        }

        List<Long> nanos() {
            return after.entrySet().stream()
                    .map(backend -> backend.getValue() - before.getOrDefault(backend.getKey(), 0L))
                    .toList();
        }

        private Map<Long, Long> read() {
            Map<Long, Long> nanos = new HashMap<>();
            ProcessHandle.of(postmaster).orElseThrow().children().forEach(child -> {
                Path process = Path.of("/proc", Long.toString(child.pid()));
                try {
                    // A backend's title names its client, "postgres: USER DATABASE HOST(PORT) …".
                    if (Files.readString(process.resolve("cmdline")).contains("127.0.0.1(")) {
                        String cpu =
                                Files.readString(process.resolve("schedstat")).split(" ")[0];
                        nanos.put(child.pid(), Long.parseLong(cpu));
                    }
                } catch (IOException e) {
                    // The backend has ended meanwhile.
                }
            });
            return nanos;
        }
    }
}
