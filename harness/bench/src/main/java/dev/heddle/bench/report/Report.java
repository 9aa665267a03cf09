package dev.heddle.bench.report;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

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
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Writes {@code summary.csv}, {@code points.csv}, {@code dictionary.csv}, {@code plots/} and {@code report.html} into the run's folder, from its {@code run.json} and
     * {@code trials.jsonl} alone; the same records give the same bytes.
     *
     * @throws IOException if a record can't be read or a file can't be written
     * @throws IllegalArgumentException if a record is not what Heddle writes
     */
    public static Report write(Path runFolder) throws IOException {
        List<String> notes = new ArrayList<>();
        Run run = run(runFolder.resolve("run.json"));
        List<Trial> trials = trials(runFolder.resolve("trials.jsonl"), notes);
        List<SummaryRow> rows = Summary.of(trials);
        Files.writeString(runFolder.resolve("summary.csv"), Summary.csv(rows));
        Files.writeString(runFolder.resolve("points.csv"), Tidy.points(trials));
        Files.writeString(runFolder.resolve("dictionary.csv"), Tidy.dictionary());
        List<Plot> plots = Plots.of(run, trials, rows);
        Map<String, String> svgs = draw(plots, Files.createDirectories(runFolder.resolve("plots")));
        Files.writeString(
                runFolder.resolve("notebook.ipynb"), Notebook.of(runFolder, NotebookCells.of(RunData.read(runFolder))));
        Path page = runFolder.resolve("report.html");
        Files.writeString(page, Page.of(run, trials, rows, plots, svgs, notes));
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
                Files.writeString(folder.resolve(plot.name() + ".svg"), svg);
                Files.write(folder.resolve(plot.name() + ".png"), renderer.png(svg));
            }
        }
        return svgs;
    }

    static Run run(Path file) throws IOException {
        try {
            return JSON.readValue(text(file), Run.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    file + " is not a run's record: " + e.getOriginalMessage()
                            + ". Give the folder that heddle run wrote.",
                    e);
        }
    }

    static List<Trial> trials(Path file, List<String> notes) throws IOException {
        List<String> lines = text(file).lines().toList();
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                trials.add(JSON.readValue(lines.get(i), Trial.class));
            } catch (JacksonException e) {
                if (i < lines.size() - 1) {
                    throw new IllegalArgumentException(
                            "%s, line %d is not a trial: %s. Remove that line to report on the others."
                                    .formatted(file, i + 1, e.getOriginalMessage()),
                            e);
                }
                notes.add(
                        "The last line of trials.jsonl is cut short: the run ended while writing it. That trial is left out.");
            }
        }
        return trials;
    }

    private static String text(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file
                    + " can't be read: it is missing or not yours to read. Give the folder that heddle run wrote.");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8); // A cut line may end inside a character.
    }
}
