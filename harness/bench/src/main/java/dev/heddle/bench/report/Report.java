package dev.heddle.bench.report;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that is derived from a run's raw trials, as written.
 *
 * @param page {@code report.html}
 * @param terminalSummary the main numbers as plain text, lines ended
 * @param failures the points that failed, a sentence each
 * @param notes what was left out of the report, and why, a sentence each
 * @param anyValid whether any valid value remains
 */
public record Report(Path page, String terminalSummary, List<String> failures, List<String> notes, boolean anyValid) {
    /**
     * Writes {@code summary.csv}, {@code points.csv}, {@code dictionary.csv}, {@code plots/} and {@code report.html} into the run's folder, from its {@code run.json} and
     * {@code trials.jsonl} alone; the same records give the same bytes.
     *
     * @throws IOException if a record can't be read or a file can't be written
     * @throws IllegalArgumentException if a record is not what Heddle writes
     */
    public static Report write(Path runFolder) throws IOException {
        List<String> notes = new ArrayList<>();
        RunFolder folder = RunFolder.read(runFolder);
        Run run = folder.run();
        List<Trial> trials = folder.trials();
        if (folder.cut()) {
            notes.add(
                    "The last line of trials.jsonl is cut short: the run ended while writing it. That trial is left out.");
        }
        List<SummaryRow> rows = Summary.of(trials);
        Files.writeString(runFolder.resolve("summary.csv"), Summary.csv(rows));
        Files.writeString(runFolder.resolve("points.csv"), Tidy.points(trials));
        Files.writeString(runFolder.resolve("dictionary.csv"), Tidy.dictionary());
        List<Plot> plots = Plots.of(run, trials, rows);
        Map<String, String> svgs = draw(plots, Files.createDirectories(runFolder.resolve("plots")));
        Path page = runFolder.resolve("report.html");
        Files.writeString(page, Page.of(run, trials, rows, plots, svgs, notes));
        Files.writeString(runFolder.resolve("decision.md"), Decision.of(run, trials));
        Files.writeString(runFolder.resolve("summary.md"), MarkdownSummary.of(run, trials));
        Files.writeString(
                runFolder.resolve("notebook.ipynb"), Notebook.of(runFolder, NotebookCells.of(RunData.read(runFolder))));
        return new Report(
                page,
                Terminal.summary(run, rows, Comparison.of(run, trials)),
                Flaw.of(trials).stream()
                        .filter(flaw -> flaw.rule().equals(Flaw.FAILED))
                        .map(Flaw::sentence)
                        .toList(),
                List.copyOf(notes),
                rows.stream().anyMatch(row -> row.estimate() != null));
    }

    private static Map<String, String> draw(List<Plot> plots, Path folder) throws IOException {
        Map<String, String> svgs = new LinkedHashMap<>();
        if (plots.isEmpty()) {
            return svgs;
        }
        try (ChartRenderer renderer = new ChartRenderer()) {
            for (Plot plot : plots) {
                String svg = renderer.svg(plot);
                svgs.put(plot.name(), svg);
                Files.writeString(
                        folder.resolve(plot.name() + ".vl.json"), plot.spec().toPrettyString() + "\n");
                Files.writeString(folder.resolve(plot.name() + ".csv"), Csv.of(plot.data()));
                Files.writeString(folder.resolve(plot.name() + ".svg"), svg);
                Files.write(folder.resolve(plot.name() + ".png"), renderer.png(svg));
            }
        }
        return svgs;
    }
}
