package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.stats.SteadyState;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds the rules about time, which demand that a steady state was measured. */
final class SteadyRules {
    static final List<Rule> ALL =
            List.of(new CompilersQuiet(), new LevelSeries(), new KeptUp(), new CompilersInTheCost());

    private SteadyRules() {}

    /** Demands that the contestant was warm: its compilers had little left to do. */
    record CompilersQuiet() implements Rule {
        @Override
        public RuleName name() {
            return RuleName.NEVER_STEADY;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.COMPILERS, Fact.CONTESTANT_CPU);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            // That compilers' time is taken out of the cost doesn't give it back to the requests: they had so much
            // less of the CPUs. Under a light load, any compiling is much of the little CPU time. How much it can
            // delay shows only against all of the CPUs.
            boolean closed = facts.setup().users() > 0;
            double share = closed
                    ? facts.usage().jitShare()
                    : facts.usage().compilers() / facts.setup().serverCpus();
            return Rule.all(
                    share > facts.allowed().jitShare(),
                    "the JIT compilers had %.0f %% of the contestant's %s; the suite allows %.0f %%, so allow more bursts of warm-up",
                    100 * share,
                    closed ? "CPU time" : "CPUs",
                    100 * facts.allowed().jitShare());
        }
    }

    /**
     * Demands that the code was the final one. The compilers' own time is taken out of what a request costs ({@link LoadMetrics#cpu}), but the
     * requests before a compilation ran the code that it replaced, and that costs more. How much more can't be told from the window
     * itself, so the threshold stays the suite's, as if the compilers' time were still in the cost. Even compiling that is too little to delay
     * requests may be as much.
     */
    record CompilersInTheCost() implements Rule {
        @Override
        public RuleName name() {
            return RuleName.NEVER_STEADY;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.COMPILERS, Fact.CONTESTANT_CPU);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            return Rule.some(
                    facts.usage().jitShare() > facts.allowed().jitShare(),
                    Metric.COSTS.stream().map(Metric::name).toList(),
                    "the JIT compilers had %.0f %% of the contestant's CPU time: their time is taken out, but what ran beside so much"
                            + " compiling was not the final code, and no request's cost",
                    100 * facts.usage().jitShare());
        }
    }

    /**
     * Demands that the contestant answered as many requests in one part of the window as in another, so it neither stood still
     * nor changed its pace. The rule is asked only in a closed loop, because its latencies hide a stall. The latencies of an open
     * loop show it. If a point there were void for its stalls, the mean would be left to the points that had none.
     */
    record LevelSeries() implements Rule {
        /** With fewer seconds a change of level cannot be told from noise. */
        static final int ENOUGH = 8;
        /** Levels that differ by less than this part count as one. */
        static final double TOLERANCE = 0.25;
        /** The contestant slept through a second with less than this part of the best second's answers. */
        static final double ASLEEP = 0.25;
        /** Fewer answers a second than this come and go by chance. */
        static final int FEW = 50;

        @Override
        public RuleName name() {
            return RuleName.NEVER_STEADY;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.SECONDS);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            List<Long> answered = facts.answeredPerSecond();
            if (facts.setup().users() == 0 || answered.size() < 2 || Collections.max(answered) < FEW) {
                return Optional.empty();
            }
            long least = Collections.min(answered);
            long most = Collections.max(answered);
            int from = answered.size() < ENOUGH
                    ? 0
                    : SteadyState.from(
                            answered.stream().mapToDouble(Long::doubleValue).toArray(), TOLERANCE);
            return Rule.all(
                            least < ASLEEP * most,
                            "it answered %d requests in one second and %d in another: it stood still",
                            least,
                            most)
                    .or(() -> Rule.all(
                            from > 0,
                            "its rate changed by more than %.0f %% after %d of %d seconds: answers by second were %s",
                            100 * TOLERANCE,
                            from,
                            answered.size(),
                            answered));
        }
    }

    /**
     * Demands that the contestant answered what it was asked in an open loop. Where the queue grows all the time, how long a
     * request waits depends on how long one looks. A contestant that falls behind for a while and catches up, or stands still at
     * the end, has the latencies that it shows.
     */
    record KeptUp() implements Rule {
        /**
         * The contestant is behind in a half of the window where it answered less than this part of the requests due there.
         */
        static final double LEAST = 0.95;
        /** A half with fewer due requests is not judged, since the ones in flight at its ends are too many of them. */
        static final int FEW = 200;

        @Override
        public RuleName name() {
            return RuleName.NEVER_STEADY;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.SECONDS);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            List<Long> due = facts.duePerSecond();
            int half = due.size() / 2;
            boolean behind = half > 0 && behind(facts, 0, half) && behind(facts, half, due.size());
            return Rule.some(
                    behind,
                    Rule.LATENCIES,
                    "%d of %d requests that were due were answered, and in each half of the window fewer than were due: its queue grew,"
                            + " and how long one waits there depends on how long one looks",
                    sum(facts.answeredPerSecond(), 0, due.size()),
                    sum(due, 0, due.size()));
        }

        private static boolean behind(LoadFacts facts, int from, int to) {
            long due = sum(facts.duePerSecond(), from, to);
            return due >= FEW && sum(facts.answeredPerSecond(), from, to) < LEAST * due;
        }

        private static long sum(List<Long> seconds, int from, int to) {
            return seconds.subList(from, to).stream().mapToLong(Long::longValue).sum();
        }
    }
}
