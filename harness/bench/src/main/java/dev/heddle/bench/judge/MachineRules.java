package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Disturbance;
import dev.heddle.bench.journal.Occupancy;
import dev.heddle.bench.journal.Usage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the rules about the machine, which demand that its CPUs were ours. The suite's {@code noise} says how much of them may be
 * missing.
 */
final class MachineRules {
    static final List<Rule> ALL = List.of(new Throttling(), new Steal(), new UntoldSteal(), new ForeignLoad());

    private MachineRules() {}

    /** Demands that no CPU quota stopped us. */
    record Throttling() implements Rule {
        @Override
        public RuleName name() {
            return RuleName.THROTTLING;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.THROTTLING);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            double throttled = facts.usage().disturbance().throttled();
            return Rule.all(
                    throttled > facts.allowed().throttled(),
                    "the control group's CPU quota stopped us for %.1f %% of the time; raise the quota, or measure elsewhere",
                    100 * throttled);
        }
    }

    /** Demands that the hypervisor gave us our CPUs. */
    record Steal() implements Rule {
        @Override
        public RuleName name() {
            return RuleName.STEAL;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.STEAL);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            double steal = facts.usage().disturbance().steal();
            return Rule.all(
                    steal > facts.allowed().steal(),
                    "the hypervisor gave %.1f %% of our CPUs' time to others; measure at another time, or on CPUs of your own",
                    100 * steal);
        }
    }

    /**
     * Demands that the hypervisor gave us our CPUs where it does not say whether it did. A virtual CPU that is not run counts as busy by its
     * idle time, since it was not idle, but the kernel's ticks that were due meanwhile never came. Own clocks run on, so every cost that is
     * measured then is too high.
     */
    record UntoldSteal() implements Rule {
        /**
         * Ticks and idle time differ by this part of the CPUs at the most where nothing is taken. Ticks are samples, and miss what lies between
         * them. On a machine of two virtual CPUs they differed by up to 0.06 in undisturbed windows, and by 0.11 to 1 in disturbed ones.
         */
        static final double TICKS = 0.1;

        @Override
        public RuleName name() {
            return RuleName.STEAL;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.STEAL, Fact.FOREIGN);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            Usage usage = facts.usage();
            Occupancy occupancy = usage.occupancy();
            if (occupancy == null || !occupancy.exact()) {
                return Optional.empty();
            }
            double counted = usage.contestantCpus() + usage.disturbance().foreignServer();
            double untold = (occupancy.server().low() - counted) / facts.setup().serverCpus();
            return Rule.all(
                    untold > TICKS + facts.allowed().steal(),
                    "for %.0f %% of the time the contestant's CPUs were neither idle nor did their clock tick: the hypervisor gave them to others and"
                            + " does not say so; measure at another time, or on CPUs of your own",
                    100 * untold);
        }
    }

    /** Demands that nobody else used our CPUs. */
    record ForeignLoad() implements Rule {
        @Override
        public RuleName name() {
            return RuleName.FOREIGN_LOAD;
        }

        @Override
        public Set<Fact> needs() {
            return Set.of(Fact.FOREIGN);
        }

        @Override
        public Optional<Breach> look(LoadFacts facts) {
            Disturbance disturbance = facts.usage().disturbance();
            double server = disturbance.foreignServer() / facts.setup().serverCpus();
            double load = disturbance.foreignLoad() / facts.setup().loadCpus();
            double allowed = facts.allowed().foreign();
            return Rule.all(
                    server > allowed || load > allowed,
                    "processes that are not ours used %.0f %% of the contestant's CPUs and %.0f %% of the others; end them, or give"
                            + " Heddle other CPUs",
                    100 * server,
                    100 * load);
        }
    }
}
