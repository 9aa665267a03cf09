package dev.heddle.bench.trial;

import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.suite.Manifest;
import java.util.List;
import java.util.Locale;

/**
 * A step is one process to come.
 *
 * @param index its place in the plan
 * @param block which interleaved block it belongs to, from 0
 * @param contestant who is measured; in switching, whose model is
 * @param scenario what is measured
 */
public record Step(int index, int block, Manifest contestant, Scenario scenario) {
    /** Returns the id of its process, which is also the name of its folder. It is part of a link, so it has no '#'. */
    public String id() {
        return String.format(
                Locale.ROOT,
                "%03d-%s-%s",
                index,
                contestant.name().replace(Trial.SECOND_NAME, "-second"),
                scenario.kind());
    }

    /** Returns the ids of the trials that it records. They are written at once. */
    public List<String> ids() {
        return scenario.points().keySet().stream().map(this::id).toList();
    }

    /** Returns the id of its trial in one scenario. */
    String id(ScenarioName name) {
        return scenario.points().size() == 1 ? id() : id() + "-" + name.text();
    }
}
