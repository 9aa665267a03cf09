package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import java.util.List;

/** Makes the plots of a run. */
final class Plots {
    private Plots() {}

    /** Returns every plot that the run has data for, chapter by chapter. */
    static List<Plot> of(Analysis analysis) {
        return Chapter.of(analysis).stream()
                .flatMap(chapter -> Canvas.plots(analysis, chapter).stream())
                .toList();
    }
}
