package dev.heddle.bench.journal;

import java.util.List;

/**
 * One line of {@code trials.jsonl}: one fresh process of one contestant in one scenario.
 *
 * @param id unique in the run, and the name of its folder under {@code trials/}
 * @param block which interleaved block it was part of, from 0
 * @param contestant the contestant's name
 * @param model the contestant's model, as its manifest says
 * @param scenario {@code throughput}, {@code latency}, {@code capacity}, {@code memory}, {@code switching}, {@code brownout}, {@code interference}
 * @param started when it started, ISO 8601 in UTC
 * @param seconds how long it took
 * @param warmup what the warm-up did and whether it settled, in a sentence
 * @param points its points in the order visited
 */
public record Trial(
        String id,
        int block,
        String contestant,
        String model,
        String scenario,
        String started,
        double seconds,
        String warmup,
        List<Point> points) {
    /** Ends the second name of a contestant that runs twice, as an A/A pair: {@code vertx-loop} and {@code vertx-loop#2}. */
    public static final String TWIN = "#2";
}
