package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who is at its limit with how many users, in a closed loop without think time. Its rate is the users over the response time, so that below
 * the limit a difference in throughput is one in response time under another name. By the operational laws (Denning and Buzen, <i>The
 * Operational Analysis of Queueing Network Models</i>, 1978) the response time grows with the users once something is exhausted, whatever it
 * is: CPUs, threads or a pool.
 */
final class ClosedLoopLimit {
    /** The limit is where a request takes so many times as long as with the fewest users. */
    static final double GROWTH = 2;

    /** By contestant and users: seconds. */
    private final Map<String, TreeMap<Double, Double>> responseTimes = new HashMap<>();

    ClosedLoopLimit(List<Reading> readings) {
        readings.stream()
                .filter(reading -> reading.valid() && isRate(reading.scenario(), reading.metric()))
                .collect(Collectors.groupingBy(
                        Reading::contestant,
                        Collectors.groupingBy(Reading::point, Collectors.averagingDouble(Reading::number))))
                .forEach((contestant, rates) -> rates.forEach((point, rate) -> responseTimes
                        .computeIfAbsent(contestant, name -> new TreeMap<>())
                        .put(PointOrder.number(point), PointOrder.number(point) / rate)));
    }

    static boolean isRate(ScenarioName scenario, Metric metric) {
        return metric.equals(Metric.REQUESTS_PER_SECOND) && Inquiry.of(scenario).closedLoop();
    }

    /** Never with the fewest users, with whom there is nothing to compare. */
    boolean reached(String contestant, String point) {
        TreeMap<Double, Double> times = responseTimes.getOrDefault(contestant, new TreeMap<>());
        Double here = times.get(PointOrder.number(point));
        return here != null && here >= GROWTH * times.firstEntry().getValue();
    }
}
