package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.Suites;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClosedLoopsTest {
    private static final List<String> CONTESTANTS = List.of("a", "b", "c");

    @Test
    void contestantsTakeTurnsOnEachRung() throws Exception {
        Suite suite = Suites.parse("turns", """
                workload: {}
                scenarios: { throughput: { concurrency: [16, 64], measure: 5s, turn: 500ms } }
                """);
        Suite.Throughput throughput = Objects.requireNonNull(suite.scenarios().throughput());
        Plan plan = Plan.of(suite, List.of(Manifest.find(Cli.HOME, "vertx-loop")), 7);
        List<String> windows = new ArrayList<>();
        List<String> rungs = new ArrayList<>();
        ClosedLoops.inTurns(
                plan,
                0,
                throughput,
                CONTESTANTS,
                (contestant, users) -> windows.add(contestant + users),
                (contestant, users) -> rungs.add(contestant + users + " after " + windows.size()));

        assertThat(windows).hasSize(2 * 10 * CONTESTANTS.size());
        Set<List<String>> orders = new HashSet<>();
        for (int from = 0; from < windows.size(); from += CONTESTANTS.size()) {
            List<String> turn = windows.subList(from, from + CONTESTANTS.size());
            String users = turn.getFirst().substring(1);
            assertThat(turn).containsExactlyInAnyOrder("a" + users, "b" + users, "c" + users);
            orders.add(turn.stream().map(window -> window.substring(0, 1)).toList());
        }
        assertThat(orders).hasSizeGreaterThan(2);
        String first = windows.getFirst().substring(1);
        String second = windows.getLast().substring(1);
        assertThat(windows.subList(0, 30)).allMatch(window -> window.endsWith(first));
        assertThat(rungs)
                .containsExactly(
                        "a" + first + " after 30",
                        "b" + first + " after 30",
                        "c" + first + " after 30",
                        "a" + second + " after 60",
                        "b" + second + " after 60",
                        "c" + second + " after 60");
    }
}
