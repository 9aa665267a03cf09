package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.Made;
import dev.heddle.bench.analysis.SyntheticRun;
import dev.heddle.bench.analysis.Watched;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A file that can't be written is lost alone. */
class LostFilesTest {
    private static final List<String> FILES = List.of(
            "summary.csv",
            "points.csv",
            "dictionary.csv",
            "decision.md",
            "summary.md",
            "notebook.ipynb",
            "report.html",
            "plots/handoff.svg",
            "plots/handoff.png",
            "plots/handoff.csv",
            "plots/handoff.vl.json");

    @TempDir
    private Path folder;

    @Test
    void aFileInWhosePlaceAFolderIsIsLostAlone() throws IOException {
        for (String name : List.of("points.csv", "decision.md", "plots/handoff.png")) {
            Files.createDirectories(folder.resolve(name));
        }
        Report report = Report.write(folder, Analysis.of(SyntheticRun.run(), handoffs(), List.of()));
        assertThat(report.lost())
                .containsExactly(
                        "decision.md could not be written: Is a directory",
                        "plots/handoff.png could not be written: Is a directory",
                        "points.csv could not be written: Is a directory");
        assertThat(FILES.stream().filter(name -> Files.isRegularFile(folder.resolve(name))))
                .containsExactlyElementsOf(FILES.stream()
                        .filter(name -> !List.of("points.csv", "decision.md", "plots/handoff.png")
                                .contains(name))
                        .toList());
        assertThat(Files.readString(report.page())).contains("decision.md could not be written");
        assertThat(report.anyValid()).isTrue();
    }

    @Test
    void aPlaceWithoutPlotsHasThePageWithItsPictures() throws IOException {
        Files.writeString(folder.resolve("plots"), "no folder");
        Report report = Report.write(folder, Analysis.of(SyntheticRun.run(), handoffs(), List.of()));
        assertThat(report.lost()).singleElement().asString().startsWith("plots could not be written: ");
        assertThat(Files.readString(report.page())).contains("mark-symbol role-mark");
        assertThat(Files.readString(folder.resolve("notebook.ipynb"))).contains("image/png");
    }

    @Test
    void aPlotThatVegaCanNotDrawIsLostAlone() throws IOException {
        Analysis analysis = Analysis.of(SyntheticRun.run(), handoffs(), List.of());
        List<Plot> plots = new ArrayList<>();
        plots.add(new Plot("broken", "Broken", "Broken.", List.of(), (ObjectNode) JsonMapper.shared()
                .readTree("{\"data\": {\"values\": []}, \"usermeta\": {\"section\": \"switching\"}}")));
        plots.addAll(Plots.of(analysis));
        Files.createDirectories(folder.resolve("plots"));
        Files.writeString(folder.resolve("plots/broken.svg"), "of an earlier report");
        Report report = Report.write(folder, analysis, out -> plots);
        assertThat(report.lost())
                .singleElement()
                .asString()
                .startsWith("plots/broken.svg could not be written: plot broken can't be drawn: Vega says: ");
        assertThat(FILES).allSatisfy(name -> assertThat(folder.resolve(name)).isRegularFile());
        assertThat(folder.resolve("plots/broken.svg")).doesNotExist();
        assertThat(Files.readString(report.page()))
                .contains("plots/broken.svg could not be written")
                .doesNotContain("plot-broken");
        assertThat(Files.readString(folder.resolve("notebook.ipynb"))).contains("data.plot(\\\"broken\\\")");
    }

    @Test
    void oneReportIsOneAnalysis() throws IOException {
        SyntheticRun.write(folder, SyntheticRun.run(), handoffs());
        List<String> computed = new ArrayList<>();
        Analysis analysis = Watched.analysis(RunFolder.read(folder), computed::add);
        Files.delete(folder.resolve("trials.jsonl")); // Whoever reads it again, fails.
        Report report = Report.write(folder, analysis);
        assertThat(report.lost()).isEmpty();
        // The notebook leaves each trial of its row out once, which takes rows and no comparison.
        assertThat(computed.stream().filter(part -> part.equals("comparisons"))).hasSize(1);
        assertThat(computed.stream().filter(part -> part.equals("decision"))).hasSize(1);
        assertThat(computed.stream().filter(part -> part.equals("rows"))).hasSize(1 + 3);
    }

    private static List<JudgedTrial> handoffs() {
        return Stream.of(0, 1, 2)
                .flatMap(block -> SyntheticRun.CONTESTANTS.stream()
                        .map(who -> Made.trial(
                                who + block,
                                block,
                                who,
                                "switching",
                                List.of(Made.point(
                                        "same-cpu",
                                        new Outcome.Valid(),
                                        Map.of("handoff_ns", 1000.0 + 10 * block + who.length()))))))
                .toList();
    }
}
