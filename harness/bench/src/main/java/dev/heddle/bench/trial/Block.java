package dev.heddle.bench.trial;

import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.ProcessStarter;
import dev.heddle.bench.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds the contestants that are measured together: those of a block that take turns, or one that goes alone.
 *
 * @param starter starts processes
 * @param suite what the run was asked for
 * @param plan draws the order of points and turns
 * @param testbed the downstreams and the load engine; null for a scenario that does without
 * @param steps who is measured, in their order
 * @param folders of their trials, in the same order
 */
public record Block(
        ProcessStarter starter,
        Suite suite,
        Plan plan,
        @Nullable Testbed testbed,
        List<Step> steps,
        List<Path> folders) {
    public Block {
        steps = List.copyOf(steps);
        folders = List.copyOf(folders);
    }

    /** Measures one process that goes alone. */
    public interface Alone {
        /** Measures the process. The files of its trial go into the folder. */
        List<Measured> measure(Step step, Path folder) throws LaunchException, IOException;
    }

    /** Returns the downstreams and the load engine. Their arrivals are the same for all of the block, and for no other block. */
    Testbed bed() {
        return Objects.requireNonNull(testbed, "the scenario said that it does without downstreams")
                .inBlock(steps.getFirst().block());
    }

    /** Measures each process on its own. If a process fails as a whole, all of its points fail. */
    List<List<Measured>> eachAlone(Alone alone) {
        return java.util.stream.IntStream.range(0, steps.size())
                .mapToObj(i -> one(steps.get(i), folders.get(i), alone))
                .toList();
    }

    private static List<Measured> one(Step step, Path folder, Alone alone) {
        try {
            return alone.measure(step, folder);
        } catch (LaunchException | IOException e) {
            return Measured.failed(step.scenario().points(), String.valueOf(e.getMessage()));
        }
    }
}
