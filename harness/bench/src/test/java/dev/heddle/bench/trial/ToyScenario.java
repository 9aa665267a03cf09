package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.launch.ContestantProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A scenario that Heddle does not know: how many letters a contestant's name has, in milliseconds. */
record ToyScenario(int forks, boolean takesTurns) implements Scenario.Plugged {
    static final ScenarioName NAME = new ScenarioName.Other("toy");

    @Override
    public String kind() {
        return "toy";
    }

    @Override
    public Map<ScenarioName, List<String>> points() {
        return Map.of(NAME, List.of("letters"));
    }

    @Override
    public Duration estimate() {
        return Duration.ofSeconds(1);
    }

    @Override
    public List<Need> needs() {
        return List.of();
    }

    @Override
    public List<List<Measured>> measure(Block block) {
        return block.eachAlone((step, folder) -> {
            try (ContestantProcess contestant =
                    block.bed().contestant(step.contestant(), 0, 1, Path.of("server.log"))) {
                return List.of(new Measured(
                        NAME,
                        List.of(),
                        List.of(Point.of(
                                "letters",
                                Map.of("toy_ms", contestant.name().length() + 0.1 * step.block()),
                                new Evidence.None(),
                                Map.of()))));
            }
        });
    }
}
