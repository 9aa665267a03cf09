package dev.heddle.bench.judge;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A fact is something that a rule needs to know of a point. A record of an older format, or of another load engine,
 * may lack some facts.
 */
enum Fact {
    COUNTS("where each request went", false),
    DOWNSTREAM("how many calls and queries the downstreams counted", false),
    LATENCY("response times", true),
    SECONDS("the answers of each second", true),
    CONTESTANT_CPU("the contestant's CPU time", false),
    LOAD_CPU("how busy the load side's CPUs were", false),
    PROCESS_CPU("the CPU time of each process", false),
    COMPILERS("the CPU time of the JIT compilers", false),
    LATENESS("lateness", false),
    RPC_TIME("how long the RPC calls of a request take", false),
    STEAL("stolen CPU time", false),
    THROTTLING("throttled time", false),
    FOREIGN("the CPU time of other processes", false),
    THREADS("the threads of each rung", true);

    private final String name;
    private final boolean plural;

    Fact(String name, boolean plural) {
        this.name = name;
        this.plural = plural;
    }

    /**
     * Returns the sentence for a record that lacks this fact: {@code not judged: lateness was not recorded (generator-late)}.
     */
    String missing(List<RuleName> rules) {
        return "not judged: " + name + (plural ? " were" : " was") + " not recorded"
                + rules.stream().map(RuleName::text).collect(Collectors.joining(", ", " (", ")"));
    }
}
