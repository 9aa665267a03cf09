package dev.heddle.bench.conform;

import dev.heddle.bench.launch.LaunchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checks clients that are gone: what was under way for them ends, at the deadline at the latest. */
final class Disconnects {
    private static final int CLIENTS = 8;

    private Disconnects() {}

    static void check(Subject subject) throws IOException, LaunchException {
        Stand stand = subject.stand;
        List<Integer> ids = stand.ids.quick();
        int wanted = CLIENTS * subject.callsAtOnce();
        stand.rpc.hold();
        List<RawConnection> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            RawConnection client = subject.client.connect();
            client.send(subject.client.request("GET", Subject.path(ids.get(i))));
            clients.add(client);
        }
        long held = stand.awaitHeld(wanted);
        subject.findings.same("calls under way for " + CLIENTS + " clients", "" + wanted, "" + held);
        for (RawConnection client : clients) {
            client.reset();
        }
        long begin = System.nanoTime();
        long most = Stand.DEADLINE.plus(Stand.TOLERANCE).toMillis();
        long left = stand.rpc.counts().held();
        while (left > 0 && (System.nanoTime() - begin) / 1_000_000 < most) {
            Stand.sleep(5);
            left = stand.rpc.counts().held();
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        stand.rpc.release();
        subject.findings.that(
                "calls under way after they have gone",
                "0 within " + most + " ms",
                left + " after " + millis + " ms",
                left == 0);
        subject.recovers("the request after that");
    }
}
