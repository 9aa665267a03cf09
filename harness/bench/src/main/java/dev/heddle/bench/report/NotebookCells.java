package dev.heddle.bench.report;

import dev.heddle.bench.analysis.SummaryRow;
import dev.heddle.bench.journal.ScenarioName;
import java.util.ArrayList;
import java.util.List;

/** Tells the notebook's story of one run. What the run holds decides which cells there are, and the names in them. */
final class NotebookCells {
    private final RunData data;
    private final List<NotebookCell> cells = new ArrayList<>();

    private NotebookCells(RunData data) {
        this.data = data;
    }

    static List<NotebookCell> of(RunData data) {
        NotebookCells story = new NotebookCells(data);
        story.load();
        story.findings();
        story.cells.addAll(NotebookQuestions.of(data));
        return List.copyOf(story.cells);
    }

    private void load() {
        prose("""
                # Heddle: the evidence of run %s

                Every number and plot below is what the code in these cells gave when the report was written. To question them in Jupyter: build \
                Heddle once (`./heddle list`), install the Java kernel (`io.github.padreati:rapaio-jupyter-kernel:3.0.1` of Maven Central, on \
                JDK 25 or later: `java -jar rapaio-jupyter-kernel-3.0.1.jar -i -auto`) and set `HEDDLE_HOME` to Heddle's folder, unless the run is in its \
                `results`.""".formatted(MarkdownTable.escape(data.run().run())));
        code("""
                // Heddle's classes; the kernel alone needs to be told where they are.
                %jar \\{System.getenv().getOrDefault("HEDDLE_HOME", "../..")}/harness/bench/target/bench.jar""");
        code("""
                import static dev.heddle.bench.report.Display.*;

                import dev.heddle.bench.analysis.*;
                import dev.heddle.bench.journal.*;
                import dev.heddle.bench.judge.*;
                import dev.heddle.bench.report.*;
                import dev.heddle.bench.stats.*;
                import java.util.*;

                RunData data = RunData.here();
                show(data.conditions());""");
    }

    private void findings() {
        prose("""
                ## What it says

                The verdicts, and what they do not cover.""");
        code("show(data.answer());");
        code("show(data.gaps());");
        List<String> plots = data.plots();
        if (!plots.isEmpty()) {
            prose("""
                    ## Plots

                    With Vega (JupyterLab, VS Code) they answer to the mouse; elsewhere they are pictures.""");
            plots.forEach(plot -> code("show(data.plot(%s));".formatted(NotebookCell.literal(plot))));
        }
        List<ScenarioName> scenarios =
                data.rows().stream().map(SummaryRow::scenario).distinct().toList();
        if (!scenarios.isEmpty()) {
            prose("""
                    ## The tidy table

                    As `summary.csv` has it: one estimate a contestant, point and metric, with its 95 % interval where trials give one.""");
            scenarios.forEach(
                    scenario -> code("show(data.table(%s));".formatted(NotebookCell.literal(scenario.text()))));
        }
        if (!data.analysis().flaws().isEmpty()) {
            prose("""
                    ## What is not valid

                    Kept, shown, and in no estimate.""");
            code("show(data.flaws());");
        }
    }

    private void prose(String source) {
        cells.add(new NotebookCell.Prose(source));
    }

    private void code(String source) {
        cells.add(new NotebookCell.Code(source));
    }
}
