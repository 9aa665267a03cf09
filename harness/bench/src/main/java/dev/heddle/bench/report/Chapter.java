package dev.heddle.bench.report;

import dev.heddle.bench.Circle;
import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.List;

/** What a report says of one scenario; each scenario has a class of its own, in which all of it stands. */
@Circle("A sealed type names its types, and each of them draws on the canvas that a chapter is given.")
sealed interface Chapter
        permits ThroughputChapter,
                LatencyChapter,
                CapacityChapter,
                MemoryChapter,
                SwitchingChapter,
                BrownoutChapter,
                InterferenceChapter,
                OtherChapter {
    /** The chapter of a scenario. */
    static Chapter of(ScenarioName scenario) {
        return switch (scenario) {
            case ScenarioName.Known.THROUGHPUT -> new ThroughputChapter();
            case ScenarioName.Known.LATENCY -> new LatencyChapter();
            case ScenarioName.Known.CAPACITY -> new CapacityChapter();
            case ScenarioName.Known.MEMORY -> new MemoryChapter();
            case ScenarioName.Known.SWITCHING -> new SwitchingChapter();
            case ScenarioName.Known.BROWNOUT -> new BrownoutChapter();
            case ScenarioName.Known.INTERFERENCE -> new InterferenceChapter();
            case ScenarioName.Other other -> new OtherChapter(other);
        };
    }

    /** The chapters of what was measured, in their order. */
    static List<Chapter> of(Analysis analysis) {
        return analysis.scenarios().stream().map(Chapter::of).toList();
    }

    /** What it is about. */
    ScenarioName scenario();

    /** For people, a few words. */
    String title();

    /** How it was measured, in a sentence or two. */
    String method();

    /** The metrics of its table on the page. */
    List<Metric> metrics(Analysis analysis);

    /** The metrics that a terminal shows, where only the main numbers have a place. */
    List<Metric> terminal(Analysis analysis);

    /** Its plots, in their order. */
    void draw(Canvas canvas);
}
