package dev.heddle.bench.trial;

import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.OpenLoop;
import dev.heddle.bench.suite.Suite;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * One trial to come.
 *
 * @param block which interleaved block it belongs to, from 0
 * @param contestant who is measured; in switching, whose model is
 * @param kind what is measured
 */
public record Step(int block, Manifest contestant, Kind kind) {
    private static final double START_AND_STOP_SECONDS = 4;
    private static final double PAUSE_SECONDS = 0.35;
    /** Between windows that contestants take in turn: 0.06 s over 47 blocks of a calibration, whose warm-ups were subtracted. */
    private static final double TURN_SECONDS = 0.06;

    private static final double READING_SECONDS = 0.6;
    /** To hold a request in flight, let it be answered and hold it again. */
    private static final double HELD_SECONDS = 0.001;

    private static final double FORK_SECONDS = 2;
    private static final double SETTLE_SECONDS = 0.5;
    /** When a contestant has settled on one CPU, mostly; a suite's bursts are the most. */
    private static final double TYPICAL_WARM_UP_SECONDS = 15;
    /** To bring the two sides of a capacity's boundary together from the rate of a closed loop. */
    private static final double TYPICAL_PROBES = 6;
    /** Same CPU and across. */
    private static final int SWITCHING_POINTS = 2;

    /** The kinds of trial. */
    public enum Kind {
        /** The closed-loop ladder. */
        THROUGHPUT("throughput"),
        /** The search for the capacity and the fixed rates, in one process: fractions are of the capacity just found. */
        OPEN_LOOP("capacity", "latency"),
        /** The ladder of idle connections. */
        MEMORY_IDLE("memory"),
        /** The ladder of requests held in flight. */
        MEMORY_IN_FLIGHT("memory"),
        /** Hand-offs by JMH. */
        SWITCHING("switching"),
        /** One RPC service slows down for a while. */
        BROWNOUT("brownout"),
        /** Some requests do heavy work. */
        INTERFERENCE("interference");

        private final List<String> scenarios;

        Kind(String... scenarios) {
            this.scenarios = List.of(scenarios);
        }

        /** The scenarios that it measures, as {@code summary.csv} names them; a suite may leave one out. */
        public List<String> scenarios() {
            return scenarios;
        }
    }

    /** About how long it takes. */
    public Duration estimate(Suite suite) {
        double seconds = switch (kind) {
            case THROUGHPUT -> {
                Suite.Throughput plan = Objects.requireNonNull(suite.scenarios().throughput());
                double rung = seconds(plan.measure()) + plan.windows() * (seconds(plan.settle()) + TURN_SECONDS);
                yield START_AND_STOP_SECONDS
                        + warmUpSeconds(plan.warmup(), plan.bursts())
                        + plan.concurrency().size() * rung;
            }
            case OPEN_LOOP -> openLoopSeconds(suite.scenarios());
            case BROWNOUT -> {
                OpenLoop.Brownout plan =
                        Objects.requireNonNull(suite.scenarios().brownout());
                yield warmUpSeconds(plan.warmup())
                        + seconds(plan.before().plus(plan.slow()).plus(plan.after()));
            }
            case INTERFERENCE -> {
                OpenLoop.Interference plan =
                        Objects.requireNonNull(suite.scenarios().interference());
                double point = seconds(plan.settle()) + seconds(plan.measure()) + PAUSE_SECONDS;
                yield 2 * warmUpSeconds(plan.warmup()) + 3 * point;
            }
            case MEMORY_IDLE -> {
                Suite.Memory plan = Objects.requireNonNull(suite.scenarios().memory());
                yield memorySeconds(plan, (2 * plan.idle().size() - 1) * READING_SECONDS);
            }
            case MEMORY_IN_FLIGHT -> {
                Suite.Memory plan = Objects.requireNonNull(suite.scenarios().memory());
                yield memorySeconds(
                        plan,
                        plan.inFlight().stream()
                                .mapToDouble(requests -> READING_SECONDS + requests * HELD_SECONDS)
                                .sum());
            }
            case SWITCHING -> {
                Suite.Switching plan = Objects.requireNonNull(suite.scenarios().switching());
                yield SWITCHING_POINTS * (FORK_SECONDS + (plan.warmups() + plan.iterations()) * seconds(plan.time()));
            }
        };
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static double openLoopSeconds(Suite.Scenarios scenarios) {
        OpenLoop.Capacity capacity = scenarios.capacity();
        OpenLoop.Latency latency = scenarios.latency();
        double seconds = warmUpSeconds(
                capacity != null
                        ? capacity.warmup()
                        : Objects.requireNonNull(latency).warmup());
        if (capacity != null) {
            double probes = TYPICAL_PROBES + 2 * capacity.confirm();
            seconds += probes * (seconds(capacity.measure()) + PAUSE_SECONDS + SETTLE_SECONDS);
        }
        if (latency != null) {
            seconds += (latency.rates().size() + latency.fractions().size())
                    * (seconds(latency.settle()) + seconds(latency.measure()) + PAUSE_SECONDS);
        }
        return seconds;
    }

    private static double warmUpSeconds(OpenLoop.Heat heat) {
        return START_AND_STOP_SECONDS + warmUpSeconds(heat.burst(), heat.bursts());
    }

    private static double warmUpSeconds(Duration burst, int bursts) {
        return Math.min(bursts * (seconds(burst) + PAUSE_SECONDS), TYPICAL_WARM_UP_SECONDS);
    }

    private static double memorySeconds(Suite.Memory plan, double ladder) {
        return START_AND_STOP_SECONDS + warmUpSeconds(plan.warmup(), plan.bursts()) + ladder;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
