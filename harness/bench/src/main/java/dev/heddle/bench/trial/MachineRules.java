package dev.heddle.bench.trial;

import dev.heddle.bench.meter.Noise;
import java.util.List;
import java.util.Optional;

/** Rules about the machine: its CPUs were ours. How much may be missing is the suite's {@code noise}. */
final class MachineRules {
    static final List<Rule> ALL = List.of(new Throttling(), new Steal(), new ForeignLoad());

    private MachineRules() {}

    /** No CPU quota stopped us. */
    record Throttling() implements Rule {
        @Override
        public String name() {
            return "throttling";
        }

        @Override
        public Optional<Breach> look(Evidence evidence) {
            double throttled = evidence.usage().noise().throttled();
            return Rule.all(
                    throttled > evidence.conditions().noise().throttled(),
                    "the control group's CPU quota stopped us for %.1f %% of the time; raise the quota, or measure elsewhere",
                    100 * throttled);
        }
    }

    /** The hypervisor gave us our CPUs. */
    record Steal() implements Rule {
        @Override
        public String name() {
            return "steal";
        }

        @Override
        public Optional<Breach> look(Evidence evidence) {
            double steal = evidence.usage().noise().steal();
            return Rule.all(
                    steal > evidence.conditions().noise().steal(),
                    "the hypervisor gave %.1f %% of our CPUs' time to others; measure at another time, or on CPUs of your own",
                    100 * steal);
        }
    }

    /** Nobody else used our CPUs. */
    record ForeignLoad() implements Rule {
        @Override
        public String name() {
            return "foreign-load";
        }

        @Override
        public Optional<Breach> look(Evidence evidence) {
            Noise noise = evidence.usage().noise();
            double server = noise.foreignServer() / evidence.serverCpus();
            double load = noise.foreignLoad() / evidence.conditions().loadCpus();
            double allowed = evidence.conditions().noise().foreign();
            return Rule.all(
                    server > allowed || load > allowed,
                    "processes that are not ours used %.0f %% of the contestant's CPUs and %.0f %% of the others; end them, or give"
                            + " Heddle other CPUs",
                    100 * server,
                    100 * load);
        }
    }
}
