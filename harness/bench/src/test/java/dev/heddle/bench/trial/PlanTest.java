package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanTest {
    private Suite suite;
    private List<Manifest> contestants;

    @BeforeEach
    void read() throws Exception {
        suite = Suites.read("quick");
        contestants = new ArrayList<>();
        for (String name : Manifest.BUILT_IN) {
            contestants.add(Manifest.find(Cli.HOME, name));
        }
    }

    @Test
    void theSeedDecidesTheOrder() {
        assertThat(Plan.of(suite, contestants, 1)).isEqualTo(Plan.of(suite, contestants, 1));
        assertThat(Plan.of(suite, contestants, 1).steps())
                .isNotEqualTo(Plan.of(suite, contestants, 2).steps());
        Plan plan = Plan.of(suite, contestants, 1);
        List<Integer> ladder = List.of(1, 2, 3, 4, 5, 6);
        assertThat(plan.visits(0, ladder)).containsExactlyInAnyOrderElementsOf(ladder);
        assertThat(plan.visits(0, ladder)).isNotEqualTo(plan.visits(1, ladder));
    }

    @Test
    void everyBlockHasEveryContestantOnceAndBlocksAreInterleaved() {
        List<Step> throughput = Plan.of(suite, contestants, 7).steps().stream()
                .filter(step -> step.kind() == Step.Kind.THROUGHPUT)
                .toList();
        assertThat(throughput).hasSize(3 * suite.forks());
        for (int block = 0; block < suite.forks(); block++) {
            assertThat(throughput.subList(3 * block, 3 * block + 3))
                    .extracting(step -> step.contestant().name())
                    .containsExactlyInAnyOrderElementsOf(Manifest.BUILT_IN);
        }
    }

    @Test
    void aTwinRunsInEveryBlockLikeOneMoreContestantButHasNoHandOffOfItsOwn() {
        Plan plan = Plan.of(suite.withTwin("vertx-loop"), contestants, 7);
        for (int block = 0; block < suite.forks(); block++) {
            int b = block;
            assertThat(plan.steps().stream()
                            .filter(step -> step.kind() == Step.Kind.THROUGHPUT && step.block() == b)
                            .map(step -> step.contestant().name()))
                    .containsExactlyInAnyOrder(
                            "platform-threads", "virtual-threads", "vertx-loop", "vertx-loop" + Trial.TWIN);
        }
        assertThat(plan.steps())
                .filteredOn(step -> step.kind() == Step.Kind.SWITCHING)
                .hasSize(3 * 3)
                .noneMatch(step -> step.contestant().name().endsWith(Trial.TWIN));
    }

    @Test
    void noContestantIsAlwaysFirst() {
        assertThat(LongStream.range(0, 50)
                        .mapToObj(seed -> Plan.of(suite, contestants, seed)
                                .steps()
                                .getFirst()
                                .contestant()
                                .name())
                        .distinct())
                .hasSize(3);
    }

    @Test
    void quickFitsIntoTenMinutesByItsOwnEstimate() {
        assertThat(Plan.of(suite, contestants, 42).estimate(suite).toMinutes()).isLessThan(10);
    }
}
