package dev.heddle.bench.report;

import dev.heddle.bench.Circle;
import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.List;

/** A chapter is what a report says of one scenario. Each scenario has a class of its own, which holds all of it. */
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
    /** Returns the chapter of a scenario. */
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

    /** Returns the chapters of the scenarios that were measured, in their order. */
    static List<Chapter> of(Analysis analysis) {
        return analysis.scenarios().stream().map(Chapter::of).toList();
    }

    /** Returns the scenario that the chapter is about. */
    ScenarioName scenario();

    /** Returns the chapter's title for people, in a few words. */
    String title();

    /** Says how the scenario was measured, in a sentence or two. */
    String method();

    /** Returns what is to be said beside the chapter's numbers, a sentence each. */
    default List<String> remarks(Analysis analysis) {
        return List.of();
    }

    /** Returns the metrics of the chapter's table on the page. */
    List<Metric> metrics(Analysis analysis);

    /** Returns the metrics that a terminal shows. Only the main numbers have a place there. */
    List<Metric> terminal(Analysis analysis);

    /** Draws the chapter's plots on the canvas, in their order. */
    void draw(Canvas canvas);
}
