package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.Made;
import dev.heddle.bench.analysis.SyntheticRun;
import dev.heddle.bench.journal.RecordException;
import dev.heddle.bench.judge.JudgedTrial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final int FIVE_MEGABYTES = 5_000_000;

    private static final JudgedTrial FAILED =
            SyntheticRun.trial(0, 0, "throughput", List.of(Made.failed("concurrency=16", "no answer within 2 s")));

    private static Path shared = Path.of("");
    private static Report report = new Report(Path.of(""), "", List.of(), List.of(), List.of(), false);

    @BeforeAll
    static void write() {
        report = SyntheticReport.written();
        shared = SyntheticReport.folder();
    }

    @Test
    void everyPlotIsDrawnAsSvgAndPng() throws IOException {
        List<Path> svgs = plots(".svg");
        assertThat(svgs)
                .extracting(path -> path.getFileName().toString())
                .containsExactly(
                        "brownout-errors.svg",
                        "brownout-noop.svg",
                        "brownout-p99.svg",
                        "brownout-rss.svg",
                        "brownout-threads.svg",
                        "capacity.svg",
                        "closed-loop-latency-p99.svg",
                        "cpu.svg",
                        "handoff.svg",
                        "interference.svg",
                        "latency-fraction.svg",
                        "latency-rate.svg",
                        "memory-idle.svg",
                        "memory-in-flight.svg",
                        "memory-layers.svg",
                        "memory-threads.svg",
                        "percentiles-fraction-0.75.svg",
                        "percentiles-rate-2000.svg",
                        "percentiles-rate-500.svg",
                        "throughput.svg");
        for (Path svg : svgs) {
            assertThat(Files.readString(svg))
                    .containsPattern("mark-(symbol|line) role-mark")
                    .contains("<path")
                    .doesNotContain("NaN");
        }
        for (Path png : plots(".png")) {
            assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(900);
        }
        assertThat(plots(".vl.json")).hasSameSizeAs(svgs);
    }

    @Test
    void aPointThatIsNotValidIsDrawnHollowAndBreaksTheLine() throws IOException {
        String spec = Files.readString(shared.resolve("plots/throughput.vl.json"));
        assertThat(spec).contains("\"verdict\" : \"downstream-bound\"").contains("\"value\" : null");
        assertThat(Files.readString(shared.resolve("plots/throughput.svg")))
                .containsPattern("verdict: downstream-bound[^>]* d=\"[^\"]*\" stroke=\"#E69F00\"") // no fill
                .doesNotContainPattern("verdict: downstream-bound[^>]* fill=\"#");
    }

    @Test
    void thePageAsksTheNetworkForNothing() throws IOException {
        String page = Files.readString(report.page());
        assertThat(page.length()).isLessThan(FIVE_MEGABYTES);
        String markup = Pattern.compile("<script[^>]*>.*?</script>", Pattern.DOTALL)
                .matcher(page)
                .replaceAll("");
        assertThat(markup)
                .doesNotContainPattern("(?i)(src|href|action|data|poster)\\s*=\\s*[\"']?\\s*(https?:)?//")
                .doesNotContainPattern("(?i)url\\(|@import")
                .contains("default-src 'none'");
    }

    @Test
    void textOfTheRunCanNotBecomeMarkup() throws IOException {
        String page = Files.readString(report.page());
        assertThat(page)
                .doesNotContain("The <b>vertx-loop</b>")
                .doesNotContain("<script>alert(1)")
                .contains("The &lt;b&gt;vertx-loop&lt;/b&gt; &amp; friends");
        assertThat(page.split("</script>", -1)).hasSize(1 + 5);
    }

    @Test
    void thePageSaysWhatTheRunDoesNot() throws IOException {
        assertThat(Files.readString(report.page()))
                .contains("noise floor")
                .contains(
                        "bytes_per_connection.other of platform-threads, virtual-threads, vertx-loop: it could not be read")
                .contains("./heddle run --suite &#39;my suite.yaml&#39; --seed 7");
    }

    @Test
    void theCommandLineLearnsWhatFailed() {
        assertThat(report.failures()).hasSize(3).allMatch(failure -> failure.contains("no answer within 2 s"));
        assertThat(report.anyValid()).isTrue();
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void theSameRecordsGiveTheSameBytesUnderAnyLocale(@TempDir Path again) throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            Report second = Report.write(SyntheticRun.write(again, SyntheticRun.run(), SyntheticRun.trials()));
            assertThat(second.terminalSummary()).isEqualTo(report.terminalSummary());
        } finally {
            Locale.setDefault(before);
        }
        assertThat(contents(again)).isEqualTo(contents(shared));
    }

    @Test
    void exportsAreAsMeant() throws Exception {
        List<JudgedTrial> trials = SyntheticRun.trials();
        Analysis analysis = SyntheticRun.analysis(trials);
        Golden.check(
                "summary.csv", () -> Tidy.summary(SyntheticRun.analysis(trials).rows()));
        Golden.check(
                "points.csv",
                () -> Tidy.points(analysis.readings().stream()
                        .filter(reading -> List.of("throughput", "switching", "capacity")
                                .contains(reading.scenario().text()))
                        .toList()));
        Golden.check("dictionary.csv", Tidy::dictionary);
        Golden.check(
                "answer.md",
                () -> String.join("\n\n", SyntheticRun.analysis(trials).answer().sentences()));
        Golden.check("capacity.vl.json", () -> plot("capacity", trials).spec().toPrettyString());
        Golden.check(
                "percentiles-rate-2000.csv",
                () -> Csv.of(plot("percentiles-rate-2000", trials).data()));
        Golden.check(
                "brownout-rss.csv", () -> Csv.of(plot("brownout-rss", trials).data()));
    }

    /** 20,000 requests a trial: three trials are 60,000, of which ten lie beyond 99.983 %. */
    @Test
    void percentilesEndWhereTheSamplesDo() {
        List<JudgedTrial> trials = SyntheticRun.trials();
        assertThat(plot("percentiles-rate-500", trials).data())
                .allMatch(row -> row.required("x").asDouble() <= 6000)
                .anyMatch(row -> row.required("x").asDouble() > 4700)
                .allMatch(row -> row.has("low") == (row.required("x").asDouble() <= 2000));
        List<JudgedTrial> one = trials.subList(0, trials.size() / 3);
        assertThat(plot("percentiles-rate-500", one).data())
                .allMatch(row -> row.required("x").asDouble() <= 2000)
                .noneMatch(row -> row.has("low"));
    }

    private static Plot plot(String name, List<JudgedTrial> trials) {
        return Plots.of(SyntheticRun.analysis(trials)).stream()
                .filter(plot -> plot.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLastLineThatWasCutShortIsLeftOutAndSaid(@TempDir Path folder) throws IOException {
        SyntheticRun.write(folder, SyntheticRun.run(), List.of(FAILED));
        Files.writeString(
                folder.resolve("trials.jsonl"),
                Files.readString(folder.resolve("trials.jsonl")) + "{\"id\":\"memory-0-\",\"block\":0,\"contes");
        Report cut = Report.write(folder);
        assertThat(cut.notes()).singleElement().asString().contains("cut short");
        assertThat(Files.readString(cut.page())).contains("cut short");
    }

    @Test
    void aRunWithoutTrialsIsAReportThatSaysSo(@TempDir Path folder) throws IOException {
        Report empty = Report.write(SyntheticRun.write(folder, SyntheticRun.run(), List.of()));
        assertThat(empty.anyValid()).isFalse();
        assertThat(Files.readString(empty.page())).contains("No point was measured");
    }

    @Test
    void aLineInTheMiddleThatIsNoTrialIsNamed(@TempDir Path folder) throws IOException {
        SyntheticRun.write(folder, SyntheticRun.run(), List.of(FAILED));
        Files.writeString(
                folder.resolve("trials.jsonl"), "no trial\n" + Files.readString(folder.resolve("trials.jsonl")));
        assertThatExceptionOfType(RecordException.class)
                .isThrownBy(() -> Report.write(folder))
                .withMessageContaining("line 1")
                .withMessageContaining("Remove that line");
    }

    @Test
    void aFolderThatIsNoRunIsNamed(@TempDir Path folder) {
        assertThatIOException()
                .isThrownBy(() -> Report.write(folder.resolve("absent")))
                .withMessageContaining("run.json can't be read")
                .withMessageContaining("Give the folder that heddle run wrote");
    }

    private static List<Path> plots(String ending) throws IOException {
        try (Stream<Path> files = Files.list(shared.resolve("plots"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** Every file's bytes, as text of one character a byte. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
