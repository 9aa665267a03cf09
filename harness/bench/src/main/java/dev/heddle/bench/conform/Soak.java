package dev.heddle.bench.conform;

import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.meter.Holdings;
import dev.heddle.load.Arrivals;
import dev.heddle.load.ConnectionPolicy;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Second;
import dev.heddle.load.StreamReport;
import dev.heddle.load.Target;
import dev.heddle.workload.Faults;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Loads a contestant for long, at half of its capacity, while everything fails: calls in every way, clients that give up before
 * the deadline and, now and then, every database connection. What it holds after that, idle, must be what it held before.
 */
final class Soak {
    /** The name of the group of checks. */
    static final String NAME = "soak";

    /** The faults, as shares of the calls. With three calls, one request in seven meets one. */
    static final Faults FAULTS = new Faults(0.01, 0.01, 0.005, 0.01, 0.01, 0.005, 1, List.of());

    /** How long a client waits. This is shorter than the deadline, so that the client of a call that hangs has gone. */
    private static final long CLIENT_PATIENCE_MS = Stand.DEADLINE.toMillis() * 6 / 10;

    /**
     * The users of the closed loop. They leave some of the room free: a request whose client has gone may keep its place until
     * the deadline, and without room the contestant refuses. That is the quickest answer of all, and the capacity found would be
     * one to refuse.
     */
    private static final int USERS = Stand.ROOMY_IN_FLIGHT * 3 / 4;

    /** How many requests are made at once: as many as a cold contestant takes in before their deadline. */
    private static final int AT_ONCE = 256;

    private static final int ROUNDS = 3;

    private static final int KILL_EVERY_SECONDS = 30;
    private static final int BACKLOG = 100_000;
    private static final Duration MOST_BEFORE = Duration.ofSeconds(20);
    private static final long IDLE_MS = 3_000;

    /** After this many requests, what still grows is no warm-up. */
    private static final long ENOUGH_FOR_HEAP = 100_000;

    private static final double HEAP_TOLERANCE = 0.05;

    /**
     * How much more may be held afterwards: a pool's spare thread or descriptor, or a selector. These come and go in a JVM that
     * is well.
     */
    private static final long SPARE = 8;

    private final Subject subject;
    private final LoadProcess load;
    private final Target target;

    Soak(Subject subject, LoadProcess load) {
        this.subject = subject;
        this.load = load;
        this.target = new Target(
                "127.0.0.1",
                subject.process.port(),
                "/customers/{id}/summary",
                1,
                subject.stand.dataset.customers(),
                1,
                200);
    }

    /** Holds what a contestant holds that has nothing to do. */
    private record Idle(Holdings holdings, long rpcConnections) {
        /** Returns the files and sockets, without those to the RPC service: a pool may keep as many of these as it likes. */
        long otherDescriptors() {
            return holdings.descriptors() - rpcConnections;
        }
    }

    void run(Duration duration, Faults faults) throws LaunchException, IOException {
        Duration before = duration.compareTo(MOST_BEFORE.multipliedBy(2)) < 0 ? duration.dividedBy(2) : MOST_BEFORE;
        subject.stand.rpc.faults(faults);
        closedLoop(before);
        // Only right answers count: what fails, is refused or is given up at once is no capacity.
        double capacity = closedLoop(before).only().counts().answered() / seconds(before);
        // Pools are as full as their last load made them, so the same load comes before either look.
        openLoop(capacity / 2, before);
        Idle first = idle();
        subject.stand.rpc.faults(faults);
        LoadReport soak = openLoop(capacity / 2, duration);
        Idle last = idle();
        judge(soak.only(), capacity, first, last);
        for (int id : subject.stand.ids.quick().subList(0, 3)) {
            HttpAnswer answer = subject.summary(id);
            boolean right = subject.right.is(answer, id);
            subject.findings.that(
                    "the next request, customer " + id, Subject.RIGHT, right ? Subject.RIGHT : answer.inShort(), right);
        }
        inFlight();
        Aftermath.outside(subject.client, subject.findings);
    }

    private LoadReport closedLoop(Duration duration) throws LaunchException {
        return load.run(
                LoadPlan.of(target, new Arrivals.Closed(USERS), 0, duration.toMillis(), CLIENT_PATIENCE_MS),
                new Killing(false));
    }

    private LoadReport openLoop(double rate, Duration duration) throws LaunchException {
        return load.run(
                LoadPlan.of(
                        target,
                        new Arrivals.Poisson(rate, 1),
                        new ConnectionPolicy.AllActive(Stand.ROOMY_IN_FLIGHT),
                        BACKLOG,
                        0,
                        duration.toMillis(),
                        CLIENT_PATIENCE_MS),
                new Killing(true));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** Waits until every deadline has passed, then looks. */
    private Idle idle() throws LaunchException, IOException {
        subject.stand.calm();
        Stand.sleep(Stand.DEADLINE.toMillis() + IDLE_MS);
        Holdings holdings = Holdings.of(subject.process.pid());
        return new Idle(holdings, subject.stand.rpc.counts().connections());
    }

    private void judge(StreamReport report, double capacity, Idle first, Idle last) {
        Findings findings = subject.findings;
        long scheduled = report.counts().scheduled();
        findings.that(
                "requests accounted for",
                "all",
                String.format(
                        Locale.ROOT,
                        "%d at half of %.0f/s: %d answered rightly, %d with an error, %d given up, %d refused, %d unsent",
                        scheduled,
                        capacity,
                        report.counts().answered(),
                        report.counts().wrong(),
                        report.counts().timedOut(),
                        report.counts().refused(),
                        report.counts().unsent()),
                report.counts().conserved() && report.counts().answered() > scheduled / 2);
        findings.same("the process", "alive", subject.process.alive() ? "alive" : "gone");
        // This is what a closed loop of as many users needs at once; if each call that hung leaks its connection,
        // there are more.
        atMost("connections to the RPC service", (long) Stand.ROOMY_IN_FLIGHT * Stand.CALLS, last.rpcConnections());
        atMost("other files and sockets", first.otherDescriptors() + SPARE, last.otherDescriptors());
        atMost("threads", first.holdings().threads() + SPARE, last.holdings().threads());
        double growth = (double) last.holdings().heapBytes() / first.holdings().heapBytes() - 1;
        String name = "live heap, idle";
        String expected = "within 5 % of that before";
        if (scheduled < ENOUGH_FOR_HEAP) {
            findings.skipped(name, expected, "only after " + ENOUGH_FOR_HEAP + " requests");
        } else {
            findings.that(
                    name,
                    expected,
                    String.format(
                            Locale.ROOT,
                            "%+.2f %%: %d bytes with %d connections to the RPC service, before %d with %d",
                            100 * growth,
                            last.holdings().heapBytes(),
                            last.rpcConnections(),
                            first.holdings().heapBytes(),
                            first.rpcConnections()),
                    Math.abs(growth) <= HEAP_TOLERANCE);
        }
    }

    private void atMost(String name, long most, long saw) {
        subject.findings.that(name, "at most " + most, "" + saw, saw <= most);
    }

    /**
     * Checks that requests are still let in together: the failures, which are many more than there is room for, have not kept
     * their places.
     */
    private void inFlight() throws LaunchException {
        int wanted = AT_ONCE * subject.callsAtOnce();
        long most = 0;
        // A slot that has leaked is missing every time; one that was missing because the machine stood still is not.
        for (int round = 0; round < ROUNDS && most < wanted; round++) {
            most = Math.max(most, held(wanted));
        }
        subject.findings.same("calls under way for " + AT_ONCE + " requests", "" + wanted, "" + most);
    }

    private long held(int wanted) throws LaunchException {
        subject.stand.rpc.hold();
        List<CompletableFuture<HttpAnswer>> begun = new ArrayList<>();
        List<Integer> ids = subject.stand.ids.quick();
        for (int i = 0; i < AT_ONCE; i++) {
            begun.add(subject.begin(ids.get(i % ids.size())));
        }
        long held = subject.stand.awaitHeld(wanted);
        subject.stand.rpc.release();
        begun.forEach(CompletableFuture::join);
        return held;
    }

    /** Kills the database's connections now and then. */
    private final class Killing implements LoadProcess.Listener {
        private final boolean kills;

        Killing(boolean kills) {
            this.kills = kills;
        }

        @Override
        public void begins() {}

        @Override
        public void ended() {}

        @Override
        public void second(String stream, Second second) throws LaunchException {
            if (kills && second.second() >= 0 && second.second() % KILL_EVERY_SECONDS == KILL_EVERY_SECONDS / 2) {
                subject.stand.postgres.kill();
            }
        }
    }
}
