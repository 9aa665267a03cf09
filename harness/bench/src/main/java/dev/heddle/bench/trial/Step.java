package dev.heddle.bench.trial;

import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import java.time.Duration;
import java.util.Objects;

/**
 * One trial to come.
 *
 * @param block which interleaved block it belongs to, from 0
 * @param contestant who is measured; in switching, whose model is
 * @param kind what is measured
 */
public record Step(int block, Manifest contestant, Kind kind) {
    private static final double START_AND_STOP_SECONDS = 5;
    private static final double PAUSE_SECONDS = 0.5;
    private static final double READING_SECONDS = 1.5;
    private static final double FORK_SECONDS = 2;
    /** Same CPU and across. */
    private static final int SWITCHING_POINTS = 2;

    /** The kinds of trial. */
    public enum Kind {
        /** The closed-loop ladder. */
        THROUGHPUT("throughput"),
        /** The ladder of idle connections. */
        MEMORY_IDLE("memory"),
        /** The ladder of requests held in flight. */
        MEMORY_IN_FLIGHT("memory"),
        /** Hand-offs by JMH. */
        SWITCHING("switching");

        private final String scenario;

        Kind(String scenario) {
            this.scenario = scenario;
        }

        /** The scenario it belongs to, as {@code summary.csv} names it. */
        public String scenario() {
            return scenario;
        }
    }

    /** About how long it takes. */
    public Duration estimate(Suite suite) {
        double seconds = switch (kind) {
            case THROUGHPUT -> {
                Suite.Throughput plan = Objects.requireNonNull(suite.scenarios().throughput());
                double rung = seconds(plan.settle()) + seconds(plan.measure()) + PAUSE_SECONDS;
                yield START_AND_STOP_SECONDS
                        + plan.bursts() * (seconds(plan.warmup()) + PAUSE_SECONDS)
                        + plan.concurrency().size() * rung;
            }
            case MEMORY_IDLE -> memorySeconds(suite, 2);
            case MEMORY_IN_FLIGHT -> memorySeconds(suite, 1);
            case SWITCHING -> {
                Suite.Switching plan = Objects.requireNonNull(suite.scenarios().switching());
                yield SWITCHING_POINTS * (FORK_SECONDS + (plan.warmups() + plan.iterations()) * seconds(plan.time()));
            }
        };
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static double memorySeconds(Suite suite, int directions) {
        Suite.Memory plan = Objects.requireNonNull(suite.scenarios().memory());
        return START_AND_STOP_SECONDS
                + plan.bursts() * (seconds(plan.warmup()) + PAUSE_SECONDS)
                + directions * plan.idle().size() * READING_SECONDS;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
