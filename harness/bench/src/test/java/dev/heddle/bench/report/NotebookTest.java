package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.bench.analysis.SyntheticRun;
import dev.heddle.bench.journal.Point;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

class NotebookTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path JUPYTER = Path.of("/usr/bin/jupyter-nbconvert");
    private static final Path KERNEL = Path.of("target/jupyter/rapaio-jupyter-kernel.jar");

    /**
     * The kernel's channels set their {@code running} after they have started the thread that ends when it is not set (its {@code LoopThread}): now
     * and then, on a busy machine, the kernel is deaf. Then, and only then, it is started anew.
     */
    private static final String KERNEL_LOST_ITS_RACE = "Kernel didn't respond in 20 seconds";

    private static final String VALIDATE = "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], 4))";

    @TempDir
    static Path folder;

    private static String written = "";

    @BeforeAll
    static void write() throws IOException {
        SyntheticRun.write(folder, SyntheticRun.run(), SyntheticRun.trials());
        BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB); // Drawing is another test's matter.
        for (String plot : RunData.read(folder).plots()) {
            ImageIO.write(
                    dot,
                    "png",
                    Files.createDirectories(folder.resolve("plots"))
                            .resolve(plot + ".png")
                            .toFile());
        }
        written = Notebook.of(RunData.read(folder), NotebookCells.of(RunData.read(folder)));
        Files.writeString(folder.resolve("notebook.ipynb"), written);
    }

    @Test
    void cellsAreAsMeant() throws Exception {
        Golden.check(
                "notebook-cells.md",
                () -> NotebookCells.of(RunData.read(folder)).stream()
                        .map(cell -> switch (cell) {
                            case NotebookCell.Prose prose -> prose.source() + "\n";
                            case NotebookCell.Code code -> "```java\n" + code.source() + "\n```\n";
                        })
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void theSameRunGivesTheSameBytesUnderAnyLocale() throws Exception {
        assertThat(Golden.under(
                        Locale.GERMANY,
                        () -> Notebook.of(RunData.read(folder), NotebookCells.of(RunData.read(folder)))))
                .isEqualTo(written);
    }

    @Test
    void everyCellButTheMagicShowsSomething() {
        List<JsonNode> code = code(written);
        assertThat(code).hasSizeGreaterThan(15);
        assertThat(code.stream().filter(cell -> cell.required("outputs").isEmpty()))
                .singleElement()
                .satisfies(magic -> assertThat(text(magic.required("source"))).contains("\n%jar "));
    }

    @Test
    void anIntervalRecomputedByHandIsTheTables() {
        String shown = shown(written, "TDistribution");
        List<String> lines = shown.lines()
                .filter(line -> line.contains("trials,") || line.contains("summary.csv"))
                .toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().replace("raw trials, by hand", ""))
                .isEqualTo(lines.getLast().replace("summary.csv        ", ""));
    }

    @Test
    void percentilesArePooledOverValidTrials() {
        RunData data = RunData.read(folder);
        assertThat(data.histogram("latency", "virtual-threads", "rate=2000", Point.RESPONSE_TIME)
                        .getTotalCount())
                .isEqualTo(60_000);
        assertThat(data.histogram("latency", "vertx-loop", "rate=2000", Point.RESPONSE_TIME)
                        .getTotalCount())
                .as("one trial is not valid")
                .isEqualTo(40_000);
        assertThat(shown(written, "Histogram")).containsPattern("virtual-threads +\\| +3 \\| +60,000 ");
    }

    @Test
    void aPlotIsThereForEveryViewer() {
        JsonNode media = code(written).stream()
                .filter(cell -> text(cell.required("source")).contains("data.plot("))
                .findFirst()
                .orElseThrow()
                .at("/outputs/0/data");
        assertThat(media.required(Exhibit.VEGA_LITE).required("$schema").asString())
                .isEqualTo("https://vega.github.io/schema/vega-lite/v5.json");
        assertThat(Base64.getDecoder().decode(media.required(Exhibit.PNG).asString()))
                .startsWith(0x89, 'P', 'N', 'G');
        assertThat(text(media.required(Exhibit.PLAIN))).contains("platform-threads");
    }

    @Test
    void aNotebookNamesNoPathOfThisMachine() {
        assertThat(written).doesNotContain(folder.toString()).doesNotContain(System.getProperty("user.home") + "/");
    }

    @Test
    void aCellThatDoesNotCompileIsAnError() {
        assertThatIOException()
                .isThrownBy(() -> Notebook.of(RunData.read(folder), cells("int trials = data.trials();")))
                .withMessageContaining("the cell that begins with 'int trials")
                .withMessageContaining("incompatible types");
    }

    @Test
    void aCellThatThrowsIsAnError() {
        assertThatIOException()
                .isThrownBy(() -> Notebook.of(RunData.read(folder), cells("show(data.plot(\"no-such\"));")))
                .withMessageContaining("no plot is called no-such");
    }

    @Test
    void aCellThatEndsTooEarlyIsAnError() {
        assertThatIOException()
                .isThrownBy(() -> Notebook.of(RunData.read(folder), cells("for (var trial : data.trials()) {")))
                .withMessageContaining("ends inside a statement");
    }

    @Test
    void aCellThatCallsWhatIsNotThereIsAnError() {
        assertThatIOException()
                .isThrownBy(() -> Notebook.of(RunData.read(folder), cells("void later() { missing(); }\nlater();")))
                .withMessageContaining("missing");
    }

    @Test
    void aNullThatTheKernelWouldLoseIsRefused() {
        ObjectNode spec = (ObjectNode) JsonMapper.shared().readTree("{\"encoding\": {\"x\": {\"stack\": null}}}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NullFree.spec(spec))
                .withMessageContaining("stack");
    }

    @Test
    void nbformatFindsItValid() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PYTHON), PYTHON + " is absent: install Debian's python3-nbformat to run this");
        assumeTrue(
                run("import", PYTHON.toString(), "-c", "from nbformat import validate")
                        .isEmpty(),
                "nbformat is absent: install Debian's python3-nbformat to run this");
        assertThat(run(
                        "validate",
                        PYTHON.toString(),
                        "-c",
                        VALIDATE,
                        folder.resolve("notebook.ipynb").toString()))
                .isEmpty();
        ObjectNode broken = (ObjectNode) JsonMapper.shared().readTree(written);
        ((ObjectNode) broken.at("/cells/0")).remove("metadata");
        Path twin = folder.resolve("twin.ipynb");
        Files.writeString(twin, broken.toString());
        assertThat(run("validate-twin", PYTHON.toString(), "-c", VALIDATE, twin.toString()))
                .contains("ValidationError");
    }

    @Test
    void jupyterGivesTheSameOutputs() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(JUPYTER), JUPYTER + " is absent: install Debian's jupyter-nbconvert to run this");
        assertThat(KERNEL).as("the Java kernel, which the build copies there").exists();
        kernelSpec();
        manifestJar(folder.resolve("home/harness/bench/target"));
        String log = rerun();
        for (int again = 0; again < 2 && log.contains(KERNEL_LOST_ITS_RACE); again++) {
            log = rerun();
        }
        Path rerun = folder.resolve("rerun.ipynb");
        assertThat(rerun).as("what nbconvert writes; it says: %s", log).exists();
        String executed = Files.readString(rerun);
        assertThat(outputs(executed)).isEqualTo(outputs(written));
        ObjectNode lie = (ObjectNode) JsonMapper.shared().readTree(written);
        ((ObjectNode) code(lie).getLast().at("/outputs/0/data")).set(Exhibit.PLAIN, StringNode.valueOf("made up"));
        assertThat(outputs(executed)).isNotEqualTo(outputs(lie.toString()));
    }

    /** The story's first cells, and then one more. */
    private static List<NotebookCell> cells(String code) {
        List<NotebookCell> cells =
                new ArrayList<>(NotebookCells.of(RunData.read(folder)).subList(0, 3));
        cells.add(new NotebookCell.Code(code));
        return cells;
    }

    private static List<JsonNode> code(String notebook) {
        return code(JsonMapper.shared().readTree(notebook));
    }

    private static List<JsonNode> code(JsonNode notebook) {
        return notebook.required("cells")
                .valueStream()
                .filter(cell -> cell.required("cell_type").asString().equals("code"))
                .toList();
    }

    /** What the cell with this in its source shows, as plain text. */
    private static String shown(String notebook, String source) {
        return code(notebook).stream()
                .filter(cell -> text(cell.required("source")).contains(source))
                .flatMap(cell -> cell.required("outputs").valueStream())
                .map(output -> text(output.at("/data").required(Exhibit.PLAIN)))
                .collect(Collectors.joining("\n"));
    }

    /** Everything shown, cell by cell, in the one form that both writers have in common; the kernel's own words about the jar left out. */
    private static List<List<Map<String, Object>>> outputs(String notebook) {
        return code(notebook).stream()
                .map(cell -> cell.required("outputs")
                        .valueStream()
                        .filter(output ->
                                output.required("output_type").asString().equals("display_data"))
                        .map(output -> output.required("data").properties().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, media -> comparable(media.getValue()))))
                        .toList())
                .toList();
    }

    private static Object comparable(JsonNode content) {
        return content.isObject()
                ? JsonMapper.shared().convertValue(content, Map.class)
                : text(content).strip();
    }

    private static String text(JsonNode lines) {
        return lines.isArray()
                ? lines.valueStream().map(JsonNode::asString).collect(Collectors.joining())
                : lines.asString();
    }

    private static String rerun() throws IOException, InterruptedException {
        return run(
                "jupyter",
                JUPYTER.toString(),
                "--to=notebook",
                "--execute",
                "--ExecutePreprocessor.startup_timeout=20",
                "--output=rerun.ipynb",
                folder.resolve("notebook.ipynb").toString());
    }

    private static void kernelSpec() throws IOException {
        ObjectNode spec = Template.object().put("display_name", "Java").put("language", "java");
        spec.set(
                "argv",
                Template.array(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        KERNEL.toAbsolutePath().toString(),
                        "{connection_file}")));
        Files.writeString(
                Files.createDirectories(folder.resolve("jupyter/kernels/java")).resolve("kernel.json"),
                spec.toString());
    }

    /** The build has no bench.jar yet when tests run: one that names these tests' class path stands in for it. */
    private static void manifestJar(Path target) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(Path::of)
                                .map(entry -> Files.isDirectory(entry) ? entry + "/" : entry.toString())
                                .collect(Collectors.joining(" ")));
        Path jar = Files.createDirectories(target).resolve("bench.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    /** What the command says on its standard error, nothing if it says nothing. */
    private static String run(String name, String... command) throws IOException, InterruptedException {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(log.toFile());
        builder.environment().put("JUPYTER_PATH", folder.resolve("jupyter").toString());
        builder.environment().put("HEDDLE_HOME", folder.resolve("home").toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS))
                    .as("%s ended", name)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(log);
    }
}
