package dev.heddle.bench.conform;

import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.workload.Problem;
import java.io.IOException;
import java.net.URI;

/** Checks {@code /ready} of a contestant whose RPC service does not answer yet. */
final class Readiness {
    private static final long START_NANOS = 30_000_000_000L;

    private Readiness() {}

    static void check(Subject subject) throws IOException, LaunchException {
        Stand stand = subject.stand;
        try (LateService service = new LateService();
                ContestantProcess contestant = stand.launcher.begin(
                        subject.manifest,
                        stand.settings(subject.mode, service.url()),
                        0,
                        stand.suite.jvm().arguments(),
                        subject.log)) {
            URI base = URI.create("http://127.0.0.1:" + contestant.port());
            Client client = new Client(base, subject.findings::witness);
            HttpAnswer first = firstAnswer(client, contestant);
            subject.findings.problem("GET /ready before the RPC service answers", Problem.NOT_READY, first);
            subject.findings.same(
                    "GET /noop before that", "204", client.get("/noop").inShort());
            service.begin();
            long begin = System.nanoTime();
            HttpAnswer then = client.get("/ready");
            while (then.status() != 200 && System.nanoTime() - begin < Stand.RECOVERY.toNanos()) {
                Stand.sleep(20);
                then = client.get("/ready");
            }
            subject.findings.same("GET /ready once it does", "200", "" + then.status());
        }
    }

    private static HttpAnswer firstAnswer(Client client, ContestantProcess contestant) {
        long begin = System.nanoTime();
        HttpAnswer answer = client.get("/ready");
        while (!answer.came() && contestant.alive() && System.nanoTime() - begin < START_NANOS) {
            Stand.sleep(20);
            answer = client.get("/ready");
        }
        return answer;
    }
}
