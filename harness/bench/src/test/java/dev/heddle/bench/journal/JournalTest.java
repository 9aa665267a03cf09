package dev.heddle.bench.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Run RUN = run("1", Map.of());

    private static final List<List<String>> STEPS = List.of(List.of("000-a"), List.of("001-b"));

    @TempDir
    private Path folder;

    private static Run run(String cpus, Map<String, String> environment) {
        return new Run(
                Run.FORMAT,
                "r",
                "0",
                "c",
                List.of("heddle"),
                "s",
                1,
                "2026-01-02T03:04:05Z",
                cpus,
                "0",
                List.of(),
                Run.Engine.builtIn(),
                false,
                0,
                null,
                environment,
                "");
    }

    private static Run ownDatabase() {
        return new Run(
                RUN.format(),
                RUN.run(),
                RUN.heddle(),
                RUN.commit(),
                RUN.commandLine(),
                RUN.suite(),
                RUN.seed(),
                RUN.started(),
                RUN.serverCpus(),
                RUN.loadCpus(),
                RUN.contestants(),
                RUN.engine(),
                true,
                RUN.combineRounds(),
                null,
                RUN.environment(),
                RUN.settings());
    }

    private static Trial trial(String id) {
        Point point = Point.of("p", Map.of("m", 1.0), new Evidence.None(), Map.of());
        return new Trial(
                id,
                id,
                0,
                "größter",
                Model.EVENT_LOOP,
                "throughput",
                "2026-01-02T03:04:05Z",
                1,
                0,
                List.of(),
                List.of(point));
    }

    /** Whatever byte the process ended at, a resumed run has exactly the trials of an unbroken one. */
    @Test
    void aRunCutAtAnyByteIsResumedToTheSameRecord() throws Exception {
        Path whole = folder.resolve("whole");
        List<String> ids = List.of("000-a", "001-b");
        try (Journal journal = Journal.begin(whole, RUN)) {
            for (String id : ids) {
                journal.append(List.of(trial(id)));
            }
        }
        byte[] record = Files.readAllBytes(whole.resolve("trials.jsonl"));
        assertThat(record.length).isGreaterThan(300);
        Path cut = folder.resolve("cut");
        Journal.begin(cut, RUN).close();
        // From within the first line on: each step waits for the disk.
        for (int at = record.length / 2 - 20; at <= record.length; at++) {
            Files.write(cut.resolve("trials.jsonl"), Arrays.copyOf(record, at));
            try (Journal journal = Journal.resume(cut, STEPS)) {
                assertThat(ids).containsAll(journal.done());
                for (String id : ids) {
                    if (!journal.done().contains(id)) {
                        journal.append(List.of(trial(id)));
                    }
                }
            }
            assertThat(Files.readAllBytes(cut.resolve("trials.jsonl"))).isEqualTo(record);
        }
    }

    /** One process's two trials are one line each: of a step that lacks one, neither counts as done. */
    @Test
    void aStepWithoutAllOfItsTrialsIsMeasuredAnew() throws Exception {
        List<List<String>> steps = List.of(List.of("000-a"), List.of("001-b-capacity", "001-b-latency"));
        try (Journal journal = Journal.begin(folder, RUN)) {
            journal.append(List.of(trial("000-a")));
            journal.append(List.of(trial("001-b-capacity")));
        }
        try (Journal journal = Journal.resume(folder, steps)) {
            assertThat(journal.done()).containsExactly("000-a");
            journal.append(List.of(trial("001-b-capacity"), trial("001-b-latency")));
        }
        assertThat(RunFolder.read(folder).trials())
                .extracting(Trial::id)
                .containsExactly("000-a", "001-b-capacity", "001-b-latency");
        assertThatThrownBy(() -> Journal.resume(folder, STEPS))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("does not have");
    }

    /** The broken twin: a journal that went on behind a cut line, without dropping it. */
    @Test
    void aTrialBehindACutLineIsNoticed() throws Exception {
        try (Journal journal = Journal.begin(folder, RUN)) {
            journal.append(List.of(trial("000-a")));
        }
        Path file = folder.resolve("trials.jsonl");
        String line = Files.readString(file);
        Files.writeString(file, line + line.substring(0, 40) + line);
        assertThatThrownBy(() -> Journal.resume(folder, STEPS))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("line 2 is not a trial");
    }

    @Test
    void aFullDiskIsOneClearMessage() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).as("a device that is always full").exists();
        Files.createSymbolicLink(folder.resolve("trials.jsonl"), full);
        try (Journal journal = Journal.open(folder, Set.of())) {
            assertThatThrownBy(() -> journal.append(List.of(trial("001-b"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("001-b cannot be recorded")
                    .hasMessageContaining("No space left")
                    .hasMessageContaining("--resume");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneClearMessage() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Journal.begin(file.resolve("run"), RUN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("--out");
        assertThatThrownBy(() -> Journal.resume(file.resolve("run"), STEPS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be resumed");
    }

    @Test
    void aRunIsNotBegunOverAnother() throws Exception {
        Journal.begin(folder, RUN).close();
        assertThatThrownBy(() -> Journal.begin(folder, RUN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds a run already")
                .hasMessageContaining("--resume");
    }

    @Test
    void aRecordOfANewerFormatIsRefusedInASentence() throws Exception {
        Journal.begin(folder, RUN).close();
        Path record = folder.resolve("run.json");
        Files.writeString(record, Files.readString(record).replace("\"format\" : 2", "\"format\" : 3"));
        assertThatThrownBy(() -> RunFolder.read(folder))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("is of format 3, and this Heddle reads up to format 2: a newer Heddle wrote it");
    }

    @Test
    void hardwareThatDiffersIsNamed() {
        assertThat(RUN.hardwareDifferences(RUN)).isEmpty();
        Run other = run("2", Map.of("cpu model", "other", "load average at start", "9"));
        assertThat(RUN.hardwareDifferences(other))
                .containsExactly("cpu model: unknown and other", "the contestant's CPUs: 1 and 2");
        assertThat(RUN.softwareDifferences(ownDatabase()))
                .containsExactly("database: embedded and the reader's own (--postgres)");
        Run more = run("1", Map.of("memory", "24684096 kB"));
        assertThat(more.hardwareDifferences(run("1", Map.of("memory", "24684000 kB"))))
                .isEmpty();
    }
}
