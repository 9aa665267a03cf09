package dev.heddle.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Tests the self-test's experiments, each with a generator or a counter that would be wrong and that the experiment's checks
 * catch.
 */
@Isolated("it times to the millisecond")
class SelfTestTest {
    /** Runs two engines at once, each with a server of its own, so what stands still in one does not touch the other. What counts milliseconds runs alone. */
    @Test
    void everyExperimentShowsWhatTheoryExpectsAndItsTwinDoesNot() throws Exception {
        try (SelfTest selfTest = new SelfTest();
                SelfTest other = new SelfTest();
                ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            selfTest.warmUp();
            other.warmUp();
            Future<?> ofOther = beside.submit(() -> {
                frozenEngine(other);
                deadServer(other);
                return null;
            });
            frozenServer(selfTest);
            faults(selfTest);
            ofOther.get();

            StreamReport knownDelay = undisturbed(selfTest::knownDelay, SelfTest::checkKnownDelay);
            fails(SelfTest.checkKnownDelay(losing(knownDelay)), "conservation");

            StreamReport idle = undisturbed(selfTest::idle, SelfTest::checkIdle);
            fails(SelfTest.checkIdle(losing(idle)), "conservation");

            StreamReport inFlight = undisturbed(selfTest::inFlight, SelfTest::checkInFlight);
            fails(SelfTest.checkInFlight(knownDelay), "requests", "in flight (Little's law)", "p50 response time");
        }
    }

    /** The twin is the same engine, which takes its turn beside the two others. */
    @Test
    void anEngineThatGoesFirstIsPunctualBesideBusyProcessesAndItsTwinIsNot() throws Exception {
        assumeThat(SelfTest.mayComeFirst())
                .as("the right to be real-time, and taskset")
                .isTrue();
        StreamReport first = SelfTest.besideBusyNeighbours(true);
        for (int again = 0; again < 2 && SelfTest.onlyTimesFailed(SelfTest.checkBusyNeighbours(first)); again++) {
            first = SelfTest.besideBusyNeighbours(true);
        }
        // How late it is in milliseconds is the machine's affair, and the self-test's; that it is less late is the
        // precedence's.
        assertThat(SelfTest.checkBusyNeighbours(first).done())
                .filteredOn(check -> !check.what().endsWith("lateness"))
                .hasSize(2)
                .allMatch(SelfTest.Check::passed);
        StreamReport inTurn = SelfTest.besideBusyNeighbours(false);
        fails(SelfTest.checkBusyNeighbours(inTurn), "p99 lateness");
        assertThat(p99OfLateness(inTurn)).isGreaterThan(2 * p99OfLateness(first));
    }

    private static long p99OfLateness(StreamReport report) {
        return Reports.decode(report.lateness()).getValueAtPercentile(99);
    }

    private static void frozenServer(SelfTest selfTest) throws Exception {
        SelfTest.Frozen frozenServer = undisturbed(selfTest::frozenServer, SelfTest::checkFrozenServer);
        fails(SelfTest.checkFrozenServer(omitting(frozenServer)), "p99 response time", "p95 response time");
    }

    private static void frozenEngine(SelfTest selfTest) throws Exception {
        SelfTest.Frozen frozenEngine = undisturbed(selfTest::frozenEngine, SelfTest::checkFrozenEngine);
        fails(
                SelfTest.checkFrozenEngine(omitting(frozenEngine)),
                "p99 response time",
                "p95 response time",
                "p99 without its own lateness");
    }

    private static void faults(SelfTest selfTest) throws Exception {
        StreamReport faults = selfTest.faults();
        passes(selfTest.checkFaults(faults));
        fails(selfTest.checkFaults(losing(faults)), "counts", "conservation");
    }

    private static void deadServer(SelfTest selfTest) throws Exception {
        StreamReport deadServer = selfTest.deadServer();
        passes(SelfTest.checkDeadServer(deadServer));
        fails(SelfTest.checkDeadServer(losing(deadServer)), "conservation");
    }

    /** Returns what a generator would report that times from the actual send, and so omits what it was prevented from sending. */
    private static SelfTest.Frozen omitting(SelfTest.Frozen honest) {
        StreamReport report = honest.report();
        return new SelfTest.Frozen(
                new StreamReport(
                        report.name(),
                        report.counts(),
                        report.scheduledInWindow(),
                        report.answeredInWindow(),
                        report.arrivedInWindow(),
                        report.failedInWindow(),
                        report.serviceTime(),
                        report.serviceTime(),
                        report.lateness(),
                        report.responseTime(),
                        report.perSecond(),
                        report.mostBacklog(),
                        report.connections(),
                        report.reconnects()),
                honest.stallSeconds());
    }

    /** Returns what a counter would report that loses a request. */
    private static StreamReport losing(StreamReport honest) {
        Tally counts = honest.counts();
        return new StreamReport(
                honest.name(),
                new Tally(
                        counts.scheduled(),
                        counts.answered() - 1,
                        counts.wrong(),
                        counts.timedOut(),
                        counts.refused(),
                        counts.unsent(),
                        counts.firstError()),
                honest.scheduledInWindow(),
                honest.answeredInWindow(),
                honest.arrivedInWindow(),
                honest.failedInWindow(),
                honest.responseTime(),
                honest.serviceTime(),
                honest.lateness(),
                honest.punctual(),
                honest.perSecond(),
                honest.mostBacklog(),
                honest.connections(),
                honest.reconnects());
    }

    /**
     * Returns what an experiment saw that passes. If this machine stood still at the wrong moment, it can spoil a time, and then
     * the experiment is made again; it can't spoil counts.
     */
    private static <T> T undisturbed(Callable<T> experiment, Function<T, Checks> checks) throws Exception {
        T seen = experiment.call();
        for (int again = 0; again < 2 && SelfTest.onlyTimesFailed(checks.apply(seen)); again++) {
            seen = experiment.call();
        }
        passes(checks.apply(seen));
        return seen;
    }

    private static void passes(Checks checks) {
        assertThat(checks.done()).isNotEmpty().allMatch(SelfTest.Check::passed);
    }

    private static void fails(Checks checks, String... what) {
        assertThat(checks.done().stream()
                        .filter(check -> List.of(what).contains(check.what()))
                        .toList())
                .hasSize(what.length)
                .noneMatch(SelfTest.Check::passed);
    }
}
