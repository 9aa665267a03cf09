package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.analysis.Made;
import dev.heddle.bench.analysis.SyntheticRun;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTest {
    private static final String HEADER =
            "scenario,contestant,point,metric,unit,estimate,ci_low,ci_high,trials,verdict,mean\n";

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    /**
     * Two replicates 1000 and 1010: geometric mean √1010000, and the logarithms' half width t(0.975, 1) · ln 1.01 / 2 = 12.7062 ·
     * 0.00497517 = 0.0632155.
     */
    @ParameterizedTest
    @ValueSource(strings = {"und", "de-DE"})
    void onlyValidReadingsAreAveragedAndWhatIsAbsentIsEmpty(String locale) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        Outcome valid = new Outcome.Valid();
        Outcome late = new Outcome.Invalid("generator-late", "late by 4 ms", List.of("requests_per_second"));
        Outcome bound = new Outcome.Invalid("downstream-bound", "PostgreSQL at 99 %", List.of());
        List<JudgedTrial> trials = List.of(
                throughput("a", point("concurrency=64", valid, 1000), point("concurrency=16", late, 500)),
                throughput("a", point("concurrency=64", valid, 1010), point("concurrency=16", bound, 501)),
                throughput("a", point("concurrency=64", late, 9999), point("concurrency=16", bound, 502)),
                throughput(
                        "b, \"the other\"", Made.failed("concurrency=64", "no answer"), point("x", valid, 123456.7)));
        assertThat(Tidy.summary(SyntheticRun.analysis(trials).rows())).isEqualTo(HEADER + """
                        throughput,a,concurrency=64,requests_per_second,1/s,1004.99,943.423,1070.57,2,valid,geometric
                        throughput,a,concurrency=64,cpu_us_per_request,us,0.125,0.125,0.125,3,valid,geometric
                        throughput,a,concurrency=16,requests_per_second,1/s,,,,0,downstream-bound,
                        throughput,a,concurrency=16,cpu_us_per_request,us,,,,1,downstream-bound,
                        throughput,"b, ""the other""\",concurrency=64,requests_per_second,1/s,,,,0,failed,
                        throughput,"b, ""the other""\",x,requests_per_second,1/s,123457,,,1,valid,geometric
                        throughput,"b, ""the other""\",x,cpu_us_per_request,us,0.125,,,1,valid,geometric
                        """);
    }

    /**
     * Totals 1000, 2010, 2990, 4000 at 0 to 3 connections: slope 998. The way down would give another slope. The slope of one process has
     * no interval, however well its rungs lie on a line.
     */
    @ParameterizedTest
    @ValueSource(strings = {"und", "de-DE"})
    void aLadderIsASlopeOverItsWayUp(String locale) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        JudgedTrial one = memory(ladder("idle", new Outcome.Valid(), 1000, 2010, 2990, 4000));
        assertThat(Tidy.summary(SyntheticRun.analysis(List.of(one)).rows())).isEqualTo(HEADER + """
                        memory,a,idle,bytes_per_connection,B,998,,,1,valid,geometric
                        memory,a,idle,bytes_per_connection.heap,B,998,,,1,valid,arithmetic
                        memory,a,idle,bytes_per_connection.stacks,B,,,,0,not-measured,
                        memory,a,idle,bytes_per_connection.direct,B,,,,0,not-measured,
                        memory,a,idle,bytes_per_connection.metaspace,B,0,,,1,valid,arithmetic
                        memory,a,idle,bytes_per_connection.kernel,B,,,,0,not-measured,
                        memory,a,idle,bytes_per_connection.other,B,,,,0,not-measured,
                        """);
    }

    /**
     * Slopes 998 and 1000: geometric mean 998.999, the logarithms' half width 12.7062 · 0.00100100. An invalid ladder and a failed one add nothing. With one more that is
     * not valid the two are a minority: a selection, and no estimate.
     */
    @ParameterizedTest
    @ValueSource(strings = {"und", "de-DE"})
    void laddersOfSeveralTrialsAreReplicates(String locale) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        List<JudgedTrial> trials = new ArrayList<>(List.of(
                memory(ladder("idle", new Outcome.Valid(), 1000, 2010, 2990, 4000)),
                memory(ladder("idle", new Outcome.Valid(), 0, 1000, 2000, 3000)),
                memory(ladder("idle", new Outcome.Invalid("swapped", "it swapped", List.of()), 0, 9, 99, 999)),
                memory(Made.failed("idle", "out of files"), Made.failed("in-flight", "out of files"))));
        assertThat(Tidy.summary(SyntheticRun.analysis(trials).rows()).lines())
                .contains(
                        "memory,a,idle,bytes_per_connection,B,998.999,986.374,1011.79,2,valid,geometric",
                        "memory,a,in-flight,bytes_per_connection,B,,,,0,failed,");
        trials.add(memory(ladder("idle", new Outcome.Valid(), 7, 7)));
        assertThat(Tidy.summary(SyntheticRun.analysis(trials).rows()).lines())
                .contains("memory,a,idle,bytes_per_connection,B,,,,2,swapped,");
    }

    /** Memory that shrinks with the connections is noise: there is no geometric mean, and to leave that process out would be a choice. */
    @Test
    void aSlopeBelowZeroLeavesNoEstimate() {
        List<JudgedTrial> trials = List.of(
                memory(ladder("idle", new Outcome.Valid(), 1000, 2010, 2990, 4000)),
                memory(ladder("idle", new Outcome.Valid(), 4000, 3000, 2000, 1000)));
        assertThat(Tidy.summary(SyntheticRun.analysis(trials).rows()).lines())
                .contains("memory,a,idle,bytes_per_connection,B,,,,2,not-positive,")
                .anyMatch(line -> line.startsWith("memory,a,idle,bytes_per_connection.heap,B,-1,-"));
    }

    private static JudgedPoint point(String name, Outcome outcome, double rate) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("requests_per_second", rate);
        metrics.put("cpu_us_per_request", 0.125);
        return Made.point(name, outcome, metrics, List.of(), Map.of());
    }

    /** Totals at 0, 1, 2, … connections, all of it heap beside a constant metaspace; then one rung on the way down. */
    private static JudgedPoint ladder(String name, Outcome outcome, long... totals) {
        List<Rung> rungs = new ArrayList<>();
        for (int i = 0; i < totals.length; i++) {
            Map<String, Long> bytes =
                    new LinkedHashMap<>(Map.of("total", totals[i], "heap", totals[i], "metaspace", 50L));
            if (i > 0) {
                bytes.put("kernel", 5L);
            }
            rungs.add(new Rung(i, false, null, bytes));
        }
        rungs.add(new Rung(0, true, null, Map.of("total", 100_000L)));
        return Made.point(name, outcome, Map.of(), rungs, Map.of());
    }

    private static JudgedTrial throughput(String contestant, JudgedPoint... points) {
        return Made.trial("t", 0, contestant, "throughput", List.of(points));
    }

    private static JudgedTrial memory(JudgedPoint... points) {
        return Made.trial("m", 0, "a", "memory", List.of(points));
    }
}
