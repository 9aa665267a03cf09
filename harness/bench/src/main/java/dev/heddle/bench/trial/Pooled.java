package dev.heddle.bench.trial;

import dev.heddle.bench.meter.Noise;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.load.Generator;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Second;
import dev.heddle.load.StreamReport;
import dev.heddle.load.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Windows of one contestant under the same load, as if they had been one: counts added up, shares of time averaged over it. */
final class Pooled {
    private Pooled() {}

    /**
     * All of them.
     *
     * @param windows of plans with one stream, in their order; at least one
     * @throws IOException if a histogram cannot be read
     */
    static Measurement of(List<Measurement> windows) throws IOException {
        if (windows.size() == 1) {
            return windows.getFirst();
        }
        List<LoadReport> reports = windows.stream().map(Measurement::report).toList();
        StreamReport stream = stream(reports);
        return new Measurement(
                windows.stream().mapToInt(Measurement::windows).sum(),
                new LoadReport(
                        reports.getFirst().engine(),
                        sum(reports, LoadReport::windowNanos),
                        List.of(stream),
                        generator(reports),
                        reports.stream()
                                .flatMap(report -> report.notes().stream())
                                .distinct()
                                .toList()),
                Histograms.decode(stream.responseTime()),
                usage(windows.stream().map(Measurement::usage).toList()),
                windows.getLast().end(),
                windows.stream()
                        .map(Measurement::downstream)
                        .reduce(Downstream::plus)
                        .orElseThrow());
    }

    private static StreamReport stream(List<LoadReport> reports) throws IOException {
        List<StreamReport> streams = reports.stream().map(LoadReport::only).toList();
        return new StreamReport(
                streams.getFirst().name(),
                tally(streams.stream().map(StreamReport::counts).toList()),
                sum(streams, StreamReport::scheduledInWindow),
                sum(streams, StreamReport::answeredInWindow),
                sum(streams, StreamReport::arrivedInWindow),
                sum(streams, StreamReport::failedInWindow),
                histogram(streams.stream().map(StreamReport::responseTime).toList()),
                histogram(streams.stream().map(StreamReport::serviceTime).toList()),
                histogram(streams.stream().map(StreamReport::lateness).toList()),
                seconds(reports),
                streams.stream().mapToInt(StreamReport::mostBacklog).max().orElse(0),
                streams.getFirst().connections(),
                streams.stream().anyMatch(stream -> stream.reconnects() < 0)
                        ? -1
                        : sum(streams, StreamReport::reconnects));
    }

    /** All of them in one. */
    static Tally tally(List<Tally> tallies) {
        return new Tally(
                sum(tallies, Tally::scheduled),
                sum(tallies, Tally::answered),
                sum(tallies, Tally::wrong),
                sum(tallies, Tally::timedOut),
                sum(tallies, Tally::refused),
                sum(tallies, Tally::unsent),
                tallies.stream()
                        .map(Tally::firstError)
                        .filter(error -> !error.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private static String histogram(List<String> encoded) throws IOException {
        if (encoded.stream().anyMatch(String::isEmpty)) {
            return "";
        }
        Histogram all = Histograms.decode(encoded.getFirst());
        for (String more : encoded.subList(1, encoded.size())) {
            all.add(Histograms.decode(more));
        }
        return Histograms.encode(all);
    }

    /** The windows' whole seconds one after the other, without those in which the load settled or ended. */
    private static List<Second> seconds(List<LoadReport> reports) throws IOException {
        List<Second> seconds = new ArrayList<>();
        int each = Math.toIntExact(Math.round(
                (double) TimeUnit.SECONDS.toNanos(1) / reports.getFirst().windowNanos()));
        if (each > 1) {
            for (int from = 0; from + each <= reports.size(); from += each) {
                seconds.add(second(
                        seconds.size(),
                        reports.subList(from, from + each).stream()
                                .map(LoadReport::only)
                                .toList()));
            }
            return seconds;
        }
        int before = 0;
        for (LoadReport report : reports) {
            int whole = (int) TimeUnit.NANOSECONDS.toSeconds(report.windowNanos());
            for (Second second : report.only().perSecond()) {
                if (second.second() >= 0 && second.second() < whole) {
                    seconds.add(second.at(before + second.second()));
                }
            }
            before += whole;
        }
        return seconds;
    }

    /** Windows that make up a second between them, as one. */
    private static Second second(int number, List<StreamReport> windows) throws IOException {
        Tally counts = tally(windows.stream().map(StreamReport::counts).toList());
        Histogram all = Histograms.decode(
                histogram(windows.stream().map(StreamReport::responseTime).toList()));
        return new Second(
                number,
                sum(windows, StreamReport::scheduledInWindow),
                sum(windows, StreamReport::answeredInWindow),
                counts.wrong(),
                counts.timedOut(),
                counts.refused(),
                counts.unsent(),
                all.getValueAtPercentile(50),
                all.getValueAtPercentile(99),
                all.getMaxValue(),
                windows.getLast().mostBacklog());
    }

    private static @Nullable Generator generator(List<LoadReport> reports) {
        List<Generator> generators = new ArrayList<>();
        for (LoadReport report : reports) {
            Generator generator = report.generator();
            if (generator == null) {
                return null;
            }
            generators.add(generator);
        }
        return new Generator(
                generators.getFirst().eventLoops(),
                generators.getFirst().tickNanos(),
                sum(generators, Generator::cpuNanosInWindow),
                sum(generators, Generator::ticks),
                generators.stream()
                        .mapToLong(Generator::maxTickLatenessNanos)
                        .max()
                        .orElse(0));
    }

    private static ProcessMeter.Usage usage(List<ProcessMeter.Usage> usages) {
        Map<String, Double> share = new TreeMap<>();
        for (ProcessMeter.Usage usage : usages) {
            usage.cpuShare()
                    .keySet()
                    .forEach(group -> share.putIfAbsent(
                            group, mean(usages, each -> each.cpuShare().getOrDefault(group, 0.0))));
        }
        return new ProcessMeter.Usage(
                sum(usages, ProcessMeter.Usage::nanos),
                share,
                mean(usages, ProcessMeter.Usage::compilerShare),
                sum(usages, ProcessMeter.Usage::voluntary),
                sum(usages, ProcessMeter.Usage::involuntary),
                sum(usages, ProcessMeter.Usage::threadsEnded),
                mean(usages, ProcessMeter.Usage::loadBusy),
                new Noise(
                        mean(usages, usage -> usage.noise().steal()),
                        mean(usages, usage -> usage.noise().throttled()),
                        mean(usages, usage -> usage.noise().pressure()),
                        mean(usages, usage -> usage.noise().foreignServer()),
                        mean(usages, usage -> usage.noise().foreignLoad())));
    }

    /** Over time: of shares of windows that need not be equally long. */
    private static double mean(List<ProcessMeter.Usage> usages, ToDoubleFunction<ProcessMeter.Usage> share) {
        return usages.stream()
                        .mapToDouble(usage -> share.applyAsDouble(usage) * usage.nanos())
                        .sum()
                / sum(usages, ProcessMeter.Usage::nanos);
    }

    private static <T> long sum(List<T> all, ToLongFunction<T> count) {
        return all.stream().mapToLong(count).sum();
    }
}
