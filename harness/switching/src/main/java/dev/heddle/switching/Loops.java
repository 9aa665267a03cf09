package dev.heddle.switching;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Holds two contexts of Vert.x, on one event loop or on two, each loop pinned to its CPU. */
final class Loops implements AutoCloseable {
    private final Placement placement;
    private final Vertx vertx;
    private final Context[] contexts = new Context[2];

    /**
     * Starts the loops: one for {@link Placement#SAME_CPU}, otherwise two.
     *
     * @param allowed the CPUs to choose from: {@link Cpus#allowed()}
     */
    Loops(Placement placement, List<Integer> allowed) {
        this.placement = placement;
        int[] cpus = placement.cpus(allowed);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(placement == Placement.SAME_CPU ? 1 : 2)
                .setPreferNativeTransport(true));
        if (Cpus.SUPPORTED && !vertx.isNativeTransportEnabled()) {
            throw new IllegalStateException(
                    "no native transport: the contestant would have it", vertx.unavailableNativeTransportCause());
        }
        for (int end = 0; end < contexts.length; end++) {
            int number = end;
            // Each deployment is given a context of its own, on the next loop, and the handler runs there.
            vertx.deployVerticle(context -> {
                        contexts[number] = context;
                        Cpus.pin(cpus[number]);
                        return Future.succeededFuture();
                    })
                    .await();
        }
    }

    /** Runs one batch to its end and counts it. The result must be consumed. */
    long run(int handoffs, Sets sets, SwitchCounters counters) throws InterruptedException {
        Batch batch = new Batch(handoffs, sets);
        long touched = batch.run();
        counters.close(placement, handoffs, batch.crossed);
        return touched;
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    /**
     * Holds two tasks, each of which hands the loop the other one as its next task. All fields belong to the task that runs: a
     * loop's queue publishes them to the next one.
     */
    private final class Batch {
        private final CountDownLatch done = new CountDownLatch(1);
        private final Task ping;
        private final Task pong;
        private int left;
        private int cpu;
        private long crossed;
        private long touched;

        private Batch(int handoffs, Sets sets) {
            this.left = handoffs;
            this.ping = new Task(contexts[0], sets.of(0));
            this.pong = new Task(contexts[1], sets.of(1));
        }

        private long run() throws InterruptedException {
            ping.context.runOnContext(start -> {
                cpu = Cpus.current();
                pong.context.runOnContext(pong);
            });
            done.await();
            return touched;
        }

        private final class Task implements Handler<Void> {
            private final Context context;
            private final WorkingSet set;

            private Task(Context context, WorkingSet set) {
                this.context = context;
                this.set = set;
            }

            @Override
            public void handle(Void nothing) {
                int here = Cpus.current();
                if (here != cpu) {
                    crossed++;
                    cpu = here;
                }
                touched += set.touch();
                if (--left == 0) {
                    done.countDown();
                    return;
                }
                Task next = this == ping ? pong : ping;
                next.context.runOnContext(next);
            }
        }
    }
}
