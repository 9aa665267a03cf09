package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.SyntheticRun;
import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No interval of any {@code summary.csv} holds what cannot be, and none is over one process. */
class IntervalsTest {
    static Stream<Path> committed() throws IOException {
        try (Stream<Path> runs = Files.list(Cli.HOME.resolve("results"))) {
            List<Path> held = runs.filter(run -> Files.exists(run.resolve("trials.jsonl")))
                    .toList();
            assertThat(held).hasSizeGreaterThanOrEqualTo(3);
            return held.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("committed")
    void ofCommittedRuns(Path run) throws IOException {
        assertThat(impossible(Tidy.summary(Analysis.of(RunFolder.read(run)).rows())))
                .isEmpty();
        if (Files.exists(run.resolve("summary.csv"))) {
            assertThat(impossible(Files.readString(run.resolve("summary.csv")))).isEmpty();
        }
    }

    @Test
    void ofTheSyntheticRun() {
        assertThat(impossible(Tidy.summary(SyntheticRun.analysis().rows()))).isEmpty();
    }

    /** The broken twins are lines that Heddle once wrote. */
    @Test
    void whatCannotBeIsFound() {
        assertThat(impossible("""
                scenario,contestant,point,metric,unit,estimate,ci_low,ci_high,trials,verdict
                latency,vertx-loop#2,rate=500,cpu_us_per_request,us,265.35,-85.0999,615.799,2,valid
                latency,platform-threads,fraction=0.5,involuntary_switches_per_request,1,2.0329,-2.84875,6.91455,2,valid
                memory,virtual-threads,idle,bytes_per_connection,B,25504.7,25465.9,25543.5,1,valid
                memory,vertx-loop,idle,bytes_per_connection.other,B,224.577,-113.442,562.595,1,valid
                """)).hasSize(4);
        assertThat(impossible("""
                scenario,contestant,point,metric,unit,estimate,ci_low,ci_high,trials,verdict
                brownout,vertx-loop,rate=500,error_ratio,1,0.5,0.1,1.1,2,valid
                throughput,vertx-loop,concurrency=16,latency_p99_ms,ms,10,0,20,3,valid
                """)).hasSize(2);
        assertThat(impossible("""
                scenario,contestant,point,metric,unit,estimate,ci_low,ci_high,trials,verdict
                memory,virtual-threads,in-flight,bytes_per_connection.other,B,535.663,-186.701,1258.03,3,valid
                throughput,vertx-loop,concurrency=16,involuntary_switches_per_request,1,0.5,0,7,2,valid
                throughput,vertx-loop,concurrency=16,latency_p99_ms,ms,10,1,20,3,valid
                """)).isEmpty();
    }

    private static List<String> impossible(String csv) {
        List<String> header = List.of(csv.lines().findFirst().orElseThrow().split(",", -1));
        return csv.lines()
                .skip(1)
                .filter(line -> {
                    List<String> row = List.of(line.split(",", -1));
                    String low = row.get(header.indexOf("ci_low"));
                    String high = row.get(header.indexOf("ci_high"));
                    return !low.isEmpty()
                            && (row.get(header.indexOf("trials")).equals("1")
                                    || !can(
                                            Metric.of(row.get(header.indexOf("metric")))
                                                    .scale(),
                                            Double.parseDouble(low),
                                            Double.parseDouble(high)));
                })
                .toList();
    }

    private static boolean can(Scale scale, double low, double high) {
        return switch (scale) {
            case POSITIVE -> low > 0;
            case NON_NEGATIVE -> low >= 0;
            case SHARE -> low >= 0 && high <= 1;
            case SIGNED -> true;
        };
    }
}
