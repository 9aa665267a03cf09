package dev.heddle.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.bench.journal.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleTimeTest {
    private static final long MS = 1_000_000;
    /** The list is read from here on, for a third of a millisecond. */
    private static final long BEFORE = 50_000 * MS;

    private static final long AFTER = BEFORE + MS / 3;
    private static final long END = AFTER + MS / 10;

    @TempDir
    private Path folder;

    /** Of a CPU whose ended periods add up to 1,005 ms. */
    private static Range idle(long markMillisAgo, long coarseMillis, @Nullable Long busySince) {
        return IdleTime.idle(1_005 * MS, BEFORE - markMillisAgo * MS, coarseMillis * MS, BEFORE, AFTER, END, busySince);
    }

    @Test
    void aPeriodThatTheCoarseFileHasGoesOn() {
        Range idle = idle(500, 1_500, null);
        assertThat(idle.low()).isEqualTo(1_505 * MS);
        assertThat(idle.high()).isCloseTo(1_505.34 * MS, within(0.01 * MS));
    }

    @Test
    void aPeriodThatTheCoarseFileHasNotIsBusyTime() {
        Range busy = idle(500, 1_000, null);
        assertThat(busy.value()).isEqualTo(1_005 * MS);
        assertThat(busy.low()).isEqualTo(1_005 * MS);
        assertThat(busy.high()).isCloseTo(1_005.34 * MS, within(0.01 * MS));
    }

    /** The broken twin: an answer where neither file tells would be wrong by as long as the moment is ago. */
    @Test
    void whatBothFilesLeaveOpenIsBetweenBoth() {
        Range open = idle(4, 1_000, null);
        assertThat(open.low()).isEqualTo(1_005 * MS);
        assertThat(open.high()).isCloseTo(1_009.34 * MS, within(0.01 * MS));
        assertThat(open.value()).isCloseTo(1_007.17 * MS, within(0.01 * MS));
    }

    @Test
    void aCpuThatRanSinceTheMarkHasBeenBusySinceThen() {
        assertThat(idle(4, 1_000, BEFORE - MS).high()).isCloseTo(1_005.34 * MS, within(0.01 * MS));
        // It ran, but before the mark.
        assertThat(idle(4, 1_000, BEFORE - 9 * MS).high()).isCloseTo(1_009.34 * MS, within(0.01 * MS));
    }

    @Test
    void theListIsReadWhereItIsThere() throws Exception {
        IdleTime time = new IdleTime(files(timers(System.nanoTime(), 7_000 * MS), 700));
        IdleTime.Reading reading = time.read(List.of(1), null);
        assertThat(reading.exact()).isTrue();
        assertThat(reading.cpus()).containsOnlyKeys(1);
        Range idle = Objects.requireNonNull(reading.cpus().get(1)).idle();
        assertThat(idle.low()).isEqualTo(7_003 * MS);
        assertThat(Objects.requireNonNull(reading.cpus().get(1)).steal()).isEqualTo(17);
        assertThat(Objects.requireNonNull(reading.cpus().get(1)).softIrq()).isEqualTo(16);
    }

    /** A container hides the list by an empty file, and a user may not read it. Nothing is called exact then. */
    @Test
    void withoutTheListTheStepsAreTheBounds() throws Exception {
        for (String list : List.of("", "Timer List Version: v0.10\n")) {
            IdleTime.Reading reading = new IdleTime(files(list, 700)).read(List.of(), null);
            assertThat(reading.exact()).isFalse();
            assertThat(reading.cpus()).containsOnlyKeys(0, 1);
            assertThat(Objects.requireNonNull(reading.cpus().get(1)).idle())
                    .isEqualTo(new Range(7_010 * MS, 7_000 * MS, 7_020 * MS));
        }
    }

    @Test
    void busyIsWhatWasNotIdle() {
        IdleTime.Reading begin = reading(0, new Range(100 * MS, 99 * MS, 101 * MS));
        IdleTime.Reading end = reading(1_000 * MS, new Range(400 * MS, 399 * MS, 403 * MS));
        Range busy = IdleTime.busy(begin, end, List.of(1));
        assertThat(busy.value()).isCloseTo(0.7, within(1e-9));
        assertThat(busy.low()).isCloseTo(0.696, within(1e-9));
        assertThat(busy.high()).isCloseTo(0.702, within(1e-9));
        assertThat(IdleTime.stolen(begin, end, List.of(1))).isEqualTo(new Range(0, 0, 0.01));
    }

    /** What nobody else used is the contestant's, and never less than its own clock counts. */
    @Test
    void theWholeIsWhatIsLeftOfBusyTime() {
        Range busy = new Range(0.7, 0.69, 0.71);
        Range whole = ProcessMeter.whole(busy, new Range(0.02, 0.01, 0.03), new Range(0.05, 0.04, 0.08), 0.6);
        assertThat(whole.value()).isCloseTo(0.63, within(1e-9));
        assertThat(whole.low()).isCloseTo(0.6, within(1e-9));
        assertThat(whole.high()).isCloseTo(0.67, within(1e-9));
        assertThat(ProcessMeter.whole(busy, Range.exactly(0), Range.exactly(0), 0.72)
                        .value())
                .isEqualTo(0.72);
    }

    private static IdleTime.Reading reading(long nanoTime, Range idle) {
        return new IdleTime.Reading(nanoTime, true, Map.of(1, new IdleTime.Cpu(idle, 0, 0, 0)));
    }

    private static String timers(long now, long idle) {
        return """
                Timer List Version: v0.10
                HRTIMER_MAX_CLOCK_BASES: 8
                now at %d nsecs

                cpu: 0
                  .idle_entrytime : 1 nsecs
                  .idle_sleeptime : 5 nsecs
                  .iowait_sleeptime: 6 nsecs
                cpu: 1
                 clock 0:
                 #0: <0000000000000000>, hrtimer_wakeup, S:01
                  .idle_calls     : 9
                  .idle_entrytime : %d nsecs
                  .idle_waketime  : 3 nsecs
                  .idle_sleeptime : %d nsecs
                  .iowait_sleeptime: 3000000 nsecs
                """.formatted(now, now - 300 * MS, idle);
    }

    private Path files(String timers, long idleTicks) throws IOException {
        Files.writeString(folder.resolve("timer_list"), timers);
        Files.writeString(folder.resolve("stat"), """
                cpu  1 2 3 4 5 6 7 8 0 0
                cpu0 1 2 3 4 5 6 7 8 0 0
                cpu1 11 12 13 %d 0 15 16 17 0 0
                intr 12 0 0
                """.formatted(idleTicks));
        return folder;
    }
}
