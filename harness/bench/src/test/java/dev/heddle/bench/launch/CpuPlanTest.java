package dev.heddle.bench.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuPlanTest {
    @Test
    void listsAreTheKernels() {
        assertThat(CpuPlan.parse("0,2-4, 7".replace(" ", ""))).containsExactly(0, 2, 3, 4, 7);
        assertThat(CpuPlan.text(List.of(0, 2))).isEqualTo("0,2");
        assertThat(CpuPlan.text(List.of())).isEqualTo("any");
        for (String malformed : List.of("", "a", "3-1", "1,,2", "-1")) {
            assertThatIllegalArgumentException()
                    .as(malformed)
                    .isThrownBy(() -> CpuPlan.parse(malformed))
                    .withMessageContaining("write it as 0,2-3");
        }
    }

    @Test
    void contestantAndLoadNeverShareACpu() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CpuPlan(List.of(0, 1), List.of(1, 2)))
                .withMessageContaining("overlap");
        assertThatIllegalArgumentException().isThrownBy(() -> new CpuPlan(List.of(0), List.of()));
    }

    @Test
    void theDefaultUsesEveryCpuOnce() throws Exception {
        CpuPlan plan = CpuPlan.halves();
        if (plan.pinned()) {
            assertThat(plan.server()).doesNotContainAnyElementsOf(plan.load());
            assertThat(plan.serverCount()).isLessThanOrEqualTo(plan.loadCount());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CpuPlan.of("60000", "0"))
                .withMessageContaining("60000");
    }
}
