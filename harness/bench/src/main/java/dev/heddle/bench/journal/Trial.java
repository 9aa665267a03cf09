package dev.heddle.bench.journal;

import java.util.List;

/**
 * Holds one line of {@code trials.jsonl}: one fresh process of one contestant in one scenario.
 *
 * @param id unique in the run, and the name of its folder under {@code trials/}
 * @param process names the process; trials of one process, as those of capacity and latency, have the same
 * @param block which interleaved block it was part of, from 0
 * @param contestant the contestant's name
 * @param model the contestant's model, as its manifest says
 * @param scenario the scenario's name, see {@link ScenarioName}
 * @param started when it started, ISO 8601 in UTC
 * @param seconds how long it took
 * @param clockStepSeconds how much more the wall clock advanced meanwhile than the monotonic one
 * @param warmups what the warm-up of each of its processes did; empty where there was none
 * @param points its points in the order visited
 */
public record Trial(
        String id,
        String process,
        int block,
        String contestant,
        Model model,
        String scenario,
        String started,
        double seconds,
        double clockStepSeconds,
        List<WarmUp> warmups,
        List<Point> points) {
    /**
     * Ends the second name of a contestant that runs twice, as an A/A pair. The two names are {@code vertx-loop} and {@code
     * vertx-loop#2}, for example.
     */
    public static final String SECOND_NAME = "#2";

    public Trial {
        warmups = List.copyOf(warmups);
        points = List.copyOf(points);
    }
}
