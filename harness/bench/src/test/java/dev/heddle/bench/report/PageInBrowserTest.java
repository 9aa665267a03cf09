package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: its scripts run under its own policy, and without them it is still a report. */
class PageInBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final int PLOTS = 8;

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is absent: install Debian's chromium to run this");
        Report.write(SyntheticRun.write(folder, SyntheticRun.run(), SyntheticRun.trials()));
    }

    @Test
    void everyPlotBecomesInteractiveWithoutAnError() throws IOException, InterruptedException {
        Visit visit = visit(folder.resolve("report.html"));
        assertThat(count("data-drawn=\"interactive\"", visit.dom())).isEqualTo(PLOTS);
        assertThat(count("<svg[^>]*class=\"marks\"", visit.dom())).isEqualTo(PLOTS);
        assertThat(visit.console()).isEmpty();
    }

    @Test
    void whereScriptsAreForbiddenThePicturesStay() throws IOException, InterruptedException {
        Path still = folder.resolve("still.html");
        String page = Files.readString(folder.resolve("report.html"));
        Files.writeString(still, page.replace("script-src 'unsafe-inline'", "script-src 'none'"));
        Visit visit = visit(still);
        assertThat(count("data-drawn=\"interactive\"", visit.dom())).isZero();
        assertThat(count("<svg[^>]*class=\"marks\"", visit.dom())).isEqualTo(PLOTS);
        assertThat(visit.console()).anyMatch(line -> line.contains("Content Security Policy"));
    }

    private record Visit(String dom, List<String> console) {}

    private static Visit visit(Path page) throws IOException, InterruptedException {
        Path dom = Files.createTempFile(folder, "dom", ".html");
        Path log = Files.createTempFile(folder, "browser", ".log");
        Process browser = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--enable-logging=stderr",
                        "--virtual-time-budget=20000",
                        "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(browser.waitFor(120, TimeUnit.SECONDS))
                    .as("chromium ended")
                    .isTrue();
        } finally {
            browser.destroyForcibly();
        }
        List<String> console = Files.readString(log)
                .lines()
                .filter(line -> line.contains("CONSOLE"))
                .toList();
        return new Visit(Files.readString(dom), console);
    }

    private static long count(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
