package dev.heddle.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyPollTest {
    private final BusyPoll poll = new BusyPoll();
    private long now = 1_000_000_000;

    @Test
    void staysAwakeWhereAnswersAreThickAndNoLonger() {
        answers(10_000, 7_000);
        assertThat(poll.awake(now)).isTrue();
        assertThat(poll.awake(now + BusyPoll.AWAKE_NANOS)).isFalse();
    }

    @Test
    void sleepsAtTheRatesOfRealWork() {
        answers(10_000, 80_000);
        assertThat(poll.awake(now)).isFalse();
    }

    /** The load is 10,000 requests a second that come ten at a time. */
    @Test
    void aBatchIsNotThick() {
        for (int batch = 0; batch < 1_000; batch++) {
            answers(10, 1_000);
            assertThat(poll.awake(now)).isFalse();
            now += 1_000_000;
        }
    }

    private void answers(int many, long gapNanos) {
        for (int i = 0; i < many; i++) {
            now += gapNanos;
            poll.answered(now);
        }
    }
}
