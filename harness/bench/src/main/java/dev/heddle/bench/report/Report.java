package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.Flaw;
import dev.heddle.bench.analysis.Verdict;
import dev.heddle.bench.journal.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A report is everything that is derived from a run's raw trials. This record says what was written, and what it says.
 *
 * @param page {@code report.html}
 * @param terminalSummary the main numbers as plain text, lines ended
 * @param failures the points that failed, a sentence each
 * @param notes what is to be said of the record, a sentence each
 * @param lost the files that could not be written, and why, a sentence each
 * @param anyValid whether any valid value remains
 */
public record Report(
        Path page,
        String terminalSummary,
        List<String> failures,
        List<String> notes,
        List<String> lost,
        boolean anyValid) {
    private static final String PAGE = "report.html";

    /**
     * Writes tables, plots, page, notebook and decision into the run's folder. It reads the folder's {@code run.json} and
     * {@code trials.jsonl} alone, and the same records give the same bytes. If a file can't be written, only that file is lost.
     *
     * @throws IOException if a record can't be read
     * @throws IllegalArgumentException if a record is not what Heddle writes
     */
    public static Report write(Path runFolder) throws IOException {
        return write(runFolder, Analysis.of(RunFolder.read(runFolder)));
    }

    /** Writes the report of a run that was analysed already. */
    static Report write(Path runFolder, Analysis analysis) {
        return write(runFolder, analysis, out -> {
            List<Plot> plots = new ArrayList<>();
            for (Chapter chapter : Chapter.of(analysis)) {
                out.attempt("the plots of " + chapter.scenario(), () -> plots.addAll(Canvas.plots(analysis, chapter)));
            }
            return plots;
        });
    }

    /** Writes the report of a run that was analysed already, with the plots that are made here. */
    static Report write(Path runFolder, Analysis analysis, Function<Outputs, List<Plot>> making) {
        Outputs out = new Outputs(runFolder);
        Map<String, String> svgs;
        List<Plot> shown;
        try (Gallery gallery = new Gallery(out)) {
            List<Plot> plots = making.apply(out);
            gallery.draw(plots);
            out.text("summary.csv", () -> Tidy.summary(analysis.rows()));
            out.text("points.csv", () -> Tidy.points(analysis.readings()));
            out.text("dictionary.csv", Tidy::dictionary);
            out.text("decision.md", () -> Decision.of(analysis));
            out.text("summary.md", () -> MarkdownSummary.of(analysis));
            RunData data = RunData.of(analysis, plots, gallery);
            out.text("notebook.ipynb", () -> Notebook.of(data, NotebookCells.of(data)));
            svgs = gallery.svgs();
            shown = plots.stream().filter(plot -> !gallery.refused(plot)).toList();
        }
        // The page is written last, so that it says what else is missing.
        List<String> notes =
                Stream.concat(analysis.notes().stream(), out.lost().stream()).toList();
        out.text(PAGE, () -> Page.of(analysis, shown, svgs, notes));
        return new Report(
                runFolder.resolve(PAGE),
                Terminal.summary(analysis),
                analysis.flaws().stream()
                        .filter(flaw -> flaw.verdict().equals(Verdict.FAILED))
                        .map(Flaw::sentence)
                        .toList(),
                analysis.notes(),
                out.lost(),
                analysis.rows().stream().anyMatch(row -> row.estimate() != null));
    }
}
