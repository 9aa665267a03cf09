package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** The open-loop scenarios of {@link SyntheticRun}: latency, capacity, brownout and interference; made up too. */
final class SyntheticOpenLoop {
    private static final int REQUESTS = 20_000;
    private static final int SLOW_FROM = 10;
    private static final int SLOW_UNTIL = 20;

    private final Random random;
    private final int who;

    private SyntheticOpenLoop(int block, int who) {
        this.random = new Random(1000L + 10L * block + who);
        this.who = who;
    }

    static List<JudgedTrial> trials(int block, int who) {
        SyntheticOpenLoop synthetic = new SyntheticOpenLoop(block, who);
        return List.of(
                SyntheticRun.trial(block, who, "latency", synthetic.latency(block)),
                SyntheticRun.trial(block, who, "capacity", List.of(synthetic.capacity())),
                SyntheticRun.trial(block, who, "brownout", List.of(synthetic.brownout())),
                SyntheticRun.trial(
                        block,
                        who,
                        "interference",
                        List.of(
                                synthetic.interference("none", 1),
                                synthetic.interference("cpu", 2 + who),
                                synthetic.interference("block", 1 + 4.0 * who * who))));
    }

    private List<JudgedPoint> latency(int block) {
        Outcome late = new Outcome.Invalid(
                "generator-late", "the generator sent its median request 4 ms after the intended start", List.of());
        return List.of(
                latency("rate=500", 0.1, new Outcome.Valid()),
                latency("rate=2000", 0.5, who == 2 && block == 0 ? late : new Outcome.Valid()),
                latency("fraction=0.75", 0.75, new Outcome.Valid()));
    }

    private JudgedPoint latency(String name, double load, Outcome outcome) {
        long[] service = new long[REQUESTS];
        long[] response = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            double ms = (6 + who) * Math.exp(0.3 * random.nextGaussian());
            double waited = random.nextDouble() < 0.02 * load ? 80 * load * random.nextDouble() : 0;
            service[i] = Math.round(ms * 1e6);
            response[i] = Math.round((ms + waited) * 1e6);
        }
        Map<String, Double> metrics = percentiles(response);
        metrics.put("requests_per_second", 2000.0);
        metrics.put("cpu_us_per_request", noisy(200 - 30 * who));
        return Made.point(
                name,
                outcome,
                metrics,
                List.of(),
                Map.of(),
                Map.of(Point.RESPONSE_TIME, encoded(response), Point.SERVICE_TIME, encoded(service)),
                List.of());
    }

    private JudgedPoint capacity() {
        return Made.point(
                "p99<=100ms",
                new Outcome.Valid(),
                Map.of("max_requests_per_second", noisy(4200 + 900 * who)),
                List.of(),
                Map.of("probes", 12.0));
    }

    private JudgedPoint brownout() {
        List<Sample> series = new ArrayList<>();
        for (int second = -2; second < 30; second++) {
            boolean slow = second >= SLOW_FROM && second < SLOW_UNTIL + 2 * who;
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("answered", noisy(slow ? 1500 : 2000));
            values.put("errors", slow ? Math.rint(Math.abs(noisy(400 - 150 * who))) : 0.0);
            values.put("response_time_p99_ms", noisy(slow ? 900 : 14));
            values.put("noop_p99_ms", noisy(slow ? 40 - 15 * who : 1));
            values.put("rss_bytes", noisy(slow ? 9e8 - 2e8 * who : 5e8 - 1e8 * who));
            values.put("threads", Math.rint(slow && who == 0 ? 900 : 200.0 / (1 + who * 5)));
            series.add(new Sample(second, values));
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("error_ratio", who == 2 ? 0.0 : noisy(0.06 - 0.02 * who));
        metrics.put("recovery_seconds", noisy(1 + 2 * who));
        metrics.put("peak_rss_bytes", noisy(9e8 - 2e8 * who));
        metrics.put("peak_threads", who == 0 ? 900.0 : 33.0);
        metrics.put("noop_p99_ms", noisy(40 - 15 * who));
        metrics.put("noop_p99_before_ms", noisy(1));
        metrics.put("latency_p99_ms", noisy(900));
        return Made.point(
                "slowdown=20",
                new Outcome.Valid(),
                metrics,
                List.of(),
                Map.of("slow_from_second", (double) SLOW_FROM, "slow_until_second", (double) SLOW_UNTIL),
                Map.of(),
                series);
    }

    private JudgedPoint interference(String name, double factor) {
        long[] response = new long[REQUESTS / 4];
        for (int i = 0; i < response.length; i++) {
            response[i] = Math.round(7e6 * factor * Math.exp(0.4 * random.nextGaussian()));
        }
        return Made.point(
                name,
                new Outcome.Valid(),
                percentiles(response),
                List.of(),
                Map.of(),
                Map.of(Point.RESPONSE_TIME, encoded(response)),
                List.of());
    }

    private static Map<String, Double> percentiles(long[] nanos) {
        long[] sorted = Arrays.stream(nanos).sorted().toArray();
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("latency_p50_ms", sorted[sorted.length / 2] / 1e6);
        metrics.put("latency_p99_ms", sorted[sorted.length * 99 / 100] / 1e6);
        metrics.put("latency_p999_ms", sorted[(int) (sorted.length * 999L / 1000)] / 1e6);
        return metrics;
    }

    private static String encoded(long[] nanos) {
        Histogram histogram = new Histogram(3);
        for (long value : nanos) {
            histogram.recordValue(value);
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    private double noisy(double value) {
        return value * (1 + 0.02 * random.nextGaussian());
    }
}
