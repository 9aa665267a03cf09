package dev.heddle.bench.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuListTest {
    @Test
    void listsAreTheKernels() {
        assertThat(CpuList.parse("0,2-4,7")).containsExactly(0, 2, 3, 4, 7);
        assertThat(CpuList.parse("3,1\n")).containsExactly(1, 3);
        for (String malformed : List.of("", "a", "3-1", "1,,2", "-1")) {
            assertThatIllegalArgumentException()
                    .as(malformed)
                    .isThrownBy(() -> CpuList.parse(malformed))
                    .withMessageContaining("write it as 0,2-3");
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(CpuList.text(List.of(0, 2))).isEqualTo("0,2");
        assertThat(CpuList.text(List.of(0, 1))).isEqualTo("0,1");
        assertThat(CpuList.text(List.of(0, 1, 2, 5, 7, 8, 9, 10))).isEqualTo("0-2,5,7-10");
        assertThat(CpuList.text(List.of())).isEqualTo("any");
        for (List<Integer> cpus : List.of(List.of(3), List.of(0, 1), List.of(1, 2, 3, 9, 10, 12, 13, 14, 15))) {
            assertThat(CpuList.parse(CpuList.text(cpus))).isEqualTo(cpus);
        }
    }
}
