package dev.heddle.bench.journal;

import dev.heddle.load.Generator;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Second;
import dev.heddle.load.StreamReport;
import dev.heddle.load.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Pools windows of one contestant under the same load, as if they had been one. Counts add up, and shares of time are averaged
 * over the time.
 */
public final class Windows {
    private Windows() {}

    /**
     * Returns all windows as one. A single window is returned as it is.
     *
     * @param windows of plans with the same streams, in their order; at least one
     * @throws IOException if a histogram cannot be read
     */
    public static Window pooled(List<Window> windows) throws IOException {
        if (windows.size() == 1) {
            return windows.getFirst();
        }
        List<LoadReport> reports = windows.stream().map(Window::load).toList();
        List<StreamReport> streams = new ArrayList<>();
        for (int i = 0; i < reports.getFirst().streams().size(); i++) {
            streams.add(stream(reports, i));
        }
        return new Window(
                new LoadReport(
                        reports.getFirst().engine(),
                        sum(reports, LoadReport::windowNanos),
                        streams,
                        generator(reports),
                        reports.stream()
                                .flatMap(report -> report.notes().stream())
                                .distinct()
                                .toList()),
                usage(windows.stream().map(Window::usage).toList()),
                downstream(windows));
    }

    private static Downstream downstream(List<Window> windows) throws IOException {
        Downstream sum = windows.getFirst().downstream();
        for (Window window : windows.subList(1, windows.size())) {
            sum = sum.plus(window.downstream());
        }
        return sum;
    }

    private static StreamReport stream(List<LoadReport> reports, int number) throws IOException {
        List<StreamReport> streams =
                reports.stream().map(report -> report.streams().get(number)).toList();
        return new StreamReport(
                streams.getFirst().name(),
                tally(streams),
                sum(streams, StreamReport::scheduledInWindow),
                sum(streams, StreamReport::answeredInWindow),
                sum(streams, StreamReport::arrivedInWindow),
                sum(streams, StreamReport::failedInWindow),
                histogram(streams.stream().map(StreamReport::responseTime).toList()),
                histogram(streams.stream().map(StreamReport::serviceTime).toList()),
                histogram(streams.stream().map(StreamReport::lateness).toList()),
                punctual(streams),
                seconds(reports, number),
                streams.stream().mapToInt(StreamReport::mostBacklog).max().orElse(0),
                streams.getFirst().connections(),
                streams.stream().anyMatch(stream -> stream.reconnects() < 0)
                        ? -1
                        : sum(streams, StreamReport::reconnects));
    }

    private static Tally tally(List<StreamReport> streams) {
        return streams.stream().map(StreamReport::counts).reduce(Tally::plus).orElseThrow();
    }

    private static @Nullable String punctual(List<StreamReport> streams) throws IOException {
        List<String> known = new ArrayList<>();
        for (StreamReport stream : streams) {
            String punctual = stream.punctual();
            if (punctual == null) {
                return null;
            }
            known.add(punctual);
        }
        return histogram(known);
    }

    private static String histogram(List<String> encoded) throws IOException {
        if (encoded.stream().anyMatch(String::isEmpty)) {
            return "";
        }
        return Histograms.encode(Histograms.pooled(encoded));
    }

    /**
     * Returns the windows' whole seconds one after the other, without those in which the load settled or ended. Short windows are
     * joined into seconds.
     */
    private static List<Second> seconds(List<LoadReport> reports, int number) throws IOException {
        List<Second> seconds = new ArrayList<>();
        int each = Math.toIntExact(Math.round(
                (double) TimeUnit.SECONDS.toNanos(1) / reports.getFirst().windowNanos()));
        if (each > 1) {
            for (int from = 0; from + each <= reports.size(); from += each) {
                seconds.add(second(
                        seconds.size(),
                        reports.subList(from, from + each).stream()
                                .map(report -> report.streams().get(number))
                                .toList()));
            }
            return seconds;
        }
        int before = 0;
        for (LoadReport report : reports) {
            int whole = (int) TimeUnit.NANOSECONDS.toSeconds(report.windowNanos());
            for (Second second : report.streams().get(number).perSecond()) {
                if (second.second() >= 0 && second.second() < whole) {
                    seconds.add(second.at(before + second.second()));
                }
            }
            before += whole;
        }
        return seconds;
    }

    /** Returns windows that make up a second between them as one second. */
    private static Second second(int number, List<StreamReport> windows) throws IOException {
        Tally counts = tally(windows);
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
                        .orElse(0),
                generators.getFirst().precedence());
    }

    private static Usage usage(List<Usage> usages) {
        Map<String, Double> cpus = new TreeMap<>();
        for (Usage usage : usages) {
            usage.cpus()
                    .keySet()
                    .forEach(group -> cpus.putIfAbsent(
                            group, mean(usages, each -> each.cpus().getOrDefault(group, 0.0))));
        }
        Usage last = usages.getLast();
        return new Usage(
                sum(usages, Usage::nanos),
                cpus,
                mean(usages, Usage::compilers),
                mean(usages, Usage::collectors),
                sum(usages, Usage::voluntary),
                sum(usages, Usage::involuntary),
                sum(usages, Usage::threadsEnded),
                mean(usages, Usage::serverBusy),
                mean(usages, Usage::loadBusy),
                disturbance(usages),
                last.residentBytes(),
                last.threads(),
                occupancy(usages));
    }

    /** Returns the mean over time. The bounds of a mean are the means of the bounds. */
    private static @Nullable Occupancy occupancy(List<Usage> usages) {
        List<Occupancy> all =
                usages.stream().map(Usage::occupancy).filter(Objects::nonNull).toList();
        if (all.size() < usages.size()) {
            return null;
        }
        boolean whole = all.stream().allMatch(each -> each.whole() != null);
        return new Occupancy(
                all.stream().allMatch(Occupancy::exact),
                range(usages, Occupancy::server),
                range(usages, Occupancy::load),
                whole ? range(usages, each -> Objects.requireNonNull(each.whole())) : null,
                range(usages, Occupancy::others),
                range(usages, Occupancy::stolen),
                mean(usages, usage -> of(usage).hardIrq()),
                mean(usages, usage -> of(usage).softIrq()));
    }

    private static Range range(List<Usage> usages, Function<Occupancy, Range> figure) {
        double low = mean(usages, usage -> figure.apply(of(usage)).low());
        double high = mean(usages, usage -> figure.apply(of(usage)).high());
        return Range.between(low, mean(usages, usage -> figure.apply(of(usage)).value()), high);
    }

    private static Occupancy of(Usage usage) {
        return Objects.requireNonNull(usage.occupancy());
    }

    private static Disturbance disturbance(List<Usage> usages) {
        boolean pressure = usages.stream().allMatch(usage -> usage.disturbance().pressure() != null);
        return new Disturbance(
                mean(usages, usage -> usage.disturbance().steal()),
                mean(usages, usage -> usage.disturbance().throttled()),
                pressure ? Double.valueOf(mean(usages, usage -> pressure(usage.disturbance()))) : null,
                mean(usages, usage -> usage.disturbance().foreignServer()),
                mean(usages, usage -> usage.disturbance().foreignLoad()));
    }

    private static double pressure(Disturbance disturbance) {
        Double pressure = disturbance.pressure();
        return pressure == null ? 0 : pressure;
    }

    /** Returns the mean over time, since the windows need not be equally long. */
    private static double mean(List<Usage> usages, ToDoubleFunction<Usage> share) {
        return usages.stream()
                        .mapToDouble(usage -> share.applyAsDouble(usage) * usage.nanos())
                        .sum()
                / sum(usages, Usage::nanos);
    }

    private static <T> long sum(List<T> all, ToLongFunction<T> count) {
        return all.stream().mapToLong(count).sum();
    }
}
