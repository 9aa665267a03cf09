package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The closed-loop ladders of a block. Its contestants live at the same time; one at a time has load, in windows that they take in turn, in an
 * order drawn anew for each turn (Abedi and Brecht, <i>Conducting Repeatable Experiments in Highly Variable Cloud Computing Environments</i>,
 * ICPE 2017: randomized multiple interleaved trials). So what the machine does meanwhile it does to all of them: a neighbour that shares its cache takes
 * some of it for seconds at a time, and would show as a difference between contestants that are measured one after the other.
 *
 * <p>A turn visits every rung, too. A rung's windows are then spread over the time of the whole ladder, of which they see more than if they
 * came in one piece.
 */
final class ClosedLoops {
    private ClosedLoops() {}

    /**
     * Measures them.
     *
     * @param steps the block's, by their places in the plan
     * @param folders of their trials, in the same order
     * @return what each found, in the same order
     */
    static List<Findings> measure(Testbed bed, Plan plan, List<Integer> steps, List<Path> folders) {
        Suite.Throughput throughput =
                Objects.requireNonNull(bed.suite.scenarios().throughput());
        List<Entrant> entrants = new ArrayList<>();
        try {
            for (int i = 0; i < steps.size(); i++) {
                Entrant entrant =
                        new Entrant(bed, plan.steps().get(steps.get(i)).contestant(), throughput, folders.get(i));
                entrants.add(entrant);
                entrant.start();
            }
            inTurns(plan, steps.getFirst(), throughput, entrants, Entrant::window);
        } finally {
            entrants.forEach(Entrant::close);
        }
        return entrants.stream().map(Entrant::findings).toList();
    }

    /**
     * Who has load when: as many turns as a rung has windows, in each of them all rungs, and on each rung all contestants.
     *
     * @param step the first of the block's
     * @param window loads a contestant with so many users, once a turn
     */
    static <T> void inTurns(
            Plan plan, int step, Suite.Throughput throughput, List<T> contestants, ObjIntConsumer<T> window) {
        int visit = 0;
        for (int turn = 0; turn < throughput.windows(); turn++) {
            for (int users : plan.turn(step, visit++, throughput.concurrency())) {
                plan.turn(step, visit++, contestants).forEach(contestant -> window.accept(contestant, users));
            }
        }
    }

    /** One contestant of the block. */
    private static final class Entrant {
        private final Testbed bed;
        private final Manifest manifest;
        private final Suite.Throughput throughput;
        private final Path folder;
        private final Map<Integer, Rung> rungs = new LinkedHashMap<>();
        private @Nullable ContestantProcess process;
        private String warmth = "";
        private @Nullable Rest rest;
        /** Why it takes no windows at all; empty if it does. */
        private String error = "";

        Entrant(Testbed bed, Manifest manifest, Suite.Throughput throughput, Path folder) {
            this.bed = bed.as(manifest);
            this.manifest = manifest;
            this.throughput = throughput;
            this.folder = folder;
        }

        void start() {
            int most = throughput.concurrency().stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElseThrow();
            try {
                ContestantProcess started = bed.contestant(manifest, 0, most, folder.resolve("server.log"));
                process = started;
                Answers.require(bed, manifest, started);
                warmth = bed.warmUp(started, throughput.concurrency(), throughput.warmup(), throughput.bursts())
                        .sentence();
            } catch (LaunchException | IOException e) {
                error = String.valueOf(e.getMessage());
                close();
            }
        }

        void window(int users) {
            Rung rung = rungs.computeIfAbsent(users, Rung::new);
            if (process == null || !rung.error.isEmpty()) {
                return;
            }
            try {
                ProcessMeter meter = bed.meter(process);
                if (rest != null) {
                    rest.ends(meter);
                }
                rung.windows.add(Throughput.window(bed, process, users, rung.windows.size()));
                rest = rung.rest;
                rest.begins(meter);
            } catch (LaunchException | IOException e) {
                rung.error = String.valueOf(e.getMessage());
                rest = null;
            }
        }

        /** A rung that fails is kept beside those that do not. */
        Findings findings() {
            return new Findings(
                    "throughput",
                    warmth,
                    rungs.values().stream().map(this::point).toList());
        }

        private Point point(Rung rung) {
            String failure = error.isEmpty() ? rung.error : error;
            if (failure.isEmpty()) {
                try {
                    return Throughput.point(bed, rung.users, rung.windows, rung.rest.cpus(), folder);
                } catch (IOException e) {
                    failure = String.valueOf(e.getMessage());
                }
            }
            return Point.failed(Throughput.name(rung.users), failure);
        }

        void close() {
            if (process != null) {
                process.close();
                process = null;
            }
        }
    }

    /** What one contestant has found with so many users. */
    private static final class Rung {
        private final int users;
        private final List<Measurement> windows = new ArrayList<>();
        private final Rest rest = new Rest();
        /** Why it takes no more windows; empty if it does. */
        private String error = "";

        Rung(int users) {
            this.users = users;
        }
    }

    /**
     * What a contestant does while others have their turns, as a collector or a compiler may that runs late: no window has it. From the end of
     * a rung's window to the beginning of the contestant's next one, on whatever rung.
     */
    private static final class Rest {
        private long cpuNanos;
        private long nanos;
        private long beganCpu;
        private long began;

        void begins(ProcessMeter meter) throws IOException {
            beganCpu = meter.contestantNanos();
            began = System.nanoTime();
        }

        void ends(ProcessMeter meter) throws IOException {
            cpuNanos += meter.contestantNanos() - beganCpu;
            nanos += System.nanoTime() - began;
        }

        /** CPUs that it used: 1 is one all the time. */
        double cpus() {
            return nanos == 0 ? 0 : (double) cpuNanos / nanos;
        }
    }
}
