package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.suite.ThroughputPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClosedLoopsTest {
    private static final List<String> CONTESTANTS = List.of("a", "b", "c");

    @Test
    void contestantsTakeTurnsAndATurnVisitsEveryRung() throws Exception {
        Suite suite = Suites.parse("turns", """
                workload: {}
                scenarios: { throughput: { concurrency: [16, 64], measure: 5s, turn: 500ms } }
                """);
        ThroughputPlan throughput = Objects.requireNonNull(suite.scenarios().throughput());
        Plan plan = Plan.of(suite, List.of(Manifest.find(Cli.HOME, "vertx-loop")), 7);
        List<String> windows = new ArrayList<>();
        ClosedLoops.inTurns(
                plan,
                plan.steps().getFirst(),
                throughput.windows(),
                ClosedLoad.of(throughput),
                CONTESTANTS,
                (contestant, load) -> windows.add(contestant + load.users()));

        int rung = CONTESTANTS.size();
        int turn = 2 * rung;
        assertThat(windows).hasSize(10 * turn);
        Set<List<String>> contestants = new HashSet<>();
        Set<String> firstRungs = new HashSet<>();
        for (int from = 0; from < windows.size(); from += turn) {
            assertThat(windows.subList(from, from + turn))
                    .containsExactlyInAnyOrder("a16", "b16", "c16", "a64", "b64", "c64");
            firstRungs.add(windows.get(from).substring(1));
            for (int on = from; on < from + turn; on += rung) {
                String users = windows.get(on).substring(1);
                List<String> together = windows.subList(on, on + rung);
                assertThat(together).allMatch(window -> window.endsWith(users));
                contestants.add(
                        together.stream().map(window -> window.substring(0, 1)).toList());
            }
        }
        assertThat(contestants).hasSizeGreaterThan(2);
        assertThat(firstRungs).hasSize(2);
    }
}
