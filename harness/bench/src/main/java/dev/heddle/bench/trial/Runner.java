package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Journal;
import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.OpenLoop;
import dev.heddle.bench.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs a plan, trial by trial; what a trial found, or why it found nothing, is on disk before the next begins. */
public final class Runner implements AutoCloseable {
    /** Users of the warm-up before requests are held in flight; few, so that what they leave behind is little. */
    private static final int IN_FLIGHT_WARM_UP_USERS = 16;
    /** Before connections idle: as many as send their one request at a time, so that no pool of threads grows with the ladder. */
    private static final int IDLE_WARM_UP_USERS = 64;

    private static final int FEW_USERS = 16;
    private static final int MANY_USERS = 64;

    private static final String NATIVE_MEMORY_TRACKING = "-XX:NativeMemoryTracking=summary";

    private final Launcher launcher;
    private final Suite suite;
    private final @Nullable String postgresUrl;
    private final int combineRounds;
    private final Plan plan;
    private final Journal journal;
    private final Progress progress;
    private final InstantSource clock = InstantSource.system();
    private @Nullable Testbed testbed;

    /** Hears how far it is. */
    public interface Progress {
        /**
         * A trial begins, or several that take turns.
         *
         * @param index of the first in the plan
         */
        void begins(int index, List<Step> steps);

        /**
         * One has ended and is on disk.
         *
         * @param index of the last that has
         */
        void ended(int index, Trial trial);
    }

    /**
     * A runner; the downstreams are started when a trial first needs them.
     *
     * @param postgresUrl the reader's own database, or null for one of ours
     * @param combineRounds of the combine step, as {@link Calibration} gave them when the run began
     */
    public Runner(
            Launcher launcher,
            Suite suite,
            @Nullable String postgresUrl,
            int combineRounds,
            Plan plan,
            Journal journal,
            Progress progress) {
        this.launcher = launcher;
        this.suite = suite;
        this.postgresUrl = postgresUrl;
        this.combineRounds = combineRounds;
        this.plan = plan;
        this.journal = journal;
        this.progress = progress;
    }

    /**
     * Runs every trial. One that fails is recorded and the next one tried.
     *
     * @throws LaunchException if a downstream or the load engine is gone, without which nothing can be measured any more
     * @throws IOException if the run's folder cannot be written
     */
    public void run() throws LaunchException, IOException {
        List<List<String>> ids = ids(suite, plan);
        int next;
        for (int from = 0; from < plan.steps().size(); from = next) {
            List<Integer> together = plan.together(from);
            next = from + together.size();
            List<Integer> left = together.stream()
                    .filter(index -> !journal.done().containsAll(ids.get(index)))
                    .toList();
            if (left.isEmpty()) {
                continue;
            }
            List<Step> steps = left.stream().map(plan.steps()::get).toList();
            progress.begins(left.getFirst(), steps);
            if (steps.getFirst().kind() != Step.Kind.SWITCHING && testbed == null) {
                testbed = Testbed.start(launcher, suite, plan.seed(), postgresUrl, combineRounds, plan.mostTogether());
            }
            for (Trial trial : trials(left)) {
                progress.ended(left.getLast(), trial);
            }
            String dead = testbed == null ? "" : testbed.dead();
            if (!dead.isEmpty()) {
                throw new LaunchException(
                        "After trial " + next + " " + dead
                                + " was gone; what was measured so far is kept. Is something else on this machine ending processes?");
            }
        }
    }

    /** The ids of the trials that each of a plan's steps records, at once, in their order. */
    public static List<List<String>> ids(Suite suite, Plan plan) {
        boolean two = suite.scenarios().capacity() != null && suite.scenarios().latency() != null;
        return IntStream.range(0, plan.steps().size())
                .mapToObj(index -> {
                    Step step = plan.steps().get(index);
                    String id = id(index, step);
                    return step.kind() == Step.Kind.OPEN_LOOP && two
                            ? List.of(id + "-capacity", id + "-latency")
                            : List.of(id);
                })
                .toList();
    }

    private static String id(int index, Step step) {
        return String.format(
                Locale.ROOT,
                "%03d-%s-%s",
                index,
                // A folder's name, and part of a link: no '#'.
                step.contestant().name().replace(Trial.TWIN, "-twin"),
                step.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private List<Trial> trials(List<Integer> indexes) throws IOException {
        Instant started = clock.instant();
        long start = System.nanoTime();
        List<List<Findings>> findings = findings(indexes);
        if (findings.stream()
                .flatMap(List::stream)
                .flatMap(found -> found.points().stream())
                .anyMatch(point -> point.outcome() instanceof Outcome.Failed)) {
            // Ctrl-C reaches contestant and bench at once: which of the two notices first is chance.
            pause();
        }
        launcher.requireNotEnding();
        double seconds = (System.nanoTime() - start) / 1e9;
        Instant ended = clock.instant();
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < indexes.size(); i++) {
            Step step = plan.steps().get(indexes.get(i));
            String id = id(indexes.get(i), step);
            for (Findings found : findings.get(i)) {
                trials.add(new Trial(
                        findings.get(i).size() == 1 ? id : id + "-" + found.scenario(),
                        step.block(),
                        step.contestant().name(),
                        step.contestant().model(),
                        found.scenario(),
                        started.truncatedTo(ChronoUnit.MILLIS).toString(),
                        // Of contestants that took turns, each one's part.
                        Math.round(seconds / indexes.size() * 1e3) / 1e3,
                        found.warmup(),
                        ClockStep.judge(started, ended, seconds, found.points())));
            }
        }
        journal.append(trials);
        return trials;
    }

    private List<List<Findings>> findings(List<Integer> indexes) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (int index : indexes) {
            folders.add(journal.trialFolder(id(index, plan.steps().get(index))));
        }
        Step first = plan.steps().get(indexes.getFirst());
        if (first.kind() == Step.Kind.THROUGHPUT) {
            return ClosedLoops.measure(bed().inBlock(first.block()), plan, indexes, folders).stream()
                    .map(List::of)
                    .toList();
        }
        try {
            return List.of(findings(indexes.getFirst(), first, folders.getFirst()));
        } catch (LaunchException | IOException e) {
            return List.of(failed(first, String.valueOf(e.getMessage())));
        }
    }

    private List<Findings> findings(int index, Step step, Path folder) throws LaunchException, IOException {
        return switch (step.kind()) {
            case THROUGHPUT -> throw new IllegalStateException("closed loops go together");
            case OPEN_LOOP -> openLoop(bed().inBlock(step.block()), index, step.contestant(), folder);
            case MEMORY_IDLE -> memory(Memory.IDLE, step.contestant(), folder);
            case MEMORY_IN_FLIGHT -> memory(Memory.IN_FLIGHT, step.contestant(), folder);
            case SWITCHING ->
                List.of(new Findings(
                        "switching", "by JMH", switching(step.contestant().model(), folder)));
            case BROWNOUT -> brownout(bed().inBlock(step.block()), step.contestant(), folder);
            case INTERFERENCE -> interference(bed().inBlock(step.block()), step.contestant(), folder);
        };
    }

    private List<Findings> failed(Step step, String error) {
        Suite.Scenarios scenarios = suite.scenarios();
        return switch (step.kind()) {
            case THROUGHPUT -> throw new IllegalStateException("each of them fails on its own");
            case OPEN_LOOP -> {
                List<Findings> both = new ArrayList<>();
                if (scenarios.capacity() != null) {
                    both.addAll(failed("capacity", List.of(suite.objective().text()), error));
                }
                if (scenarios.latency() != null) {
                    both.addAll(failed(
                            "latency",
                            Rates.visits(scenarios.latency()).stream()
                                    .map(Rates.Visit::point)
                                    .toList(),
                            error));
                }
                yield both;
            }
            case MEMORY_IDLE -> failed("memory", List.of(Memory.IDLE), error);
            case MEMORY_IN_FLIGHT -> failed("memory", List.of(Memory.IN_FLIGHT), error);
            case SWITCHING -> failed("switching", Switching.POINTS, error);
            case BROWNOUT -> failed("brownout", List.of(Brownout.name(brownout())), error);
            case INTERFERENCE -> failed("interference", Interference.POINTS, error);
        };
    }

    private static List<Findings> failed(String scenario, List<String> points, String error) {
        return List.of(new Findings(
                scenario,
                "",
                points.stream().map(name -> Point.failed(name, error)).toList()));
    }

    private List<Point> switching(String model, Path folder) throws LaunchException, IOException {
        return Switching.measure(launcher, suite, model, folder);
    }

    private Testbed bed() {
        return Objects.requireNonNull(testbed, "only switching does without downstreams");
    }

    private OpenLoop.Brownout brownout() {
        return Objects.requireNonNull(suite.scenarios().brownout());
    }

    private List<Findings> openLoop(Testbed bed, int index, Manifest manifest, Path folder)
            throws LaunchException, IOException {
        OpenLoop.Capacity capacity = suite.scenarios().capacity();
        OpenLoop.Latency latency = suite.scenarios().latency();
        int connections = capacity != null
                ? capacity.connections()
                : Objects.requireNonNull(latency).connections();
        OpenLoop.Heat heat = capacity != null
                ? capacity.warmup()
                : Objects.requireNonNull(latency).warmup();
        try (ContestantProcess contestant = bed.contestant(manifest, 0, connections, log(folder))) {
            Answers.require(bed, manifest, contestant);
            WarmUp.Warmth warmth = warm(bed, contestant, connections, heat);
            List<Findings> findings = new ArrayList<>();
            Point found = null;
            Map<Double, Point> fractions = new TreeMap<>();
            if (capacity != null) {
                Point point = point(
                        suite.objective().text(),
                        () -> new Capacity(bed, contestant).measure(warmth.requestsPerSecond()));
                found = point;
            }
            if (latency != null) {
                List<Point> points = new ArrayList<>();
                for (Rates.Visit visit : plan.visits(index, Rates.visits(latency))) {
                    Point fractionOf = found;
                    Point point = point(visit.point(), () -> Rates.measure(bed, contestant, visit, fractionOf, folder));
                    points.add(point);
                    if (visit instanceof Rates.Visit.Fraction(double fraction)) {
                        fractions.put(fraction, point);
                    }
                }
                findings.add(new Findings("latency", warmth.sentence(), points));
            }
            if (found != null) {
                findings.addFirst(new Findings(
                        "capacity",
                        warmth.sentence(),
                        List.of(Capacity.sustained(found, fractions, suite.objective()))));
            }
            bed.rpc.reset();
            return findings;
        }
    }

    private static WarmUp.Warmth warm(Testbed bed, ContestantProcess contestant, int connections, OpenLoop.Heat heat)
            throws LaunchException, IOException {
        return bed.warmUp(
                contestant,
                List.of(Math.min(FEW_USERS, connections), Math.min(MANY_USERS, connections)),
                heat.burst(),
                heat.bursts());
    }

    private List<Findings> brownout(Testbed bed, Manifest manifest, Path folder) throws LaunchException, IOException {
        OpenLoop.Brownout scenario = brownout();
        try (ContestantProcess contestant = bed.contestant(manifest, 0, scenario.connections(), log(folder))) {
            Answers.require(bed, manifest, contestant);
            WarmUp.Warmth warmth = warm(bed, contestant, scenario.connections(), scenario.warmup());
            Point point = point(Brownout.name(scenario), () -> Brownout.measure(bed, contestant, scenario, folder));
            bed.rpc.reset();
            return List.of(new Findings("brownout", warmth.sentence(), List.of(point)));
        }
    }

    private List<Findings> interference(Testbed bed, Manifest manifest, Path folder)
            throws LaunchException, IOException {
        OpenLoop.Interference scenario =
                Objects.requireNonNull(suite.scenarios().interference());
        List<Point> points = new ArrayList<>();
        List<String> warmth = new ArrayList<>();
        for (Interference.Variant variant : Interference.Variant.values()) {
            try (ContestantProcess contestant = Interference.start(bed, manifest, scenario, variant, folder)) {
                warmth.add(warm(bed.ofEdition(variant.edition()), contestant, scenario.connections(), scenario.warmup())
                        .sentence());
                for (String name : variant.points()) {
                    points.add(point(name, () -> Interference.measure(bed, contestant, scenario, name, folder)));
                }
                bed.rpc.reset();
            }
        }
        return List.of(new Findings("interference", String.join("; ", warmth), points));
    }

    private interface Measuring {
        Point measure() throws LaunchException, IOException;
    }

    /** A point that fails is kept beside those that did not, as long as the contestant lives. */
    private static Point point(String name, Measuring measuring) throws IOException {
        try {
            return measuring.measure();
        } catch (LaunchException e) {
            return Point.failed(name, String.valueOf(e.getMessage()));
        }
    }

    private List<Findings> memory(String point, Manifest manifest, Path folder) throws LaunchException, IOException {
        Suite.Memory ladders = Objects.requireNonNull(suite.scenarios().memory());
        boolean idle = point.equals(Memory.IDLE);
        int users = idle ? IDLE_WARM_UP_USERS : IN_FLIGHT_WARM_UP_USERS;
        int most = idle ? users : Math.max(users, ladders.inFlight().getLast());
        try (ContestantProcess contestant =
                bed().contestant(manifest, 0, most, Memory.TIMEOUT, List.of(NATIVE_MEMORY_TRACKING), log(folder))) {
            WarmUp.Warmth warmth = bed().warmUp(contestant, List.of(users), ladders.warmup(), ladders.bursts());
            Memory memory = new Memory(bed(), contestant);
            Point measured = idle ? memory.idle(ladders.idle()) : memory.inFlight(ladders.inFlight());
            bed().rpc.reset();
            return List.of(new Findings(
                    "memory",
                    warmth.sentence(),
                    List.of(SteadyRules.memory(measured, warmth.jitShare(), ladders.maxJitShare()))));
        } finally {
            bed().rpc.release();
        }
    }

    @Override
    public void close() {
        if (testbed != null) {
            testbed.close();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path log(Path folder) {
        return folder.resolve("server.log");
    }
}
