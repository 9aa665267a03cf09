package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Journal;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.Launcher;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a plan, trial by trial; what a trial found, or why it found nothing, is on disk before the next begins. */
public final class Runner implements AutoCloseable {
    /** Users of the warm-up where the ladder has none of its own to say; few, so that what they leave behind is little. */
    private static final int MEMORY_WARM_UP_USERS = 16;

    private static final String NATIVE_MEMORY_TRACKING = "-XX:NativeMemoryTracking=summary";

    private final Launcher launcher;
    private final Suite suite;
    private final @Nullable String postgresUrl;
    private final Plan plan;
    private final Journal journal;
    private final Progress progress;
    private @Nullable Testbed testbed;

    /** Hears how far it is. */
    public interface Progress {
        /** A trial begins. */
        void begins(int index, Step step);

        /** It has ended and is on disk. */
        void ended(int index, Trial trial);
    }

    /** What a trial's measurement yields. */
    private record Findings(String warmup, List<Point> points) {}

    /**
     * A runner; the downstreams are started when a trial first needs them.
     *
     * @param postgresUrl the reader's own database, or null for one of ours
     */
    public Runner(
            Launcher launcher,
            Suite suite,
            @Nullable String postgresUrl,
            Plan plan,
            Journal journal,
            Progress progress) {
        this.launcher = launcher;
        this.suite = suite;
        this.postgresUrl = postgresUrl;
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
        for (int index = 0; index < plan.steps().size(); index++) {
            Step step = plan.steps().get(index);
            progress.begins(index, step);
            if (step.kind() != Step.Kind.SWITCHING && testbed == null) {
                testbed = Testbed.start(launcher, suite, plan.seed(), postgresUrl);
            }
            progress.ended(index, trial(index, step));
            String dead = testbed == null ? "" : testbed.dead();
            if (!dead.isEmpty()) {
                throw new LaunchException(
                        "After trial " + (index + 1) + " " + dead
                                + " was gone; what was measured so far is kept. Is something else on this machine ending processes?");
            }
        }
    }

    private Trial trial(int index, Step step) throws IOException {
        String id = String.format(
                Locale.ROOT,
                "%03d-%s-%s",
                index,
                step.contestant().name(),
                step.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        Path folder = journal.trialFolder(id);
        Instant started = Instant.now();
        long start = System.nanoTime();
        Findings findings;
        try {
            findings = switch (step.kind()) {
                case THROUGHPUT -> throughput(index, step.contestant(), folder);
                case MEMORY_IDLE -> memory(Memory.IDLE, step.contestant(), folder);
                case MEMORY_IN_FLIGHT -> memory(Memory.IN_FLIGHT, step.contestant(), folder);
                case SWITCHING ->
                    new Findings("by JMH", switching(step.contestant().model(), folder));
            };
        } catch (LaunchException | IOException e) {
            findings = new Findings("", failed(step, String.valueOf(e.getMessage())));
        }
        Trial trial = new Trial(
                id,
                step.block(),
                step.contestant().name(),
                step.contestant().model(),
                step.kind().scenario(),
                started.truncatedTo(ChronoUnit.MILLIS).toString(),
                Math.round((System.nanoTime() - start) / 1e6) / 1e3,
                findings.warmup(),
                findings.points());
        journal.append(trial);
        return trial;
    }

    private List<Point> failed(Step step, String error) {
        List<String> names = switch (step.kind()) {
            case THROUGHPUT ->
                throughput().concurrency().stream().map(Throughput::name).toList();
            case MEMORY_IDLE -> List.of(Memory.IDLE);
            case MEMORY_IN_FLIGHT -> List.of(Memory.IN_FLIGHT);
            case SWITCHING -> Switching.POINTS;
        };
        return names.stream().map(name -> Point.failed(name, error)).toList();
    }

    private List<Point> switching(String model, Path folder) throws LaunchException, IOException {
        return Switching.measure(
                launcher, Objects.requireNonNull(suite.scenarios().switching()), model, folder);
    }

    private Testbed bed() {
        return Objects.requireNonNull(testbed, "only switching does without downstreams");
    }

    private Suite.Throughput throughput() {
        return Objects.requireNonNull(suite.scenarios().throughput());
    }

    private Findings throughput(int index, Manifest manifest, Path folder) throws LaunchException, IOException {
        List<Integer> ladder = throughput().concurrency();
        int most = ladder.stream().mapToInt(Integer::intValue).max().orElseThrow();
        try (ContestantProcess contestant = bed().contestant(manifest, 0, most, log(folder))) {
            String wrong = Answers.wrong(bed(), contestant);
            if (!wrong.isEmpty()) {
                throw new LaunchException(manifest.name() + " does not keep the contract: " + wrong
                        + "; see `heddle conform " + manifest.name() + "`");
            }
            String warmup = bed().warmUp(
                            contestant,
                            ladder,
                            throughput().warmup(),
                            throughput().bursts());
            List<Point> points = new ArrayList<>();
            for (int users : plan.visits(index, ladder)) {
                points.add(point(contestant, users, folder));
            }
            bed().rpc.reset();
            return new Findings(warmup, points);
        }
    }

    /** A point that fails is kept beside those that did not, as long as the contestant lives. */
    private Point point(ContestantProcess contestant, int users, Path folder) throws IOException {
        try {
            return Throughput.measure(bed(), contestant, users, folder);
        } catch (LaunchException e) {
            return Point.failed(Throughput.name(users), String.valueOf(e.getMessage()));
        }
    }

    private Findings memory(String point, Manifest manifest, Path folder) throws LaunchException, IOException {
        Suite.Memory ladders = Objects.requireNonNull(suite.scenarios().memory());
        boolean idle = point.equals(Memory.IDLE);
        int inFlight = idle
                ? MEMORY_WARM_UP_USERS
                : Math.max(MEMORY_WARM_UP_USERS, ladders.inFlight().getLast());
        // Idle connections send their one request 64 at a time.
        int most = Math.max(64, inFlight);
        try (ContestantProcess contestant =
                bed().contestant(manifest, 0, most, Memory.TIMEOUT, List.of(NATIVE_MEMORY_TRACKING), log(folder))) {
            String warmup = bed().warmUp(contestant, List.of(MEMORY_WARM_UP_USERS), ladders.warmup(), ladders.bursts());
            Memory memory = new Memory(bed(), contestant);
            Point measured = idle ? memory.idle(ladders.idle()) : memory.inFlight(ladders.inFlight());
            bed().rpc.reset();
            return new Findings(warmup, List.of(measured));
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

    private static Path log(Path folder) {
        return folder.resolve("server.log");
    }
}
