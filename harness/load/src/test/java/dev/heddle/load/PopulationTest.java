package dev.heddle.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final byte[] OK = ScriptedServer.ok("the same");

    @Test
    void connectionsComeAndStayAndGo() throws Exception {
        try (NettyEngine engine = new NettyEngine(1);
                ScriptedServer server = new ScriptedServer((path, before, out, socket) -> out.write(OK))) {
            Target target = server.target("/{id}", 200);
            Event.Populated up = engine.populate(new Command.Populate(target, 200, true, 10_000));
            assertThat(up.connections()).isEqualTo(200);
            assertThat(up.inFlight()).isZero();
            assertThat(up.counts().answered()).isEqualTo(200);
            assertThat(server.connections.get()).isEqualTo(200);
            Event.Populated down = engine.populate(new Command.Populate(target, 50, true, 10_000));
            assertThat(down.connections()).isEqualTo(50);
            assertThat(down.counts().errors()).isZero();
            assertThat(engine.settle(new Command.Settle(10_000)).connections()).isEqualTo(50);
            assertThat(server.requests.get()).isEqualTo(200);
        }
    }

    @Test
    void requestsAreHeldInFlightUntilAnswered() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (NettyEngine engine = new NettyEngine(1);
                ScriptedServer server = new ScriptedServer((path, before, out, socket) -> {
                    release.await();
                    out.write(OK);
                })) {
            Target target = server.target("/{id}", 200);
            Event.Populated held = engine.populate(new Command.Populate(target, 150, false, 10_000));
            assertThat(held.connections()).isEqualTo(150);
            assertThat(held.inFlight()).isEqualTo(150);
            release.countDown();
            Event.Populated settled = engine.settle(new Command.Settle(10_000));
            assertThat(settled.inFlight()).isZero();
            assertThat(settled.counts().answered()).isEqualTo(150);
            assertThat(settled.counts().conserved()).isTrue();
        }
    }

    @Test
    void aPopulationThatIsNotReachedSaysSo() throws Exception {
        try (NettyEngine engine = new NettyEngine(1);
                ScriptedServer server = new ScriptedServer((path, before, out, socket) -> {
                    if (before >= 30) {
                        socket.close();
                    } else {
                        out.write(OK);
                    }
                })) {
            Event.Populated reached =
                    engine.populate(new Command.Populate(server.target("/{id}", 200), 40, true, 10_000));
            assertThat(reached.connections()).isEqualTo(30);
            assertThat(reached.counts().refused()).isEqualTo(10);
            assertThat(reached.counts().firstError()).isNotEmpty();
        }
    }
}
