package dev.heddle.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final int CALLS = 100_000;

    @Test
    void eachFaultHasItsShareOfTheCalls() {
        Faults faults = new Faults(0.3, 0.1, 0.05, 0.2, 0.15, 0.1, 1, List.of());
        Map<Fault, Integer> seen = new EnumMap<>(Fault.class);
        for (long id = 0; id < CALLS; id++) {
            seen.merge(faults.of(42, 1, id), 1, Integer::sum);
        }
        double[] shares = {0.1, 0.3, 0.1, 0.05, 0.2, 0.15, 0.1};
        for (Fault fault : Fault.values()) {
            assertThat(seen.getOrDefault(fault, 0) / (double) CALLS)
                    .as(fault.name())
                    .isCloseTo(shares[fault.ordinal()], within(0.01));
        }
    }

    @Test
    void aShareOfOneIsEveryCallAndNoneIsNone() {
        Faults every = new Faults(0, 0, 1, 0, 0, 0, 1, List.of());
        for (long id = 0; id < 1_000; id++) {
            assertThat(every.of(42, 0, id)).isEqualTo(Fault.HANG);
            assertThat(Faults.NONE.of(42, 0, id)).isEqualTo(Fault.NONE);
        }
    }

    @Test
    void onlyTheNamedServicesAreConcerned() {
        Faults faults = new Faults(1, 0, 0, 0, 0, 0, 20, List.of("s1"));
        assertThat(faults.of(42, 1, 7)).isEqualTo(Fault.ERROR);
        assertThat(faults.of(42, 0, 7)).isEqualTo(Fault.NONE);
        assertThat(faults.slowdown(1)).isEqualTo(20);
        assertThat(faults.slowdown(0)).isEqualTo(1);
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Faults(0, 1.5, 0, 0, 0, 0, 1, List.of()))
                .withMessage("reset is 1.5, which is not between 0 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Faults(0.6, 0.6, 0, 0, 0, 0, 1, List.of()))
                .withMessageContaining("more than 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Faults(0, 0, 0, 0, 0, 0, -1, List.of()))
                .withMessageContaining("slowdown is -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Faults(0, 0, 0, 0, 0, 0, 1, List.of("orders")))
                .withMessageContaining("'orders' is no service");
    }
}
