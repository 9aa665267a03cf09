package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.meter.MemoryMeter;
import dev.heddle.load.Event;
import dev.heddle.load.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Climbs a ladder of memory: so many connections idle, or so many requests are held in flight. It reads the memory that each rung
 * takes.
 */
final class MemoryLadder {
    /** A held request must not meet its deadline, so the deadline is far beyond any rung's stay. */
    static final Duration TIMEOUT = Duration.ofMinutes(10);

    private static final Duration REACH = Duration.ofSeconds(60);
    /** Memory has come to rest when so many looks in a row find the same, but for a thousandth. */
    private static final int LEVEL_LOOKS = 3;

    private static final double LEVEL = 0.001;
    private static final long LOOK_MS = 20;
    private static final long LONGEST_REST_MS = 300;
    private static final long POLL_MS = 10;

    private final Testbed bed;
    private final ContestantProcess contestant;
    private final String point;
    private final double jitShare;
    private final double maxJitShare;
    private final Target target;
    private final MemoryMeter meter;
    private final List<Rung> rungs = new ArrayList<>();

    /**
     * Makes a ladder of a contestant that has been warmed up.
     *
     * @param point the point's name
     * @param jitShare the part of its CPU time that its JIT compilers had in the last burst of warm-up, 0 to 1
     * @param maxJitShare how much of it the suite allows
     */
    MemoryLadder(Testbed bed, ContestantProcess contestant, String point, double jitShare, double maxJitShare) {
        this.bed = bed;
        this.contestant = contestant;
        this.point = point;
        this.jitShare = jitShare;
        this.maxJitShare = maxJitShare;
        this.target = bed.summaries(contestant);
        this.meter = new MemoryMeter(contestant.pid(), contestant.kernelMemory()::bytes);
    }

    /** Goes up the ladder of idle keep-alive connections and down again. Each connection has had one answer. */
    Point idle(List<Integer> ladder) throws LaunchException, IOException {
        for (int i = 0; i < 2 * ladder.size() - 1; i++) {
            boolean descending = i >= ladder.size();
            int connections = ladder.get(descending ? 2 * ladder.size() - 2 - i : i);
            Event.Populated populated = bed.load.populate(target, connections, true, REACH);
            String missed = missed(populated, connections, 0);
            if (!missed.isEmpty()) {
                return point(missed);
            }
            read(connections, descending);
            missed = missed(bed.load.settle(REACH), connections, 0);
            if (!missed.isEmpty()) {
                return point(missed + " while memory was read");
            }
        }
        return point("");
    }

    /**
     * Goes up the ladder of requests that the RPC service holds in flight. Then it releases all of them, waits for their answers
     * and closes the connections. Each rung is filled twice, and read the second time. By then a contestant that keeps its threads
     * has had each of them answer a request, as in service, and a stack keeps every page that was ever used. The way down is one
     * reading with nothing in flight: a pool keeps its threads for longer than the ladder lasts, so that rungs in between would
     * show the pool of the top.
     */
    Point inFlight(List<Integer> ladder) throws LaunchException, IOException {
        for (int requests : ladder) {
            String missed = filled(requests);
            if (missed.isEmpty()) {
                missed = emptied(requests);
            }
            if (missed.isEmpty()) {
                bed.load.populate(target, 0, true, REACH);
                missed = filled(requests);
            }
            if (!missed.isEmpty()) {
                bed.rpc.release();
                return point(missed);
            }
            read(requests, false);
        }
        String missed = emptied(ladder.getLast());
        if (!missed.isEmpty()) {
            return point(missed);
        }
        bed.load.populate(target, 0, true, REACH);
        read(0, true);
        return point("");
    }

    /** Holds so many requests in flight. Says in a sentence what was missed; empty if nothing was. */
    private String filled(int requests) throws LaunchException {
        bed.rpc.hold();
        String missed = missed(bed.load.populate(target, requests, false, REACH), requests, requests);
        return missed.isEmpty() ? awaitHeld((long) requests * bed.callsHeldByOneRequest()) : missed;
    }

    /** Lets the requests in flight be answered. Says in a sentence what was missed; empty if nothing was. */
    private String emptied(int requests) throws LaunchException {
        bed.rpc.release();
        String missed = missed(bed.load.settle(REACH), requests, 0);
        return missed.isEmpty() ? "" : missed + " after the release";
    }

    private void read(int connections, boolean descending) throws IOException, LaunchException {
        if (!contestant.alive()) {
            throw contestant.died();
        }
        rest();
        MemoryMeter.Reading reading = meter.read();
        rungs.add(new Rung(connections, descending, reading.threads(), reading.bytes()));
    }

    /** Waits until memory has come to rest. Threads that were just told to wait, and sockets that were just closed, take a moment. */
    private void rest() throws IOException {
        long before = meter.roughly();
        int level = 0;
        for (long waited = 0; level < LEVEL_LOOKS && waited < LONGEST_REST_MS; waited += LOOK_MS) {
            pause(LOOK_MS);
            long now = meter.roughly();
            level = Math.abs(now - before) <= LEVEL * before ? level + 1 : 0;
            before = now;
        }
    }

    private String awaitHeld(long calls) throws LaunchException {
        long deadline = System.nanoTime() + REACH.toNanos();
        long held = 0;
        while (System.nanoTime() < deadline) {
            held = bed.rpc.counts().held();
            if (held == calls) {
                return "";
            }
            pause(POLL_MS);
        }
        return "the RPC service holds " + held + " calls where " + calls + " were to be in flight";
    }

    /** Says in a sentence how the population differs from what was asked for; empty if it does not. */
    private static String missed(Event.Populated populated, int connections, int inFlight) {
        if (populated.connections() == connections
                && populated.inFlight() == inFlight
                && populated.counts().errors() == 0) {
            return "";
        }
        return populated.connections() + " connections with " + populated.inFlight() + " in flight where " + connections
                + " with " + inFlight + " were wanted; first error: "
                + populated.counts().firstError();
    }

    private Point point(String missed) {
        return new Point(
                point,
                null,
                Map.of(),
                new Evidence.Ladder(missed, jitShare, maxJitShare),
                rungs,
                Map.of(),
                List.of(),
                Map.of());
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
