package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    private Suite quick;

    @BeforeEach
    void read() throws Exception {
        quick = Suites.read("quick");
    }

    @Test
    void aRungBeyondTheLimitIsNamedWithTheHighestThatFits() {
        assertThat(files(OptionalLong.of(20_000))).isEmpty();
        assertThat(files(UNKNOWN)).isEmpty();
        assertThat(files(OptionalLong.of(5_200)))
                .filteredOn(missing -> missing.contains("memory.in-flight"))
                .singleElement()
                .asString()
                .contains("memory.in-flight: a rung of 1200 needs 5232 open files")
                .contains("at most 1192");
        assertThat(files(OptionalLong.of(600))).hasSize(5);
    }

    @Test
    void heapsOfContestantsThatLiveTogetherMustFit() {
        assertThat(Preflight.missing(quick, 3, UNKNOWN, OptionalLong.of(3L << 30)))
                .isEmpty();
        assertThat(Preflight.missing(quick, 3, UNKNOWN, OptionalLong.of((3L << 30) - 1)))
                .singleElement()
                .asString()
                .contains("3 contestants")
                .contains("heaps of 1g each")
                .contains("only 3221 MB");
    }

    private List<String> files(OptionalLong limit) {
        return Preflight.missing(quick, 3, limit, UNKNOWN);
    }
}
