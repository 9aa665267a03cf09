package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.judge.History;
import dev.heddle.bench.judge.Judge;
import dev.heddle.bench.judge.JudgedTrial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Holds what a run says. It says the same to every writer. Each part is computed when it is first asked for, and only once. Any
 * thread may ask.
 *
 * <p>A watcher is told of the parts by these names: {@code readings}, {@code rows}, {@code comparisons}, {@code decision}.
 */
public final class Analysis {
    private static final String CUT =
            "The last line of trials.jsonl is cut short: the run ended while writing it. That trial is left out.";

    private final Run run;
    private final List<JudgedTrial> trials;
    private final List<String> notes;
    private final Consumer<String> computed;
    private final Once<List<Reading>> readings;
    private final Once<List<SummaryRow>> rows;
    private final Once<List<Comparison>> comparisons;
    private final Once<List<Flaw>> flaws;
    private final Once<List<Question.Answered>> answered;
    private final Once<Answer> answer;
    private final Once<List<String>> gaps;
    private final Once<DecisionEvidence> evidence;
    private final Once<DecisionOutcome> decision;

    private Analysis(
            Run run,
            List<JudgedTrial> trials,
            List<String> notes,
            Consumer<String> computed,
            Supplier<List<Reading>> readings,
            Supplier<List<SummaryRow>> rows) {
        this.run = run;
        this.trials = List.copyOf(trials);
        this.notes = List.copyOf(notes);
        this.computed = computed;
        this.readings = watched("readings", readings);
        this.rows = watched("rows", rows);
        this.comparisons = watched("comparisons", () -> Pairing.of(run, readings()));
        this.flaws = new Once<>(() -> Flaw.of(this.trials));
        this.answered = new Once<>(() -> Question.answered(rows(), comparisons()));
        this.answer = new Once<>(() -> Answer.of(run, this.trials, flaws(), comparisons(), answered()));
        this.gaps = new Once<>(() -> Gaps.of(run, this.trials, rows()));
        this.evidence = new Once<>(() -> new DecisionEvidence(this.trials, rows(), comparisons(), contestants()));
        this.decision = watched("decision", () -> new Weighing(run, rows(), evidence()).outcome());
    }

    /**
     * Returns what the run in a folder says, by the rules of today.
     *
     * @throws IOException if a latency histogram of the record can't be read
     */
    public static Analysis of(RunFolder folder) throws IOException {
        return of(folder.run(), Judge.of(folder), folder.cut() ? List.of(CUT) : List.of());
    }

    /**
     * Returns what these trials say.
     *
     * @param notes what is to be said of the record itself, a sentence each
     */
    public static Analysis of(Run run, List<JudgedTrial> trials, List<String> notes) {
        return of(run, trials, notes, part -> {});
    }

    /** @param computed is told each part's name when it is computed */
    static Analysis of(Run run, List<JudgedTrial> trials, List<String> notes, Consumer<String> computed) {
        List<JudgedTrial> kept = List.copyOf(trials);
        Once<List<Reading>> readings = new Once<>(() -> Reading.of(kept));
        return new Analysis(run, kept, notes, computed, readings::get, () -> SummaryRows.of(readings.get()));
    }

    private <T> Once<T> watched(String part, Supplier<T> make) {
        return new Once<>(() -> {
            computed.accept(part);
            return make.get();
        });
    }

    /** Returns the analysis of the same run without one trial. What that trial has no part in is not computed anew. */
    public Analysis without(String trial) {
        return new Analysis(
                run,
                trials.stream().filter(kept -> !kept.id().equals(trial)).toList(),
                notes,
                computed,
                () -> readings().stream()
                        .filter(reading -> !reading.trial().equals(trial))
                        .toList(),
                () -> SummaryRows.without(trial, readings(), rows()));
    }

    /** Returns what was asked for, and where it ran. */
    public Run run() {
        return run;
    }

    /** Returns every trial, valid or not, in the order measured. */
    public List<JudgedTrial> trials() {
        return trials;
    }

    /** Returns what is to be said of the record itself, a sentence each. */
    public List<String> notes() {
        return notes;
    }

    /** Returns what each trial says of each metric at each of its points, in their order. */
    public List<Reading> readings() {
        return readings.get();
    }

    /** Returns the rows of {@code summary.csv}: one estimate for each contestant, point and metric. */
    public List<SummaryRow> rows() {
        return rows.get();
    }

    /** Returns the comparisons of every two contestants in every metric at every point. */
    public List<Comparison> comparisons() {
        return comparisons.get();
    }

    /**
     * Returns what the rules could not look at, since an older record lacks it. The map holds how many points each sentence is about.
     */
    public Map<String, Long> unjudged() {
        return trials.stream()
                .flatMap(trial -> trial.points().stream())
                .flatMap(point -> point.unjudged().stream())
                .collect(Collectors.groupingBy(sentence -> sentence, TreeMap::new, Collectors.counting()));
    }

    /** Returns what is not valid, or not in full. */
    public List<Flaw> flaws() {
        return flaws.get();
    }

    /**
     * Returns whether a contestant's cost depends on what it went through before, where that was measured.
     *
     * @throws UncheckedIOException if a latency histogram of the record can't be read
     */
    public List<History> histories() {
        try {
            return History.of(trials);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what other latencies of the RPC calls do to the ratios of contestants, where that was measured. */
    public List<LatencyEffect> latencyEffects() {
        return LatencyEffect.of(trials, comparisons(), cost());
    }

    /** Returns the questions that the run has an answer to, or a reason for having none. */
    public List<Question.Answered> answered() {
        return answered.get();
    }

    /** Returns the run in three sentences. */
    public Answer answer() {
        return answer.get();
    }

    /** Returns what the run did not measure, a sentence or two each. */
    public List<String> gaps() {
        return gaps.get();
    }

    /** Returns the metric by which the run compares what a request costs. */
    public Metric cost() {
        return Cost.compared(rows());
    }

    /** Returns what is to be said of what the contestants cost their downstreams in throughput, a sentence each. */
    public List<String> downstreamCost() {
        return DownstreamCost.of(rows());
    }

    /** Returns what a decision can rest on. */
    public DecisionEvidence evidence() {
        return evidence.get();
    }

    /** Returns what the evidence decides. */
    public DecisionOutcome decision() {
        return decision.get();
    }

    /**
     * Returns the names of the run's contestants in its order, then those of whoever else was measured, second names included.
     */
    public List<String> contestants() {
        return Names.of(run, rows().stream().map(SummaryRow::contestant));
    }

    /**
     * Returns the scenarios that were measured, in the order in which Heddle shows them. Those that it does not know come last.
     */
    public List<ScenarioName> scenarios() {
        return SummaryRows.scenarios(rows());
    }

    /** Returns the metrics that a scenario has rows of, in their order. */
    public List<Metric> metrics(ScenarioName scenario) {
        return SummaryRows.metrics(rows(), scenario);
    }

    /**
     * Returns where the contestants stand at one point. It is empty if neither more nor less of the metric is better in itself.
     */
    public Optional<Standing> standing(List<SummaryRow> compared) {
        SummaryRow first = compared.getFirst();
        return Inquiry.of(first.scenario()).judges(first.metric())
                ? Optional.of(Standing.of(compared, comparisons()))
                : Optional.empty();
    }

    /** Returns what each trial says of one row, in the order measured. */
    public List<TrialReading> readings(ScenarioName scenario, String contestant, String point, Metric metric) {
        return readings().stream()
                .filter(reading -> reading.scenario().equals(scenario)
                        && reading.contestant().equals(contestant)
                        && reading.point().equals(point)
                        && reading.metric().equals(metric))
                .map(TrialReading::of)
                .toList();
    }
}
