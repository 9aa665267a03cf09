package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells at how many users a contestant is at its limit, in a closed loop without think time. The rate of such a loop is the number of
 * users over the response time. Below the limit, a difference in throughput is therefore one in response time under another name. By
 * the operational laws (Denning and Buzen, <i>The Operational Analysis of Queueing Network Models</i>, 1978) the response time grows
 * with the users once something is exhausted. It does not matter whether that is CPUs, threads or a pool.
 */
final class ClosedLoopLimit {
    /** A contestant is at its limit where a request takes this many times as long as with the fewest users. */
    static final double GROWTH = 2;

    /** Holds the response time in seconds, by contestant and number of users. */
    private final Map<String, TreeMap<Double, Double>> responseTimes = new HashMap<>();

    ClosedLoopLimit(List<Reading> readings) {
        readings.stream()
                .filter(reading -> reading.valid()
                        && isRate(reading.scenario(), reading.metric())
                        && reading.point().startsWith("concurrency="))
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

    /**
     * Is true where the contestant is at its limit. It never is with the fewest users, since there is nothing to compare them with.
     */
    boolean reached(String contestant, String point) {
        TreeMap<Double, Double> times = responseTimes.getOrDefault(contestant, new TreeMap<>());
        Double here = times.get(PointOrder.number(point));
        return here != null && here >= GROWTH * times.firstEntry().getValue();
    }
}
