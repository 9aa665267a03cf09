package dev.heddle.downstream;

import io.netty.channel.Channel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Holds replies back until it is told to release them, which parks exactly as many requests in flight. Any thread may call it.
 */
final class Hold {
    private record Parked(Channel channel, Runnable reply) {}

    private final Queue<Parked> parked = new ConcurrentLinkedQueue<>();
    private volatile boolean holding;

    boolean holding() {
        return holding;
    }

    void hold() {
        holding = true;
    }

    void park(Channel channel, Runnable reply) {
        parked.add(new Parked(channel, reply));
        if (!holding) {
            // The replies were released between the caller's look and now.
            drain();
        }
    }

    void release() {
        holding = false;
        drain();
    }

    private void drain() {
        for (Parked next = parked.poll(); next != null; next = parked.poll()) {
            next.channel().eventLoop().execute(next.reply());
        }
    }

    /** Returns how many replies are held for callers that are still there. */
    long held() {
        return parked.stream().filter(p -> p.channel().isActive()).count();
    }
}
