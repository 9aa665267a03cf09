package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.Made;
import dev.heddle.bench.analysis.SyntheticRun;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scenario that Heddle has never heard of, beside one that it knows. */
class OtherScenarioTest {
    @TempDir
    static Path folder;

    private static Report report = new Report(Path.of(""), "", List.of(), List.of(), List.of(), false);

    @BeforeAll
    static void write() {
        List<JudgedTrial> trials = new ArrayList<>();
        for (int block = 0; block < 6; block++) {
            for (String who : List.of("platform-threads", "virtual-threads", "virtual-threads#2")) {
                double noise = 0.01 * (block * who.length() % 7);
                double factor = who.equals("platform-threads") ? 3 : 1;
                trials.add(Made.trial(
                        "toy-" + block + who,
                        block,
                        who,
                        "toy <1>",
                        List.of(Made.point("size=3", new Outcome.Valid(), Map.of("toy_ms", factor + noise)))));
                trials.add(Made.trial(
                        "throughput-" + block + who,
                        block,
                        who,
                        "throughput",
                        List.of(Made.point(
                                "concurrency=8", new Outcome.Valid(), Map.of("cpu_us_per_request", 100 + noise)))));
            }
        }
        report = Report.write(folder, Analysis.of(SyntheticRun.run(), trials, List.of()));
    }

    @Test
    void itLosesNothing() {
        assertThat(report.lost()).isEmpty();
    }

    @Test
    void theTerminalShowsIt() {
        assertThat(report.terminalSummary())
                .containsPattern("\ntoy <1>: toy_ms\n +platform-threads +virtual-threads\n +size=3 +3\\.\\d+ \\+/- ");
    }

    @Test
    void theTableHasIt() throws IOException {
        assertThat(read("summary.csv")).contains("\ntoy <1>,virtual-threads,size=3,toy_ms,ms,1.0");
        assertThat(read("points.csv")).contains(",toy <1>,virtual-threads,size=3,toy_ms,ms,1");
    }

    @Test
    void thePageHasAChapterOfItThatJudgesNothing() throws IOException {
        assertThat(read("report.html"))
                .contains("<section id=\"toy &lt;1&gt;\">", "<h2>toy &lt;1&gt;</h2>", "href=\"#toy &lt;1&gt;\"")
                .contains("data-plot=\"toy-1-toy_ms\"")
                .containsPattern("toy_ms<span class=\"at\">size=3</span>.*<td class=\"says\"></td>")
                .doesNotContain("toy <1>");
        assertThat(folder.resolve("plots/toy-1-toy_ms.png")).exists();
    }

    @Test
    void theNotebookHasIt() throws IOException {
        assertThat(read("notebook.ipynb"))
                .contains("show(data.table(\\\"toy <1>\\\"));")
                .contains("show(data.plot(\\\"toy-1-toy_ms\\\"));");
    }

    @Test
    void theDecisionSaysThatItIsNotWeighed() throws IOException {
        String decision = read("decision.md");
        assertThat(decision.substring(decision.indexOf("### Measured, and not weighed")))
                .containsPattern("\\| toy_ms in toy <1> +\\| size=3 +\\| ms +\\| +3\\.\\d+ ± ");
        assertThat(decision.substring(0, decision.indexOf("### Measured, and not weighed")))
                .doesNotContain("toy_ms");
        assertThat(read("summary.md"))
                .containsPattern("\\| toy_ms in toy .* \\| size=3 ")
                .doesNotContain("**3.");
    }

    private static String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }
}
