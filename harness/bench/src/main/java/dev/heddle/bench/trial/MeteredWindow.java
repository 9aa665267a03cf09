package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Downstream;
import dev.heddle.bench.journal.Usage;
import dev.heddle.bench.journal.Window;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the meter at both ends of the load's window. It looks at the contestant's threads before the first request and after the
 * last answer. To look at a thousand threads takes as long as many requests do, and within the window those requests would wait for
 * it.
 */
final class MeteredWindow implements LoadProcess.Listener {
    private final ProcessMeter meter;
    private ProcessMeter.@Nullable Threads before;
    private ProcessMeter.@Nullable Reading begin;
    private ProcessMeter.@Nullable Reading end;
    private ProcessMeter.@Nullable Threads after;
    private @Nullable IOException failure;

    MeteredWindow(ProcessMeter meter) {
        this.meter = meter;
    }

    /**
     * Gives a contestant the load of a plan, and meters it.
     *
     * @throws LaunchException if the contestant, or the load engine, has gone
     * @throws IOException if what the meter reads can't be read
     */
    static Window take(Testbed bed, ContestantProcess contestant, LoadPlan plan) throws LaunchException, IOException {
        MeteredWindow metered = new MeteredWindow(bed.meter(contestant));
        return metered.take(bed, contestant, plan, metered);
    }

    /** Does the same with another listener, which passes on to this one what it hears. */
    Window take(Testbed bed, ContestantProcess contestant, LoadPlan plan, LoadProcess.Listener listener)
            throws LaunchException, IOException {
        Downstream before = bed.downstreams();
        LoadReport report = bed.load.run(plan, listener);
        if (!contestant.alive()) {
            throw contestant.died();
        }
        return new Window(report, usage(), bed.downstreams().since(before));
    }

    @Override
    public void ready() {
        before = threads();
    }

    @Override
    public void begins() {
        begin = read();
    }

    @Override
    public void ended() {
        end = read();
    }

    @Override
    public void drained() {
        after = threads();
    }

    private ProcessMeter.@Nullable Threads threads() {
        try {
            return meter.threads();
        } catch (IOException e) {
            failure = e;
            return null;
        }
    }

    private ProcessMeter.@Nullable Reading read() {
        ProcessMeter.Threads known = before;
        if (known == null) {
            return null;
        }
        try {
            return meter.read(known);
        } catch (IOException e) {
            failure = e;
            return null;
        }
    }

    Usage usage() throws IOException {
        return ProcessMeter.between(there(before), there(begin), there(end), there(after));
    }

    private <T> T there(@Nullable T what) throws IOException {
        if (what == null) {
            throw failure != null ? failure : new IOException("the window never began, or never ended");
        }
        return what;
    }
}
