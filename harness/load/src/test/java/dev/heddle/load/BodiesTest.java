package dev.heddle.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class BodiesTest {
    @Test
    void whatWasRightFirstStaysRight() {
        Bodies bodies = new Bodies(1, 2, 1);
        assertThat(right(bodies, 1, "a")).isTrue();
        assertThat(right(bodies, 2, "b")).isTrue();
        assertThat(right(bodies, 1, "a")).isTrue();
        assertThat(right(bodies, 1, "b")).isFalse();
        assertThat(right(bodies, 2, "a")).isFalse();
        assertThat(right(bodies, 2, "bb")).isFalse();
    }

    @Test
    void whereSeveralAreRightOneMoreIsNot() {
        Bodies bodies = new Bodies(1, 2, 3);
        for (String body : new String[] {"s2", "s0", "s2", "s1", "s0"}) {
            assertThat(right(bodies, 2, body)).isTrue();
        }
        assertThat(right(bodies, 2, "s3")).isFalse();
        assertThat(right(bodies, 1, "s3")).isTrue();
    }

    private static boolean right(Bodies bodies, int id, String body) {
        byte[] bytes = ("head" + body).getBytes(StandardCharsets.US_ASCII);
        return bodies.right(id, new CRC32C(), bytes, 4, body.length());
    }
}
