package dev.heddle.bench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.judge.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InquiryTest {
    @Test
    void everyScenarioThatWasNotMeasuredIsAGap() {
        List<String> gaps = SyntheticRun.analysis(List.of()).gaps();
        assertThat(gaps).containsAll(Inquiry.known().map(Inquiry::gap).toList());
        assertThat(SyntheticRun.analysis().gaps())
                .doesNotContainAnyElementsOf(Inquiry.known().map(Inquiry::gap).toList());
    }

    @Test
    void driversDecideAndQuestionsAreAnsweredInTheirOrder() {
        assertThat(DecisionDriver.inOrder())
                .extracting(DecisionDriver::scenario)
                .containsExactly(
                        ScenarioName.Known.CAPACITY,
                        ScenarioName.Known.LATENCY,
                        ScenarioName.Known.THROUGHPUT,
                        ScenarioName.Known.THROUGHPUT,
                        ScenarioName.Known.MEMORY,
                        ScenarioName.Known.BROWNOUT,
                        ScenarioName.Known.INTERFERENCE);
        assertThat(DecisionDriver.inOrder())
                .extracting(DecisionDriver::place)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(Question.inOrder())
                .extracting(Question::place)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(Question.inOrder()).first().extracting(Question::label).isEqualTo("capacity");
    }

    @Test
    void whatIsUndisturbedIsNotBesideHeavyRequests() {
        DecisionDriver beside = DecisionDriver.inOrder().getLast();
        assertThat(Stream.of("none", "cpu", "block").filter(beside.points()::cover))
                .containsExactly("cpu", "block");
        assertThat(SyntheticRun.analysis().evidence().points(beside)).containsExactly("cpu", "block");
    }

    @Test
    void aScenarioThatHeddleDoesNotKnowIsAboutTheFirstThingThatItMeasured() {
        Analysis analysis = SyntheticRun.analysis(List.of(
                Made.trial(
                        "t0",
                        0,
                        "a",
                        "toy",
                        List.of(Made.failed("big", "no answer"), Made.failed("small", "no answer"))),
                Made.trial(
                        "t1",
                        1,
                        "a",
                        "toy",
                        List.of(Made.point("small", new Outcome.Valid(), Map.of("toy_ms", 3.0))))));
        assertThat(analysis.rows()).extracting(SummaryRow::metric).containsOnly(Metric.of("toy_ms"));
        assertThat(analysis.scenarios()).containsExactly(ScenarioName.of("toy"));
    }

    @Test
    void onlyWhereItIsKnownWhatIsBetterAnythingIsJudged() {
        Inquiry toy = Inquiry.of(ScenarioName.of("toy"));
        assertThat(toy.judges(Metric.of("toy_ms"))).isFalse();
        assertThat(toy.judges(Metric.PEAK_THREADS)).isFalse();
        assertThat(toy.judges(Metric.LATENCY_P99_MS)).isTrue();
        assertThat(Inquiry.of(ScenarioName.Known.BROWNOUT).judges(Metric.PEAK_THREADS))
                .isFalse();
    }
}
