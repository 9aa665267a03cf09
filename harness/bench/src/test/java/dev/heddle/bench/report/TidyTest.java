package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.bench.analysis.Reading;
import dev.heddle.bench.analysis.SyntheticRun;
import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.judge.JudgedTrial;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's three lines for others' tools, run as they stand there: each finds the means that {@code summary.csv} has. */
class TidyTest {
    private static final String DATA = "results/reference/points.csv";

    @TempDir
    Path folder;

    @Test
    void pandasFindsTheSameMeans() throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(
                Files.isExecutable(python) && run(List.of(python.toString(), "-c", "from pandas import read_csv")) == 0,
                "pandas is absent: install Debian's python3-pandas to run this");
        check(snippet("python") + "\nmeans.to_csv('means.csv')\n", "means.py", python.toString());
    }

    @Test
    void rFindsTheSameMeans() throws Exception {
        assumeTrue(onPath("Rscript"), "Rscript is absent: install Debian's r-base-core to run this");
        check(
                snippet("r") + "\nwrite.csv(means, 'means.csv', row.names = FALSE, quote = FALSE)\n",
                "means.R",
                "Rscript");
    }

    @Test
    void duckDbFindsTheSameMeans() throws Exception {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "DuckDB's library is on the class path for Linux on amd64 alone");
        List<JudgedTrial> trials = data();
        Map<String, Double> found = new LinkedHashMap<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("SET file_search_path = '" + folder + "'");
            try (ResultSet means = statement.executeQuery(snippet("sql"))) {
                while (means.next()) {
                    String key = String.join(
                            ",", means.getString(1), means.getString(2), means.getString(3), means.getString(4));
                    found.put(key, means.getDouble(5));
                }
            }
        }
        assertSameMeans(found, trials);
    }

    /** A check of means that holds for the valid readings must not hold for all. */
    @Test
    void readingsThatAreNotValidWouldShowInTheMeans() {
        List<JudgedTrial> trials = SyntheticRun.trials();
        assertThat(Tidy.points(SyntheticRun.analysis(trials).readings())
                        .lines()
                        .filter(line -> line.endsWith(",downstream-bound,log")))
                .hasSize(6);
        assertThat(Tidy.points(SyntheticRun.analysis(trials).readings())
                        .lines()
                        .filter(line -> line.endsWith(",,failed,log")))
                .hasSize(3);
    }

    @Test
    void theDictionaryKnowsEveryMetricAndColumn() {
        List<JudgedTrial> trials = SyntheticRun.trials();
        String dictionary = Tidy.dictionary();
        assertThat(SyntheticRun.analysis(trials).rows())
                .allSatisfy(
                        row -> assertThat(dictionary).contains("\nmetric," + row.metric() + "," + row.unit() + ","));
        for (String csv : List.of(Tidy.summary(List.of()), Tidy.points(List.of()))) {
            for (String column : csv.strip().split(",")) {
                assertThat(dictionary).contains("\ncolumn," + column + ",,");
            }
        }
        assertThat(dictionary).doesNotContain("\nmetric,latency_p42_ms,"); // What it lacks is not found.
    }

    private void check(String script, String name, String... command) throws Exception {
        List<JudgedTrial> trials = data();
        Path file = Files.writeString(folder.resolve(name), script);
        List<String> line = new ArrayList<>(Arrays.asList(command));
        line.add(file.toString());
        assertThat(run(line)).as(Files.readString(folder.resolve("log"))).isZero();
        Map<String, Double> found = new LinkedHashMap<>();
        Files.readAllLines(folder.resolve("means.csv")).stream().skip(1).forEach(row -> {
            int comma = row.lastIndexOf(',');
            found.put(
                    row.substring(0, comma),
                    Double.valueOf(row.substring(comma + 1).strip()));
        });
        assertSameMeans(found, trials);
    }

    private List<JudgedTrial> data() throws IOException {
        List<JudgedTrial> trials = SyntheticRun.trials();
        Path file = folder.resolve(DATA);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, Tidy.points(SyntheticRun.analysis(trials).readings()));
        return trials;
    }

    private static void assertSameMeans(Map<String, Double> found, List<JudgedTrial> trials) {
        Map<String, Double> expected = new LinkedHashMap<>();
        SyntheticRun.analysis(trials).rows().stream()
                .filter(row -> row.estimate() != null)
                .forEach(row -> expected.put(
                        String.join(
                                ",",
                                row.scenario().text(),
                                row.point(),
                                row.metric().name(),
                                row.contestant()),
                        Objects.requireNonNull(row.estimate()).value()));
        // Whoever takes means of valid readings has those of minorities too.
        List<String> valid = SyntheticRun.analysis(trials).readings().stream()
                .filter(Reading::valid)
                .map(reading -> String.join(
                        ",",
                        reading.scenario().text(),
                        reading.point(),
                        reading.metric().name(),
                        reading.contestant()))
                .distinct()
                .toList();
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(valid).containsAll(expected.keySet());
        expected.forEach((key, value) ->
                assertThat(found.get(key)).as(key).isCloseTo(value, within(Math.max(1e-9, 2e-5 * Math.abs(value)))));
    }

    private static String snippet(String language) throws IOException {
        Matcher fence = Pattern.compile("```" + language + "\n(.*?)\n```", Pattern.DOTALL)
                .matcher(Files.readString(Cli.HOME.resolve("README.md")));
        assertThat(fence.find()).as("README.md has an example in " + language).isTrue();
        return fence.group(1);
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ended", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    private static boolean onPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, tool)));
    }
}
