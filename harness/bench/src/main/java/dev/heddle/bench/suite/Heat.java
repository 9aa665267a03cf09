package dev.heddle.bench.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * Says how a contestant gets warm before an open loop measures it: by bursts of a closed loop.
 *
 * @param burst the length of one burst
 * @param bursts the most bursts, 1 to 100; fewer if it settles sooner
 * @param maxJitShare the most of a contestant's CPUs that its JIT compilers may have while it is measured, above 0 and up
 *     to 1
 */
public record Heat(
        Duration burst,
        int bursts,
        @JsonProperty("max-jit-share") double maxJitShare) {
    public Heat {
        Bounds.require("bursts", bursts, 1, 100);
        Bounds.requireShare("max-jit-share", maxJitShare);
    }
}
