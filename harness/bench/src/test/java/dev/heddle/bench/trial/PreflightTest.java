package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PreflightTest {
    @Test
    void aRungBeyondTheLimitIsNamedWithTheHighestThatFits() throws Exception {
        Suite quick = Suites.read("quick");
        assertThat(Preflight.missing(quick, OptionalLong.of(20_000))).isEmpty();
        assertThat(Preflight.missing(quick, OptionalLong.empty())).isEmpty();
        assertThat(Preflight.missing(quick, OptionalLong.of(16_000)))
                .singleElement()
                .asString()
                .contains("memory.in-flight: a rung of 4000 needs 16432 open files")
                .contains("at most 3892");
        assertThat(Preflight.missing(quick, OptionalLong.of(600))).hasSize(5);
    }
}
