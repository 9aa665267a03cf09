package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void pointsDownAndContestantsAcrossInAscii() {
        String text = Terminal.summary(SyntheticRun.run(), Summary.of(SyntheticRun.trials()), List.of());
        assertThat(text).startsWith("""
                        throughput: requests_per_second, 1/s
                                            platform-threads   virtual-threads        vertx-loop
                          concurrency=16       4,772 +/- 178      6,578 +/- 65     8,356 +/- 188
                          concurrency=128      8,523 +/- 107  downstream-bound    14,716 +/- 497
                          concurrency=1024            failed    17,024 +/- 420  21,154 +/- 1,342
                        """).contains("memory: bytes_per_connection, B", "switching: handoff_ns, ns");
        assertThat(text).matches("[\\x20-\\x7e\\n]*");
    }

    @Test
    void moreContestantsThanFitContinueBelow() {
        List<SummaryRow> rows = IntStream.range(0, 9)
                .mapToObj(i -> new SummaryRow(
                        "switching", "a-contestant-" + i, "same-cpu", "handoff_ns", "ns", null, 0, "failed"))
                .toList();
        String text = Terminal.summary(SyntheticRun.run(), rows, List.of());
        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
        assertThat(text.lines().filter(line -> line.contains("same-cpu"))).hasSize(2);
        assertThat(text).contains("a-contestant-8");
    }
}
