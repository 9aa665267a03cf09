package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.analysis.Made;
import dev.heddle.bench.analysis.SyntheticRun;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void pointsDownAndContestantsAcrossInAscii() {
        String text = Terminal.summary(SyntheticRun.analysis());
        assertThat(text).startsWith("""
                        throughput: requests_per_second
                                            platform-threads    virtual-threads           vertx-loop
                          concurrency=16    4,771 +/- 181 /s    6,578 +/- 65 /s     8,356 +/- 191 /s
                          concurrency=128   8,523 +/- 108 /s   downstream-bound    14,715 +/- 505 /s
                          concurrency=1024            failed  17,024 +/- 425 /s  21,150 +/- 1,379 /s
                        """).contains("memory: bytes_per_connection", "switching: handoff_ns");
        assertThat(text).matches("[\\x20-\\x7e\\n]*");
        assertThat(text.lines()).allMatch(line -> line.length() <= Terminal.WIDTH);
    }

    @Test
    void everyScenarioIsThere() {
        assertThat(Terminal.summary(SyntheticRun.analysis()))
                .contains(
                        "\ncapacity: max_requests_per_second\n",
                        "\nbrownout: error_ratio\n",
                        "\nbrownout: recovery_seconds\n",
                        "\ninterference: latency_p99_ms\n")
                .containsPattern(" +p99<=100ms( +[0-9,]+ \\+/- [0-9]+ /s){3}\n");
    }

    @Test
    void moreContestantsThanFitContinueBelow() {
        String text = handoffs("same-cpu", 9);
        assertThat(text.lines()).allMatch(line -> line.length() <= Terminal.WIDTH);
        assertThat(text.lines().filter(line -> line.contains("same-cpu"))).hasSize(3);
        assertThat(text).contains("a-contestant-8");
    }

    @Test
    void aPointWithALongNameStandsAboveItsNumbers() {
        String name = "a-point-whose-name-takes-up-nearly-all-of-what-a-line-has-to-give";
        String text = handoffs(name, 2);
        assertThat(text.lines()).allMatch(line -> line.length() <= Terminal.WIDTH);
        assertThat(text).containsPattern("\n  " + name + "\n +5,000 ns\n");
    }

    @Test
    void whatAContestantDifferedFromItselfByWraps() {
        List<JudgedTrial> trials = IntStream.range(0, 3)
                .boxed()
                .flatMap(block -> List.of("a", "a#2").stream()
                        .map(who -> Made.trial(
                                who + block,
                                block,
                                who,
                                "throughput",
                                List.of(Made.point(
                                        "concurrency=8",
                                        new Outcome.Valid(),
                                        Map.of(
                                                "requests_per_second",
                                                100.0 + block,
                                                "cpu_us_per_request",
                                                100.0 + who.length(),
                                                "latency_p99_ms",
                                                8.0))))))
                .toList();
        String text = Terminal.summary(SyntheticRun.analysis(trials));
        assertThat(text)
                .containsPattern("\nthroughput: noise floor, a against itself: [a-z0-9_ %.,]+\n[a-z0-9_ %.,]+\n$")
                .contains("cpu_us_per_request 2.0 %");
        assertThat(text.lines()).allMatch(line -> line.length() <= Terminal.WIDTH);
    }

    private static String handoffs(String point, int contestants) {
        List<JudgedTrial> trials = IntStream.range(0, contestants)
                .mapToObj(i -> Made.trial(
                        "t" + i,
                        0,
                        "a-contestant-" + i,
                        "switching",
                        List.of(Made.point(point, new Outcome.Valid(), Map.of("handoff_ns", 5000.0)))))
                .toList();
        return Terminal.summary(SyntheticRun.analysis(trials));
    }
}
