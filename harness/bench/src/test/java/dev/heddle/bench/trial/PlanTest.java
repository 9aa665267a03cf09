package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        assertThat(plan.visits(plan.steps().getFirst(), ladder)).containsExactlyInAnyOrderElementsOf(ladder);
        assertThat(plan.visits(plan.steps().getFirst(), ladder))
                .isNotEqualTo(plan.visits(plan.steps().get(1), ladder));
    }

    @Test
    void everyBlockHasEveryContestantOnceAndBlocksAreInterleaved() {
        List<Step> throughput = Plan.of(suite, contestants, 7).steps().stream()
                .filter(step -> step.scenario() instanceof Throughput)
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
        Plan plan = Plan.of(suite.withAa("vertx-loop"), contestants, 7);
        for (int block = 0; block < suite.forks(); block++) {
            int b = block;
            assertThat(plan.steps().stream()
                            .filter(step -> step.scenario() instanceof Throughput && step.block() == b)
                            .map(step -> step.contestant().name()))
                    .containsExactlyInAnyOrder(
                            "platform-threads", "virtual-threads", "vertx-loop", "vertx-loop" + Trial.SECOND_NAME);
        }
        assertThat(plan.steps())
                .filteredOn(step -> step.scenario() instanceof Switching)
                .hasSize(3)
                .noneMatch(step -> step.contestant().name().endsWith(Trial.SECOND_NAME));
    }

    @Test
    void theClosedLoopsOfABlockTakeTurnsAndNothingElseDoes() {
        Plan plan = Plan.of(suite.withAa("vertx-loop"), contestants, 7);
        int covered = 0;
        for (List<Step> together : plan.together()) {
            boolean closed = together.getFirst().scenario() instanceof Throughput;
            assertThat(together).hasSize(closed ? 4 : 1);
            assertThat(together)
                    .extracting(Step::block)
                    .containsOnly(together.getFirst().block());
            covered += together.size();
        }
        assertThat(covered).isEqualTo(plan.steps().size());
        assertThat(plan.mostTogether()).isEqualTo(4);
    }

    @Test
    void theOrderOfTurnsIsDrawnAnewForEachAndFavoursNobody() {
        Plan plan = Plan.of(suite, contestants, 7);
        List<String> names = List.of("a", "b", "c");
        assertThat(plan.turn(plan.steps().getFirst(), 3, names))
                .isEqualTo(plan.turn(plan.steps().getFirst(), 3, names))
                .containsExactlyInAnyOrderElementsOf(names);
        Map<String, Long> first = IntStream.range(0, 300)
                .mapToObj(
                        turn -> plan.turn(plan.steps().getFirst(), turn, names).getFirst())
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        assertThat(first.values()).hasSize(3).allMatch(times -> times > 70);
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
        assertThat(Plan.of(suite, contestants, 42).estimate().toMinutes()).isLessThan(10);
    }
}
