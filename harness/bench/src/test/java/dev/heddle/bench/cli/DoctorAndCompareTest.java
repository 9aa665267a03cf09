package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorAndCompareTest {
    private static final Path REFERENCE = Cli.HOME.resolve("results/reference");

    @TempDir
    private Path folder;

    @Test
    void theDoctorSaysWhatThisMachineCanDo() throws Exception {
        Cli.Result said = Cli.run(folder, "doctor");
        assertThat(said.exit()).as(said.err()).isIn(0, Exit.LACKING);
        assertThat(said.out())
                .contains("CPUs")
                .contains("clock source")
                .contains("kernel memory")
                .contains("suite quick: can");
        Cli.Result json = Cli.run(folder, "doctor", "--json");
        JsonNode all = JsonMapper.shared().readTree(json.out());
        assertThat(all.path("findings").size()).isGreaterThan(12);
        assertThat(all.path("findings").path(0).path("level").stringValue()).isIn("FINE", "LACKING");
        for (JsonNode finding : all.path("findings")) {
            if (finding.path("what").stringValue().equals("memory mappings a process")) {
                assertThat(finding.path("found").stringValue()).matches("\\d{4,}");
            }
        }
        assertThat(all.path("suites").size()).isEqualTo(3);
        assertThat(json.exit()).isEqualTo(said.exit());
    }

    @Test
    void aRunComparedWithItselfDidNotChange() throws Exception {
        Cli.Result same = Cli.run(folder, "compare", REFERENCE.toString(), REFERENCE.toString(), "--all");
        assertThat(same.exit()).as(same.err()).isZero();
        assertThat(same.out())
                .contains("cpu_us_per_request")
                .contains("\n0 of ")
                .contains("would have been seen");
    }

    @Test
    void whatCannotBeComparedIsRefusedWithItsReason() throws Exception {
        assertRefused("\"cpu model\" : \"AMD EPYC\"", "\"cpu model\" : \"Z80\"", "cpu model: AMD EPYC and Z80");
        assertRefused("calls: 3", "calls: 5", "workload");
        assertRefused("heap: 1g", "heap: 2g", "jvm");
    }

    private void assertRefused(String before, String after, String reason) throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        String record = Files.readString(REFERENCE.resolve("run.json"));
        assertThat(record).contains(before);
        Files.writeString(other.resolve("run.json"), record.replace(before, after));
        Files.writeString(other.resolve("trials.jsonl"), Files.readString(REFERENCE.resolve("trials.jsonl")));
        assertThat(Cli.run(folder, "compare", REFERENCE.toString(), other.toString()))
                .matches(result -> result.exit() == Exit.USAGE, "exit code 2")
                .matches(
                        result -> result.err().contains("cannot be compared")
                                && result.err().contains(reason),
                        reason);
    }
}
