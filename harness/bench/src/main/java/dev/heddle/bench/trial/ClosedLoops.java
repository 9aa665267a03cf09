package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.journal.WarmUp;
import dev.heddle.bench.journal.Window;
import dev.heddle.bench.journal.Windows;
import dev.heddle.bench.judge.LatencyBounds;
import dev.heddle.bench.judge.LoadMetrics;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.bench.suite.ThroughputPlan;
import dev.heddle.load.Arrivals;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.Target;
import dev.heddle.workload.Latency;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Climbs the closed-loop ladders of a block. Its contestants live at the same time, but only one of them has load at a time. They
 * take their windows in turn, in an order drawn anew for each turn (Abedi and Brecht, <i>Conducting Repeatable Experiments in
 * Highly Variable Cloud Computing Environments</i>, ICPE 2017: randomized multiple interleaved trials). So what the machine does
 * meanwhile, it does to all of them. A neighbour that shares the machine's cache takes some of it for seconds at a time. If
 * contestants were measured one after the other, that would show as a difference between them.
 *
 * <p>A turn visits every rung, too. A rung's windows are then spread over the time of the whole ladder. They see more of that time
 * than if they came in one piece.
 */
final class ClosedLoops {
    private final ThroughputPlan plan;
    private final Block block;

    ClosedLoops(ThroughputPlan plan, Block block) {
        this.plan = plan;
        this.block = block;
    }

    /** Returns the most users of the ladder. */
    static int mostUsers(ThroughputPlan plan) {
        return plan.concurrency().stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    /** Returns the load of one window. Its users begin spread over the first half of the settling; the other half is for the rest. */
    static LoadPlan load(ThroughputPlan plan, Target target, int users, Duration window, long patienceMillis) {
        long settle = plan.settle().toMillis();
        return LoadPlan.of(
                target,
                new Arrivals.Closed(users, settle / 2, target.seed()),
                settle,
                window.toMillis(),
                patienceMillis);
    }

    /** Measures the contestants. Returns what each found, in the block's order. */
    List<List<Measured>> measure() {
        Step first = block.steps().getFirst();
        int middle = plan.upToMiddle().getLast();
        boolean history = first.block() < plan.history() && middle < mostUsers(plan);
        List<Entrant> entrants = new ArrayList<>();
        try {
            for (int i = 0; i < block.steps().size(); i++) {
                Entrant entrant = new Entrant(
                        block.bed(), block.steps().get(i), block.folders().get(i));
                entrants.add(entrant);
                entrant.start();
                entrant.warm(history ? plan.upToMiddle() : plan.concurrency());
            }
            if (history) {
                inTurns(
                        block.plan(),
                        first,
                        plan.windows(),
                        List.of(ClosedLoad.rung(middle)),
                        entrants,
                        Entrant::windowBeforeTop);
                entrants.forEach(entrant -> entrant.warm(plan.concurrency()));
            }
            inTurns(block.plan(), first, plan.windows(), ClosedLoad.of(plan), entrants, Entrant::window);
        } finally {
            entrants.forEach(Entrant::close);
        }
        return entrants.stream().map(entrant -> List.of(entrant.measured())).toList();
    }

    /**
     * Says who has load when. Each turn visits all loads, and each load all contestants.
     *
     * @param first of the block's steps
     * @param turns how many windows each load has
     * @param window loads a contestant, once a turn
     */
    static <T> void inTurns(
            Plan order,
            Step first,
            int turns,
            List<ClosedLoad> loads,
            List<T> contestants,
            BiConsumer<T, ClosedLoad> window) {
        int visit = 0;
        for (int turn = 0; turn < turns; turn++) {
            for (ClosedLoad load : order.turn(first, visit++, loads)) {
                order.turn(first, visit++, contestants).forEach(contestant -> window.accept(contestant, load));
            }
        }
    }

    /** Measures one contestant of the block. */
    private final class Entrant {
        private final Testbed bed;
        private final Step step;
        private final Path folder;
        private final Map<ClosedLoad, Rung> rungs = new LinkedHashMap<>();
        private final List<WarmUp> warmups = new ArrayList<>();
        private @Nullable ContestantProcess process;
        private @Nullable Rest rest;
        /** This says why the contestant takes no windows at all. It is empty if it takes them. */
        private String error = "";

        Entrant(Testbed bed, Step step, Path folder) {
            this.bed = bed.as(step.contestant());
            this.step = step;
            this.folder = folder;
        }

        void start() {
            try {
                process = bed.contestant(step.contestant(), 0, mostUsers(plan), folder.resolve("server.log"));
                DocumentCheck.require(bed, step.contestant(), process);
            } catch (LaunchException | IOException e) {
                error = String.valueOf(e.getMessage());
                close();
            }
        }

        void warm(List<Integer> ladder) {
            if (process == null) {
                return;
            }
            try {
                warmups.add(Warmer.warm(bed, process, ladder, plan.warmup(), plan.bursts()));
            } catch (LaunchException | IOException e) {
                error = String.valueOf(e.getMessage());
                close();
            }
        }

        /** Takes a window before the ladder's top was reached. */
        void windowBeforeTop(ClosedLoad load) {
            Rung rung = rungs.computeIfAbsent(load, Rung::new);
            take(rung, rung.beforeTop);
        }

        void window(ClosedLoad load) {
            Rung rung = rungs.computeIfAbsent(load, Rung::new);
            try {
                if (rest != null && process != null) {
                    rest.ends(bed.meter(process));
                }
                take(rung, rung.windows);
                rest = null;
                if (process != null && rung.error.isEmpty()) {
                    rest = rung.rest;
                    rest.begins(bed.meter(process));
                }
            } catch (IOException e) {
                rung.error = String.valueOf(e.getMessage());
                rest = null;
            }
        }

        private void take(Rung rung, List<Window> windows) {
            if (process == null || !rung.error.isEmpty()) {
                return;
            }
            int users = rung.load.users();
            LoadPlan load = load(
                    plan, bed.closedLoopTarget(process, users, windows.size()), users, plan.window(), bed.patience());
            Latency latency = rung.load.latency();
            try {
                if (latency == null) {
                    windows.add(MeteredWindow.take(bed, process, load));
                    return;
                }
                bed.rpc.latency(latency);
                try {
                    windows.add(MeteredWindow.take(bed, process, load));
                } finally {
                    bed.rpc.latency(bed.latency());
                }
            } catch (LaunchException | IOException e) {
                rung.error = String.valueOf(e.getMessage());
            }
        }

        /** Returns what the contestant found. A rung that failed is kept beside those that did not. */
        Measured measured() {
            return new Measured(
                    ScenarioName.Known.THROUGHPUT,
                    warmups,
                    rungs.values().stream().map(this::point).toList());
        }

        private Point point(Rung rung) {
            String name = rung.load.point();
            String failure = error.isEmpty() ? rung.error : error;
            if (failure.isEmpty()) {
                try {
                    Window pooled = Windows.pooled(rung.windows);
                    HistogramLog.write(folder, name, pooled);
                    Map<String, Double> context = new TreeMap<>(LatencyBounds.of(pooled, bed.patience()));
                    context.put("cpus_used_between_turns", rung.rest.cpus());
                    return Point.of(
                            name,
                            LoadMetrics.of(pooled, bed.patience()),
                            new Evidence.Load(
                                    bed.setup(rung.load.users(), rung.latency(bed)),
                                    bed.allowed(0, plan.maxJitShare()),
                                    null,
                                    rung.windows,
                                    rung.beforeTop),
                            context);
                } catch (IOException e) {
                    failure = String.valueOf(e.getMessage());
                }
            }
            return Point.failed(name, failure);
        }

        void close() {
            if (process != null) {
                process.close();
                process = null;
            }
        }
    }

    /** Holds what one contestant has found under one load. */
    private static final class Rung {
        private final ClosedLoad load;
        private final List<Window> windows = new ArrayList<>();
        private final List<Window> beforeTop = new ArrayList<>();
        private final Rest rest = new Rest();
        /** This says why the rung takes no more windows. It is empty if it takes them. */
        private String error = "";

        Rung(ClosedLoad load) {
            this.load = load;
        }

        Latency latency(Testbed bed) {
            return Objects.requireNonNullElse(load.latency(), bed.latency());
        }
    }

    /**
     * Adds up what a contestant does while others have their turns. A collector or a compiler may run late, and no window sees
     * that. A rest begins at the end of a rung's window and ends at the beginning of the contestant's next one, on whatever rung.
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

        /** Returns how many CPUs the contestant used: 1 is one CPU all the time. */
        double cpus() {
            return nanos == 0 ? 0 : (double) cpuNanos / nanos;
        }
    }
}
